package io.concordat.sandbox.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** {@code /token} and {@code /revoke}. */
final class TokenEndpoint {
  private final Grants grants;

  TokenEndpoint(Grants grants) {
    this.grants = grants;
  }

  Reply token(Request request) {
    Params form = form(request);
    Client client = authenticate(request, form);
    Grants.Tokens tokens =
        switch (form.first("grant_type").orElse("")) {
          case "authorization_code" -> redeem(form, client);
          case "refresh_token" -> refresh(form, client);
          case "" -> throw OAuthError.invalidRequest("Missing required parameter: grant_type");
          default -> throw new OAuthError(400, "unsupported_grant_type", "Invalid grant_type");
        };
    return Reply.json(200, body(tokens)).with("Cache-Control", "no-store");
  }

  private Grants.Tokens redeem(Params form, Client client) {
    return grants.redeem(
        need(form, "code"),
        client,
        need(form, "redirect_uri"),
        form.first("code_verifier").orElse(""));
  }

  private Grants.Tokens refresh(Params form, Client client) {
    return grants.refresh(
        need(form, "refresh_token"), client, form.filled("scope").map(Scopes::split));
  }

  private static ObjectNode body(Grants.Tokens tokens) {
    ObjectNode body = Json.object().put("access_token", tokens.accessToken());
    body.put("expires_in", Grants.ACCESS_LIFE.toSeconds());
    tokens.refreshToken().ifPresent(token -> body.put("refresh_token", token));
    tokens.grantEnds().ifPresent(left -> body.put("refresh_token_expires_in", left.toSeconds()));
    return body.put("scope", Scopes.join(tokens.scopes())).put("token_type", "Bearer");
  }

  /** The token comes in the form or, as Google allows, in the query. */
  Reply revoke(Request request) {
    Params form = request.body().length == 0 ? request.query() : form(request).or(request.query());
    if (!grants.revoke(form.first("token").orElse(""))) {
      throw new OAuthError(400, "invalid_token", "Token expired or revoked");
    }
    return Reply.json(200, Json.object());
  }

  private Client authenticate(Request request, Params form) {
    Optional<String> basic = request.header("Authorization").filter(h -> h.startsWith("Basic "));
    String[] pair = basic.map(TokenEndpoint::basic).orElseGet(() -> posted(form));
    Client client =
        grants
            .client(pair[0])
            .orElseThrow(() -> OAuthError.invalidClient("The OAuth client was not found."));
    byte[] sent = pair[1].getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(client.secret().getBytes(StandardCharsets.UTF_8), sent)) {
      throw OAuthError.invalidClient("Unauthorized");
    }
    return client;
  }

  private static String[] posted(Params form) {
    return new String[] {need(form, "client_id"), form.first("client_secret").orElse("")};
  }

  private static String[] basic(String header) {
    try {
      String text =
          new String(
              Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon > 0) {
        return new String[] {decode(text.substring(0, colon)), decode(text.substring(colon + 1))};
      }
    } catch (IllegalArgumentException e) {
      throw OAuthError.invalidClient("Unauthorized");
    }
    throw OAuthError.invalidClient("Unauthorized");
  }

  private static String decode(String text) {
    return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String need(Params form, String name) {
    return form.filled(name)
        .orElseThrow(() -> OAuthError.invalidRequest("Missing required parameter: " + name));
  }

  private static Params form(Request request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw OAuthError.invalidRequest("The body must be application/x-www-form-urlencoded.");
    }
    try {
      return request.form();
    } catch (GoogleError e) {
      throw OAuthError.invalidRequest("Bad Request");
    }
  }
}
