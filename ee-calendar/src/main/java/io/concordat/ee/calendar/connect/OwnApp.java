package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.spi.google.GoogleApps;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;

/** Google: the tenant's own OAuth app. */
public record OwnApp(GoogleApps apps) implements Apps {
  public static final String CONSUMER = "calendar";

  @Override
  public Found find(Tx tx) {
    return apps.find(tx, CONSUMER)
        .<Found>map(
            app ->
                new Found.Ready(
                    new App(app.clientId(), app.clientSecret(), Optional.empty()),
                    new Holder(app.clientId(), Optional.empty(), Optional.empty())))
        .orElseGet(
            () ->
                new Found.NotReady(
                    "google_app_missing",
                    "the tenant has no Google OAuth app yet;"
                        + " an administrator enters it with PUT /api/v1/google/app."));
  }
}
