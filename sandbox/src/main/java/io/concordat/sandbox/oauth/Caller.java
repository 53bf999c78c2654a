package io.concordat.sandbox.oauth;

import io.concordat.sandbox.http.GoogleError;
import java.util.Collections;
import java.util.Set;

/** Who sends an API request: the account, through which client, with which scopes. */
public record Caller(String email, String clientId, Set<String> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Refuses the call unless one of the scopes was granted. */
  public void needsOneOf(Set<String> accepted) {
    if (Collections.disjoint(scopes, accepted)) {
      throw GoogleError.insufficientPermissions();
    }
  }
}
