package io.concordat.spi.tenant;

import java.util.UUID;

/** One customer of the installation. Everything stored belongs to exactly one. */
public record TenantId(UUID value) {
  public static TenantId of(String text) {
    return new TenantId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
