package io.concordat.sandbox.oauth;

import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /o/oauth2/v2/auth}: GET shows the consent page, POST answers it. A script posts {@code
 * decision=approve|deny}, {@code account=EMAIL} and, to untick scopes, {@code granular=1} with one
 * {@code granted} per scope; the authorization request's own parameters may stay in the query.
 */
final class AuthorizePage {
  private final Grants grants;

  AuthorizePage(Grants grants) {
    this.grants = grants;
  }

  Reply get(Request request) {
    Params params = request.query();
    Optional<Reply> refusal = refuse(params);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return params.first("prompt").orElse("").equals("none")
        ? silently(params)
        : Reply.html(200, ConsentHtml.page(params, scopes(params), grants.accounts()));
  }

  Reply post(Request request) {
    Params params = request.form().or(request.query());
    return refuse(params).orElseGet(() -> decide(params));
  }

  private Reply decide(Params params) {
    if (params.first("decision").orElse("").equals("deny")) {
      return back(params, Map.of("error", "access_denied"));
    }
    String account = params.first("account").or(() -> params.first("login_hint")).orElse("");
    if (!params.first("decision").orElse("").equals("approve") || !grants.hasAccount(account)) {
      return error(400, "invalid_request", "Choose an account of this twin and approve or deny.");
    }
    Set<String> granted = granted(params);
    return granted.isEmpty()
        ? back(params, Map.of("error", "access_denied"))
        : approved(params, account, granted);
  }

  private Set<String> granted(Params params) {
    Set<String> asked = scopes(params);
    if (params.has("granular")) {
      asked.retainAll(params.all("granted"));
    }
    return asked;
  }

  private Reply approved(Params params, String account, Set<String> granted) {
    Grants.Party party = new Grants.Party(params.first("client_id").orElseThrow(), account);
    Set<String> scopes = new LinkedHashSet<>(granted);
    if (params.flag("include_granted_scopes")) {
      scopes.addAll(grants.consented(party));
    }
    String code = grants.approve(party, scopes, approval(params));
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("code", code);
    answer.put("scope", Scopes.join(scopes));
    answer.put("authuser", "0");
    answer.put("prompt", params.filled("prompt").orElse("consent"));
    return back(params, answer);
  }

  private static Grants.Approval approval(Params params) {
    return new Grants.Approval(
        params.first("redirect_uri").orElseThrow(),
        Challenge.of(
            params.first("code_challenge").orElse(""),
            params.first("code_challenge_method").orElse("plain")),
        params.first("access_type").orElse("online").equals("offline"),
        Scopes.split(params.first("prompt").orElse("")).contains("consent"));
  }

  /** {@code prompt=none} works only where the consent is there already. */
  private Reply silently(Params params) {
    String account = params.first("login_hint").orElse("");
    Grants.Party party = new Grants.Party(params.first("client_id").orElseThrow(), account);
    if (!grants.hasAccount(account)) {
      return back(params, Map.of("error", "login_required"));
    }
    return grants.consented(party).containsAll(scopes(params))
        ? approved(params, account, scopes(params))
        : back(params, Map.of("error", "interaction_required"));
  }

  /** Errors before the redirect URI is trusted are shown here; the others go back to the client. */
  private Optional<Reply> refuse(Params params) {
    Optional<Client> client = params.first("client_id").flatMap(grants::client);
    if (client.isEmpty()) {
      return Optional.of(error(401, "invalid_client", "The OAuth client was not found."));
    }
    String redirect = params.first("redirect_uri").orElse("");
    if (!client.get().redirectUris().contains(redirect)) {
      return Optional.of(
          error(
              400,
              "redirect_uri_mismatch",
              "The redirect URI in the request, "
                  + redirect
                  + ", does not match the ones authorized for the OAuth client."));
    }
    return badRequest(params).map(text -> error(400, text[0], text[1]));
  }

  private static Optional<String[]> badRequest(Params params) {
    if (!params.first("response_type").orElse("").equals("code")) {
      return problem("unsupported_response_type", "response_type must be code.");
    }
    if (scopes(params).isEmpty() || !Scopes.known(scopes(params))) {
      return problem("invalid_scope", "Some requested scopes were invalid.");
    }
    if (!List.of("S256", "plain").contains(params.first("code_challenge_method").orElse("plain"))) {
      return problem("invalid_request", "code_challenge_method must be S256 or plain.");
    }
    if (!List.of("online", "offline").contains(params.first("access_type").orElse("online"))) {
      return problem("invalid_request", "access_type must be online or offline.");
    }
    return Optional.empty();
  }

  private static Optional<String[]> problem(String code, String text) {
    return Optional.of(new String[] {code, text});
  }

  private static Set<String> scopes(Params params) {
    return Scopes.split(params.first("scope").orElse(""));
  }

  private static Reply error(int status, String code, String text) {
    return Reply.html(status, ConsentHtml.error(status, code, text));
  }

  private static Reply back(Params params, Map<String, String> answer) {
    Map<String, String> all = new LinkedHashMap<>();
    params.first("state").ifPresent(state -> all.put("state", state));
    all.putAll(answer);
    StringBuilder target = new StringBuilder(params.first("redirect_uri").orElseThrow());
    all.forEach(
        (name, value) ->
            target
                .append(target.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(Params.encode(value)));
    return Reply.redirect(target.toString());
  }
}
