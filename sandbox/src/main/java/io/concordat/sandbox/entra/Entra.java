package io.concordat.sandbox.entra;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Html;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Microsoft's sign-in: everything below {@code /{tenant}/}. */
public final class Entra {
  private static final Set<String> NOT_TENANTS = Set.of("v1.0", "beta", "_sandbox");

  private final TwinClock clock;
  private final Registry registry;
  private final Grants grants;
  private final IdTokens idTokens;
  private final AuthorizePage pages;
  private final TokenEndpoint tokens;
  private final Discovery discovery;

  public Entra(TwinClock clock) {
    this.clock = clock;
    registry = new Registry();
    grants = new Grants(clock);
    idTokens = new IdTokens(clock, registry);
    pages = new AuthorizePage(registry, grants);
    tokens = new TokenEndpoint(clock, registry, grants, idTokens);
    discovery = new Discovery(idTokens);
  }

  public Registry registry() {
    return registry;
  }

  public Grants grants() {
    return grants;
  }

  public IdTokens idTokens() {
    return idTokens;
  }

  /** Where the twin answers; part of the discovery documents. */
  public void baseUrl(String value) {
    discovery.baseUrl(value);
  }

  public void reset() {
    registry.reset();
    grants.reset();
    idTokens.reset();
  }

  public static boolean owns(Request request) {
    List<String> path = request.segments();
    return path.size() > 2 && !NOT_TENANTS.contains(path.getFirst());
  }

  public Reply answer(Request request) {
    List<String> path = request.segments();
    String route = request.method() + " " + String.join("/", path.subList(1, path.size()));
    try {
      return route(path.getFirst(), route, request);
    } catch (AadError e) {
      return refusal(e, route);
    }
  }

  /** A number from the control API as the endpoint would say it. */
  public Reply refuse(Request request, int code) {
    return refusal(new AadError(code), request.path());
  }

  private Reply refusal(AadError error, String route) {
    return route.endsWith("/token") || route.startsWith("GET v2.0/.well-known")
        ? error.toReply(clock.instant())
        : Reply.html(error.status(), SignInHtml.error(error));
  }

  private Reply route(String tenant, String route, Request request) {
    if (route.equals("GET discovery/instance")) {
      return discovery.instance();
    }
    Authority authority = Authority.of(tenant, registry);
    return switch (route) {
      case "GET oauth2/v2.0/authorize" -> pages.get(authority, request);
      case "POST oauth2/v2.0/authorize" -> pages.post(authority, request);
      case "POST oauth2/v2.0/token" -> tokens.token(authority, request);
      case "GET v2.0/adminconsent", "POST v2.0/adminconsent" ->
          pages.adminConsent(authority, request);
      case "GET oauth2/v2.0/logout" -> logout(request);
      case "GET v2.0/.well-known/openid-configuration" ->
          discovery.configuration(authority, request);
      case "GET discovery/v2.0/keys" -> discovery.keys();
      default -> Reply.html(404, Html.document("Not found", "<p>404</p>"));
    };
  }

  /** Only a registered address is gone back to. */
  private Reply logout(Request request) {
    Optional<String> back =
        request.query().filled("post_logout_redirect_uri").filter(registry::isRedirect);
    return back.map(Reply::redirect)
        .orElseGet(() -> Reply.html(200, Html.document("You signed out of your account", "")));
  }

  /** What stands behind {@code Authorization: Bearer …}, if the token is good. */
  public Optional<Bearer> bearer(Request request) {
    return request
        .header("Authorization")
        .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
        .flatMap(header -> grants.bearer(header.substring(7).trim()));
  }
}
