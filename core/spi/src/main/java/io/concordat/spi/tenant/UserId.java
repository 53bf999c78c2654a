package io.concordat.spi.tenant;

import java.util.UUID;

/** A user of a tenant. */
public record UserId(UUID value) {
  public static UserId of(String text) {
    return new UserId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
