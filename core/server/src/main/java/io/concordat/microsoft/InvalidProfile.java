package io.concordat.microsoft;

import java.io.Serial;

/** A part that no profile can have. Says which, and what to do; never what was sent. */
public final class InvalidProfile extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;

  InvalidProfile(String code, String field, String remedy) {
    super(remedy);
    this.code = code;
    this.field = field;
  }

  public String code() {
    return code;
  }

  public String field() {
    return field;
  }
}
