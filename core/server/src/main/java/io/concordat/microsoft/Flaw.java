package io.concordat.microsoft;

import java.util.Locale;

/** What is to be said about a profile, whomever it serves. */
public enum Flaw {
  ARCHIVED(true),
  CREDENTIALS_MISSING(true),
  CERTIFICATE_EXPIRED(true),
  CERTIFICATE_EXPIRES_SOON(false),
  /** It can serve sign-in only. */
  DIRECTORY_NOT_NAMED(false);

  private final boolean fatal;

  Flaw(boolean fatal) {
    this.fatal = fatal;
  }

  /** Nobody can be served. */
  public boolean fatal() {
    return fatal;
  }

  /** Stable; what clients see. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
