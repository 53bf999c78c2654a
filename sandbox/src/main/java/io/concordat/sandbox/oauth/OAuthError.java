package io.concordat.sandbox.oauth;

import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;

/** A refusal of the token or revocation endpoint. */
final class OAuthError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;

  OAuthError(int status, String error, String description) {
    super(description, null, false, false);
    this.status = status;
    this.error = error;
  }

  static OAuthError invalidGrant(String description) {
    return new OAuthError(400, "invalid_grant", description);
  }

  static OAuthError invalidClient(String description) {
    return new OAuthError(401, "invalid_client", description);
  }

  static OAuthError invalidRequest(String description) {
    return new OAuthError(400, "invalid_request", description);
  }

  Reply toReply() {
    return Reply.json(
        status, Json.object().put("error", error).put("error_description", getMessage()));
  }
}
