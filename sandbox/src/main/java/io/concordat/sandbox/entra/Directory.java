package io.concordat.sandbox.entra;

import java.util.Set;
import java.util.UUID;

/**
 * One customer's directory (Microsoft says tenant).
 *
 * @param adminConsentOnly whether its people may not consent to apps themselves
 */
public record Directory(String id, Set<String> domains, boolean adminConsentOnly) {
  public Directory {
    UUID.fromString(id);
    domains = Set.copyOf(domains);
  }

  boolean answersTo(String name) {
    return id.equalsIgnoreCase(name) || domains.stream().anyMatch(name::equalsIgnoreCase);
  }
}
