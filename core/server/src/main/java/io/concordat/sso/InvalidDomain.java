package io.concordat.sso;

import java.io.Serial;

/** A name that cannot be anybody's login domain. Says what to do, never what was sent. */
public final class InvalidDomain extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;

  InvalidDomain(String code, String remedy) {
    super(remedy);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
