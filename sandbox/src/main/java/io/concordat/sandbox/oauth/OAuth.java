package io.concordat.sandbox.oauth;

import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;

/** Google's sign-in endpoints, and the check of bearer tokens. */
public final class OAuth {
  private final Grants grants;
  private final AuthorizePage page;
  private final TokenEndpoint tokens;

  public OAuth(Grants grants) {
    this.grants = grants;
    this.page = new AuthorizePage(grants);
    this.tokens = new TokenEndpoint(grants);
  }

  public static boolean owns(String path) {
    return switch (path) {
      case "/o/oauth2/v2/auth", "/token", "/revoke" -> true;
      default -> false;
    };
  }

  public Reply answer(Request request) {
    try {
      return switch (request.method() + " " + request.path()) {
        case "GET /o/oauth2/v2/auth" -> page.get(request);
        case "POST /o/oauth2/v2/auth" -> page.post(request);
        case "POST /token" -> tokens.token(request);
        case "POST /revoke" -> tokens.revoke(request);
        default ->
            GoogleError.of(405, "global", "httpMethodNotAllowed", "Method Not Allowed").toReply();
      };
    } catch (OAuthError e) {
      return e.toReply();
    }
  }

  /** The caller behind {@code Authorization: Bearer …}. */
  public Caller authenticate(Request request) {
    String header = request.header("Authorization").orElseThrow(GoogleError::loginRequired);
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw GoogleError.authError();
    }
    return grants.caller(header.substring(7).trim()).orElseThrow(GoogleError::authError);
  }
}
