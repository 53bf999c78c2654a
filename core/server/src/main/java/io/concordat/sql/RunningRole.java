package io.concordat.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The role that the product runs as: makes it, checks it, and gives it what it needs. */
public final class RunningRole {
  /** Liquibase's own tables; whoever writes them could hide a migration. */
  private static final List<String> OWNER_ONLY =
      List.of("databasechangelog", "databasechangeloglock");

  private RunningRole() {}

  /** Makes the role, or sets its password again: the owner's word is the truth. */
  public static void ensure(Connection owner, Database.Role role) throws SQLException {
    String name = Database.quoted(role.name());
    String verb = exists(owner, role.name()) ? "alter" : "create";
    execute(
        owner,
        "%s role %s login password %s"
            .formatted(verb, name, Database.literal(role.password().reveal())));
  }

  /** Whether the role is one that row-level security holds. */
  public static boolean confined(Connection owner, String role) throws SQLException {
    try (var statement =
        owner.prepareStatement(
            """
            select not rolsuper and not rolbypassrls and not exists (
                select from pg_class c where c.relowner = r.oid
                  and c.relnamespace = 'public'::regnamespace)
            from pg_roles r where rolname = ?""")) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** Grants after every migration, so that a changelog need not know the role's name. */
  public static void grant(Connection owner, String role) throws SQLException {
    String name = Database.quoted(role);
    execute(owner, "grant usage on schema public to " + name);
    execute(
        owner, "grant select, insert, update, delete on all tables in schema public to " + name);
    execute(owner, "grant usage, select on all sequences in schema public to " + name);
    for (String table : OWNER_ONLY) {
      execute(owner, "revoke all on " + table + " from " + name);
    }
  }

  private static boolean exists(Connection owner, String role) throws SQLException {
    try (var statement = owner.prepareStatement("select from pg_roles where rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection owner, String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }
}
