package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.oauth.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code freeBusy.query}. */
final class FreeBusy {
  private final Calendars calendars;
  private final Caller caller;

  FreeBusy(Calendars calendars, Caller caller) {
    this.calendars = calendars;
    this.caller = caller;
  }

  ObjectNode answer(ObjectNode body) {
    Instant min = bound(body, "timeMin");
    Instant max = bound(body, "timeMax");
    if (!min.isBefore(max)) {
      throw GoogleError.timeRangeEmpty();
    }
    if (body.path("items").size() > 50) {
      throw GoogleError.of(
          400, "global", "tooManyCalendarsRequested", "Too many calendars requested.");
    }
    ObjectNode reply = Json.object().put("kind", "calendar#freeBusy");
    reply.put("timeMin", StoredEvent.time(min)).put("timeMax", StoredEvent.time(max));
    ObjectNode found = reply.putObject("calendars");
    for (JsonNode item : body.path("items")) {
      String id = item.path("id").asText();
      found.set(id, calendar(id, min, max));
    }
    return reply;
  }

  private static Instant bound(ObjectNode body, String name) {
    return When.bound(
        Json.text(body, name).orElseThrow(() -> GoogleError.required("Required")), name);
  }

  private ObjectNode calendar(String id, Instant min, Instant max) {
    ObjectNode result = Json.object();
    ArrayNode busy = Json.array();
    try {
      Book book = calendars.open(id, caller.email()).book();
      book.locked(() -> busy(book, min, max)).forEach(busy::add);
    } catch (GoogleError e) {
      result.putArray("errors").addObject().put("domain", "global").put("reason", e.reason());
    }
    result.set("busy", busy);
    return result;
  }

  private static List<ObjectNode> busy(Book book, Instant min, Instant max) {
    Params params =
        new Params(
            Map.of(
                "singleEvents", List.of("true"),
                "orderBy", List.of("startTime"),
                "timeMin", List.of(min.toString()),
                "timeMax", List.of(max.toString())));
    ListQuery query = ListQuery.of(params);
    return new Expansion(book, query, new Filter(book, query))
        .events(0).stream()
            .filter(event -> event.sound(book.zone()))
            .filter(event -> !event.text("transparency").equals("transparent"))
            .map(event -> period(book, event))
            .toList();
  }

  private static ObjectNode period(Book book, StoredEvent event) {
    Span span = event.span(book.zone());
    return Json.object()
        .put("start", span.start().instant(book.zone()).toString())
        .put("end", span.end().instant(book.zone()).toString());
  }
}
