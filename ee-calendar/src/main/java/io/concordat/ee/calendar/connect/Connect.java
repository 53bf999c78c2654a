package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Users;
import io.concordat.spi.oauth.OAuthStates;
import io.concordat.spi.tenant.Tx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends the user to Google for consent. */
public final class Connect {
  static final String PURPOSE = "google_calendar";

  private final PluginContext core;
  private final TokenEndpoint endpoint;
  private final Reach reach;

  public Connect(PluginContext core, TokenEndpoint endpoint, Reach reach) {
    this.core = core;
    this.endpoint = endpoint;
    this.reach = reach;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            ProviderRoutes.BASE + "/{id}/connect",
            Reach.OWN,
            BadBody.answered(this::connect)));
  }

  private Reply connect(Request request) {
    StrictBody.read(request.body(), Set.of());
    return core.transactions()
        .call(tx -> reach.with(tx, request, provider -> connect(tx, request, provider)));
  }

  private Reply connect(Tx tx, Request request, Provider provider) {
    Optional<GoogleApp> app = core.googleApps().find(tx);
    if (app.isEmpty()) {
      return new Reply.Problem(
          409,
          "configuration_error",
          "google_app_missing: the tenant has no Google OAuth app yet;"
              + " an administrator enters it with PUT /api/v1/google/app.");
    }
    String redirect = core.addresses().publicUrl() + "/api/auth/google/calendar/callback";
    var issued =
        core.oauthStates()
            .issue(
                tx,
                new OAuthStates.Draft(
                    PURPOSE, request.caller().user(), redirect, provider.id().toString()));
    URI url =
        endpoint.authorizationUrl(
            Grants.app(app.get()),
            redirect,
            issued.state(),
            issued.codeChallenge(),
            core.users().find(tx, provider.user()).map(Users.User::email));
    audit(tx, request, provider);
    return new Reply.Json(
        200, ProviderJson.object().put("authorizationUrl", url.toString()).toString());
  }

  private void audit(Tx tx, Request request, Provider provider) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_provider.connect",
                provider.id().toString(),
                "ok",
                Map.of()));
  }
}
