package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
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
import java.util.function.Function;

/** Sends the user to the vendor for consent. */
public final class Connect {
  private final PluginContext core;
  private final Function<Brand, Vendor> vendors;
  private final Reach reach;

  public Connect(PluginContext core, Function<Brand, Vendor> vendors, Reach reach) {
    this.core = core;
    this.vendors = vendors;
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
    return reach.with(request, (tx, provider) -> connect(tx, request, provider));
  }

  private Reply connect(Tx tx, Request request, Provider provider) {
    Vendor vendor = vendors.apply(provider.brand());
    return switch (vendor.apps().find(tx)) {
      case Apps.Found.NotReady(var reason, var remedy) ->
          new Reply.Problem(409, "configuration_error", reason + ": " + remedy);
      case Apps.Found.Ready(var app, var holder) -> {
        URI url = authorizationUrl(tx, request, provider, vendor, app);
        audit(tx, request, provider);
        yield new Reply.Json(
            200, ProviderJson.object().put("authorizationUrl", url.toString()).toString());
      }
    };
  }

  private URI authorizationUrl(Tx tx, Request request, Provider provider, Vendor vendor, App app) {
    String redirect = core.addresses().here(vendor.callbackPath()).toString();
    var draft =
        OAuthStates.Draft.of(
            vendor.purpose(), request.caller(), redirect, provider.id().toString());
    OAuthStates.Issued issued = core.oauthStates().issue(tx, draft);
    return vendor
        .endpoint()
        .authorizationUrl(
            app,
            redirect,
            issued.state(),
            issued.codeChallenge(),
            core.users().find(tx, provider.user()).map(Users.User::email));
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
                Map.of("vendor", provider.vendor())));
  }
}
