package io.concordat.sandbox.graph;

import java.util.Collections;
import java.util.Set;

/**
 * Who sends a Graph request.
 *
 * @param userId the account's object id, which is also its mailbox's
 * @param email its user principal name, in lower case
 * @param directoryId the tenant the account belongs to
 * @param clientId the app it sends through
 */
public record Caller(
    String userId, String email, String directoryId, String clientId, Set<String> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Refuses the call unless one of the scopes was granted. */
  public void needsOneOf(Set<String> accepted) {
    if (Collections.disjoint(scopes, accepted)) {
      throw GraphError.accessDenied();
    }
  }
}
