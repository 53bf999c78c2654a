package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.identity.Caller;
import java.util.Map;
import java.util.Optional;

/** Somebody's way from a provider to a calendar that is read. */
public interface Connecting extends Calling {
  /** Google's side, where no other is named. */
  Google google();

  void settle();

  /** Makes a provider, consents, and lets everything come to rest. */
  default String connect(Caller caller, Office office, String email, String more) {
    String id = provider(caller, office, more);
    authorize(caller, office, id, email);
    settle();
    return id;
  }

  default String provider(Caller caller, String more) {
    return provider(caller, google(), more);
  }

  default String provider(Caller caller, Office office, String more) {
    String body = "{\"vendor\":\"%s\"%s}".formatted(office.vendor(), more);
    House.Answer made = call(caller, "POST", "/api/v1/calendar/providers", body);
    if (made.status() != 201) {
      throw new IllegalStateException(made.toString());
    }
    return made.id();
  }

  default CallbackReply authorize(Caller caller, String provider, String email) {
    return authorize(caller, google(), provider, email);
  }

  default CallbackReply authorize(Caller caller, Office office, String provider, String email) {
    return callback(
        caller, office, office.consent(authorizationUrl(caller, provider), email, "approve"));
  }

  default String authorizationUrl(Caller caller, String provider) {
    return call(caller, "POST", "/api/v1/calendar/providers/" + provider + "/connect", "")
        .body()
        .path("authorizationUrl")
        .asText();
  }

  default CallbackReply callback(Caller caller, Map<String, String> query) {
    return callback(caller, google(), query);
  }

  default CallbackReply callback(Caller caller, Office office, Map<String, String> query) {
    var callback = new CalendarSync.Callback(query, Optional.of(caller));
    return office == google()
        ? offer().calendarSync().orElseThrow().googleCallback(callback)
        : offer().calendarSync().orElseThrow().microsoftCallback(callback);
  }

  default JsonNode shown(Caller caller, String provider) {
    return call(caller, "GET", "/api/v1/calendar/providers/" + provider, "").body();
  }

  /** Asks for a run and lets it happen. */
  default JsonNode sync(Caller caller, String provider, boolean full) {
    String path = "/api/v1/calendar/providers/" + provider;
    String run =
        call(caller, "POST", path + "/sync", "{\"full\":" + full + "}")
            .body()
            .path("runId")
            .asText();
    settle();
    return call(caller, "GET", path + "/runs/" + run, "").body();
  }
}
