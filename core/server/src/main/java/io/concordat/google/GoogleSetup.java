package io.concordat.google;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a tenant entered for Google, as people may see it: without secrets.
 *
 * @param clientId of the app that consumers share
 * @param separate client ids by consumer, of those that do not share it
 */
public record GoogleSetup(
    String clientId,
    Optional<String> projectId,
    Map<String, String> separate,
    Optional<Account> serviceAccount,
    long version,
    Instant updatedAt) {
  public GoogleSetup {
    separate = Collections.unmodifiableMap(new TreeMap<>(separate));
  }

  /** A service account, by what its key file says openly. */
  public record Account(String email, String keyId) {}
}
