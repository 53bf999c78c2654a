package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.microsoft.MicrosoftProfiles.Resolved;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;

/** Microsoft: the profile that is bound to the calendar, and no other. */
public record BoundProfile(MicrosoftProfiles profiles) implements Apps {
  public static final String CONSUMER = "calendar";

  @Override
  public Found find(Tx tx) {
    return switch (profiles.resolve(tx, CONSUMER)) {
      case Resolved.Ready(var id, var client, var directory, var credential) ->
          new Found.Ready(
              new App(client, credential, Optional.of(directory)),
              new Holder(client, Optional.of(id), Optional.of(directory)));
      case Resolved.NotReady(var reason) -> new Found.NotReady(reason.code(), remedy(reason));
    };
  }

  private static String remedy(Reason reason) {
    return switch (reason) {
      case BINDING_NOT_CONFIGURED ->
          "no Microsoft profile is bound to the calendar;"
              + " an administrator binds one with PUT /api/v1/microsoft/bindings/calendar.";
      case PROFILE_ARCHIVED ->
          "the bound Microsoft profile is archived;"
              + " an administrator binds another one with PUT /api/v1/microsoft/bindings/calendar.";
      case PROFILE_CREDENTIALS_MISSING ->
          "the bound Microsoft profile lacks its client id, directory or secret;"
              + " an administrator completes it or binds another one.";
      case PROFILE_INVALID ->
          "the bound Microsoft profile cannot serve a calendar;"
              + " an administrator corrects its client id and directory or binds another one.";
    };
  }
}
