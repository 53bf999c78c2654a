package io.concordat.sso;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an id token has to say.
 *
 * @param issuer with {@code {tenantid}} in it where the directory is anybody's
 * @param directory where the profile names one by its id
 */
record Expected(
    String issuer, Optional<UUID> directory, String clientId, String nonce, Instant now) {
  /** Microsoft's word for the directory in issuers of no directory in particular. */
  private static final String ANYBODYS = "{tenantid}";

  String issuerFor(String directoryId) {
    return issuer.replace(ANYBODYS, directoryId);
  }
}
