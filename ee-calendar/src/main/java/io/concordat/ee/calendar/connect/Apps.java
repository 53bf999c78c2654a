package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;
import java.util.UUID;

/** The one lookup of whose app serves the tenant at a vendor. Nothing falls back to another app. */
public interface Apps {
  Found find(Tx tx);

  /** An app, or why there is none. */
  sealed interface Found {
    record Ready(App app, Holder holder) implements Found {}

    /**
     * @param reason a documented code
     * @param remedy what an administrator does about it
     */
    record NotReady(String reason, String remedy) implements Found {}
  }

  /**
   * Who was given a consent. It serves nobody else: with another client or directory the vendor
   * would refuse it, and with another profile it was never given.
   *
   * @param profile the Microsoft profile; Google has none
   * @param directory at Microsoft; Google has none
   */
  record Holder(String clientId, Optional<UUID> profile, Optional<String> directory) {}
}
