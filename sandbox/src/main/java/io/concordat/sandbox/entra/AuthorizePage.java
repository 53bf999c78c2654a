package io.concordat.sandbox.entra;

import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code /{tenant}/oauth2/v2.0/authorize}: GET shows the sign-in and consent page, POST answers it.
 * A script posts {@code decision=approve|deny} and {@code account=EMAIL}; the authorization
 * request's own parameters may stay in the query.
 */
final class AuthorizePage {
  private static final Set<String> PROMPTS =
      Set.of("", "login", "none", "consent", "select_account");
  private static final List<String> MODES = List.of("query", "form_post", "fragment");

  private final Registry registry;
  private final Grants grants;

  AuthorizePage(Registry registry, Grants grants) {
    this.registry = registry;
    this.grants = grants;
  }

  Reply get(Authority authority, Request request) {
    Params params = request.query();
    App app = trusted(authority, params);
    return answer(params, () -> show(authority, app, params));
  }

  Reply post(Authority authority, Request request) {
    Params params = request.form().or(request.query());
    App app = trusted(authority, params);
    return answer(params, () -> decide(authority, app, params));
  }

  /** Errors before the redirect address is trusted are shown here. */
  private App trusted(Authority authority, Params params) {
    String clientId =
        params
            .filled("client_id")
            .orElseThrow(
                () ->
                    new AadError(
                        900144, "The request body must contain the parameter: 'client_id'."));
    App app = authority.app(clientId, registry);
    String redirect = params.first("redirect_uri").orElse("");
    if (!app.redirectsTo(redirect)) {
      throw new AadError(
          50011,
          "The redirect URI '%s' specified in the request does not match the redirect URIs configured for the application '%s'."
              .formatted(redirect, clientId));
    }
    return app;
  }

  /** Later errors go back to the app. */
  private static Reply answer(Params params, Supplier<Reply> work) {
    try {
      return work.get();
    } catch (AadError e) {
      return Callback.of(params).answer(e.toCallback());
    }
  }

  private Reply show(Authority authority, App app, Params params) {
    Set<String> scopes = check(params);
    return params.first("prompt").orElse("").equals("none")
        ? silently(authority, app, params, scopes)
        : Reply.html(
            200, SignInHtml.page(authority, params, scopes, registry.accountsOf(authority)));
  }

  private static Set<String> check(Params params) {
    if (!params.first("response_type").orElse("").equals("code")) {
      throw new AadError(70005);
    }
    if (!MODES.contains(params.first("response_mode").orElse("query"))
        || !PROMPTS.contains(params.first("prompt").orElse(""))) {
      throw new AadError(9002313);
    }
    Set<String> scopes = Scopes.read(params.first("scope").orElse(""));
    if (scopes.isEmpty()) {
      throw new AadError(900144, "The request body must contain the parameter: 'scope'.");
    }
    challenge(params);
    return scopes;
  }

  private static Challenge challenge(Params params) {
    Optional<String> value = params.filled("code_challenge");
    String method = params.first("code_challenge_method").orElse("plain");
    if (!List.of("S256", "plain").contains(method)) {
      throw new AadError(9002313);
    }
    return value.map(text -> new Challenge(text, method.equals("S256"))).orElse(Challenge.NONE);
  }

  /** {@code prompt=none} works only where the consent is there already. */
  private Reply silently(Authority authority, App app, Params params, Set<String> scopes) {
    Account account = person(authority, params.first("login_hint").orElse(""), 50058);
    Grants.Party party = new Grants.Party(app.id(), account.oid());
    if (!grants.consented(party, account.directoryId(), scopes)) {
      return Callback.of(params)
          .answer(
              Map.of(
                  "error",
                  "consent_required",
                  "error_description",
                  new AadError(65001).description()));
    }
    return approved(app, account, params, scopes);
  }

  private Reply decide(Authority authority, App app, Params params) {
    Set<String> scopes = check(params);
    if (params.first("decision").orElse("").equals("deny")) {
      throw new AadError(65004);
    }
    String name = params.first("account").or(() -> params.first("login_hint")).orElse("");
    Account account = person(authority, name, 50034);
    return approved(app, account, params, scopes);
  }

  private Account person(Authority authority, String name, int missing) {
    Account account = registry.account(name).orElseThrow(() -> new AadError(missing));
    if (!authority.takes(account.directoryId())) {
      throw new AadError(
          50020,
          "User account '%s' does not exist in tenant '%s'.".formatted(name, authority.name()));
    }
    registry
        .refusal(account)
        .ifPresent(
            code -> {
              throw new AadError(code);
            });
    return account;
  }

  private Reply approved(App app, Account account, Params params, Set<String> scopes) {
    Grants.Party party = new Grants.Party(app.id(), account.oid());
    Directory home = registry.directory(account.directoryId()).orElseThrow();
    if (!grants.consented(party, home.id(), scopes)) {
      if (home.adminConsentOnly()) {
        throw new AadError(90094);
      }
      grants.consent(party, Scopes.ofResource(scopes));
    }
    Grants.Grant grant = new Grants.Grant(app, account, home.id(), scopes);
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("code", grants.approve(grant, approval(params)));
    answer.put("session_state", UUID.randomUUID().toString());
    return Callback.of(params).answer(answer);
  }

  private static Grants.Approval approval(Params params) {
    return new Grants.Approval(
        params.first("redirect_uri").orElseThrow(), challenge(params), params.filled("nonce"));
  }

  /** {@code /{tenant}/v2.0/adminconsent}, which ends at the app's redirect address as well. */
  Reply adminConsent(Authority authority, Request request) {
    Params params = request.form().or(request.query());
    App app = trusted(authority, params);
    return switch (params.first("decision").orElse("")) {
      case "" -> Reply.html(200, SignInHtml.adminPage(authority, params));
      case "approve" -> answer(params, () -> consentForAll(authority, app, params));
      default ->
          Callback.of(params)
              .answer(
                  Map.of(
                      "error",
                      "consent_required",
                      "error_description",
                      new AadError(65004).description()));
    };
  }

  private Reply consentForAll(Authority authority, App app, Params params) {
    String directory =
        switch (authority) {
          case Authority.Home(var home) -> home.id();
          case Authority.Shared _ ->
              person(authority, params.first("account").orElse(""), 50034).directoryId();
        };
    String scope = params.first("scope").orElse("https://graph.microsoft.com/.default");
    Set<String> scopes = new LinkedHashSet<>(Scopes.read(scope));
    if (scopes.contains(Scopes.DEFAULT)) {
      scopes.addAll(Scopes.ofResource(Scopes.all()));
    }
    grants.adminConsent(app.id(), directory, scopes);
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("admin_consent", "True");
    answer.put("tenant", directory);
    answer.put("scope", scope);
    return Callback.of(params).answer(answer);
  }
}
