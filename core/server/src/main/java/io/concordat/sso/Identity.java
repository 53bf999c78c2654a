package io.concordat.sso;

import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.UUID;

/**
 * Who a user is at Microsoft: known by these two ids alone, which never change, whatever becomes of
 * names and addresses.
 *
 * @param directoryId {@code tid}
 * @param objectId {@code oid}, the person in that directory
 */
public record Identity(
    UserId user, UUID directoryId, UUID objectId, By by, long version, Instant linkedAt) {
  /** Who said so first. */
  public enum By {
    ADMINISTRATOR,
    /** An address that Microsoft proves, in a domain that the tenant proved. */
    ADDRESS
  }
}
