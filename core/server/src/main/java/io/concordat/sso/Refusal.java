package io.concordat.sso;

import io.concordat.spi.tenant.UserId;
import java.util.Map;
import java.util.Optional;

/**
 * Nobody is let in.
 *
 * @param user whom it would have been, when that is known
 * @param detail ids and numbers, nothing of the vendor's prose
 */
record Refusal(Reason reason, Optional<UserId> user, Map<String, String> detail) {
  static Refusal of(Reason reason) {
    return new Refusal(reason, Optional.empty(), Map.of());
  }

  static Refusal of(Reason reason, Map<String, String> detail) {
    return new Refusal(reason, Optional.empty(), detail);
  }
}
