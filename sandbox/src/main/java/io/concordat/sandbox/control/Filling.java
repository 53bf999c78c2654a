package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.calendar.Injection;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.ics.IcsImport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Brings events into calendars. */
final class Filling {
  private static final int MOST = 200_000;

  private final Parts parts;

  Filling(Parts parts) {
    this.parts = parts;
  }

  ObjectNode ics(Request request) {
    String calendarId =
        request
            .query()
            .filled("calendarId")
            .or(() -> request.query().filled("account"))
            .orElseThrow(() -> new IllegalArgumentException("account is missing in the query"));
    boolean fresh = request.query().flag("freshUids");
    return new IcsImport(injection(calendarId), fresh).run(request.body());
  }

  private Injection injection(String calendarId) {
    return new Injection(parts.calendars(), calendarId);
  }

  private Injection injection(ObjectNode body) {
    Optional<String> calendarId = Json.text(body, "calendarId");
    return injection(calendarId.orElseGet(() -> People.need(body, "account")));
  }

  ObjectNode seed(ObjectNode body) {
    int count = body.path("count").asInt(0);
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count must be between 1 and " + MOST);
    }
    Instant start =
        Json.text(body, "start")
            .map(Instant::parse)
            .orElseGet(() -> parts.clock().instant().truncatedTo(ChronoUnit.HOURS));
    Duration step = Duration.ofMinutes(body.path("stepMinutes").asLong(60));
    injection(body).seed(count, start, step, Json.text(body, "summary").orElse("Seeded"));
    return Json.object().put("count", count);
  }

  ObjectNode event(ObjectNode body) {
    if (!(body.get("event") instanceof ObjectNode event)) {
      throw new IllegalArgumentException("event is missing");
    }
    return injection(body).add(event, body.path("raw").asBoolean(false));
  }
}
