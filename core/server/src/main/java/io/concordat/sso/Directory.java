package io.concordat.sso;

import java.time.Instant;
import java.util.Map;

/**
 * What Entra publishes about a directory.
 *
 * @param issuer with {@code {tenantid}} in it where the directory is anybody's
 */
record Directory(String issuer, Map<String, PublishedKey> keys, Instant readAt) {
  Directory {
    keys = Map.copyOf(keys);
  }
}
