package io.concordat.sql;

import io.concordat.spi.secret.Secret;

/**
 * Where PostgreSQL is and who we are there.
 *
 * @param owner owns the tables and runs migrations only
 * @param app runs everything else; owns nothing and cannot bypass row-level security
 * @param makesApp whether the owner makes that role and sets its password; else somebody did
 */
public record Database(String url, Role owner, Role app, boolean makesApp) {

  public record Role(String name, Secret password) {}

  /** A name that PostgreSQL takes as it is. */
  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Text that PostgreSQL takes as it is; for statements that know no parameters. */
  static String literal(String text) {
    if (text.indexOf('\0') >= 0 || text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("not usable as a password: it holds \\ or NUL");
    }
    return '\'' + text.replace("'", "''") + '\'';
  }
}
