package io.concordat.spi.schedule;

import java.io.Serial;

/** A value that no entry can have. The message is for people and repeats no content. */
public final class InvalidContent extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String field;

  public InvalidContent(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field as the REST API names it. */
  public String field() {
    return field;
  }
}
