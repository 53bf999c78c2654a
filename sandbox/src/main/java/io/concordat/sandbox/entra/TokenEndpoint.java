package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code /{tenant}/oauth2/v2.0/token}. */
final class TokenEndpoint {
  private final TwinClock clock;
  private final Registry registry;
  private final Grants grants;
  private final IdTokens idTokens;

  TokenEndpoint(TwinClock clock, Registry registry, Grants grants, IdTokens idTokens) {
    this.clock = clock;
    this.registry = registry;
    this.grants = grants;
    this.idTokens = idTokens;
  }

  Reply token(Authority authority, Request request) {
    Params form = form(request);
    String grantType = need(form, "grant_type");
    App app = authenticate(authority, form, request.path());
    ObjectNode body =
        switch (grantType) {
          case "authorization_code" -> redeem(authority, form, app);
          case "refresh_token" -> refresh(authority, form, app);
          case "client_credentials" -> toApp(authority, form, app);
          default -> throw new AadError(70003);
        };
    return Reply.json(200, body).with("Cache-Control", "no-store, no-cache");
  }

  private ObjectNode redeem(Authority authority, Params form, App app) {
    scopes(form);
    Grants.Redemption redemption =
        grants.redeem(
            need(form, "code"),
            app,
            need(form, "redirect_uri"),
            form.first("code_verifier").orElse(""));
    at(authority, redemption.grant().directoryId());
    return body(redemption, form);
  }

  private ObjectNode refresh(Authority authority, Params form, App app) {
    String token = need(form, "refresh_token");
    Optional<Account> holder = grants.holder(token);
    holder.ifPresent(account -> at(authority, account.directoryId()));
    Optional<Integer> refusal = holder.flatMap(registry::refusal);
    if (refusal.isPresent()) {
      throw new AadError(refusal.get());
    }
    return body(grants.refresh(token, app, scopes(form)), form);
  }

  /** A grant of one directory is no good at another. */
  private static void at(Authority authority, String directoryId) {
    if (!authority.takes(directoryId)) {
      throw new AadError(50020);
    }
  }

  private static Optional<Set<String>> scopes(Params form) {
    return form.filled("scope").map(Scopes::read).filter(s -> !s.contains(Scopes.DEFAULT));
  }

  private ObjectNode toApp(Authority authority, Params form, App app) {
    if (!Scopes.split(need(form, "scope")).contains("https://graph.microsoft.com/.default")) {
      throw new AadError(1002012);
    }
    return switch (authority) {
      case Authority.Home(var directory) -> common(grants.issueToApp(app, directory.id()));
      case Authority.Shared _ -> throw new AadError(50059);
    };
  }

  private ObjectNode common(Grants.Tokens tokens) {
    long left = Duration.between(clock.instant(), tokens.expires()).toSeconds();
    ObjectNode body = Json.object().put("token_type", "Bearer");
    body.put("expires_in", left).put("ext_expires_in", left);
    return body.put("access_token", tokens.accessToken());
  }

  private ObjectNode body(Grants.Redemption redemption, Params form) {
    Grants.Tokens tokens = redemption.tokens();
    ObjectNode body = common(tokens).put("scope", Scopes.join(Scopes.shown(tokens.scopes())));
    tokens.refreshToken().ifPresent(token -> body.put("refresh_token", token));
    if (tokens.scopes().contains(Scopes.OPENID)) {
      body.put("id_token", idTokens.token(redemption.grant(), redemption.nonce()));
    }
    if (form.flag("client_info")) {
      Account account = redemption.grant().account();
      ObjectNode info = Json.object().put("uid", account.oid()).put("utid", account.directoryId());
      body.put("client_info", IdTokens.encode(info));
    }
    return body;
  }

  private App authenticate(Authority authority, Params form, String path) {
    App app = authority.app(need(form, "client_id"), registry);
    Optional<String> assertion = form.filled("client_assertion");
    if (assertion.isPresent()) {
      requireJwtBearer(need(form, "client_assertion_type"));
      ClientAssertion.check(assertion.get(), app, path);
    } else {
      checkSecret(app, form);
    }
    return app;
  }

  private static void requireJwtBearer(String type) {
    if (!type.equals("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")) {
      throw new AadError(50027);
    }
  }

  private void checkSecret(App app, Params form) {
    String secret = form.filled("client_secret").orElseThrow(() -> new AadError(7000218));
    if (!MessageDigest.isEqual(
        app.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))) {
      throw new AadError(7000215);
    }
    if (app.secretExpires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      throw new AadError(7000222);
    }
  }

  private static String need(Params form, String name) {
    return form.filled(name)
        .orElseThrow(
            () ->
                new AadError(
                    900144,
                    "The request body must contain the following parameter: '" + name + "'."));
  }

  private static Params form(Request request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw new AadError(9002313);
    }
    try {
      return request.form();
    } catch (GoogleError e) {
      throw new AadError(9002313);
    }
  }
}
