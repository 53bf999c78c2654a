package io.concordat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.Kit.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One mailbox of the Microsoft twin, over HTTP. */
final class GraphDesk implements AutoCloseable {
  static final String IMMUTABLE = "IdType=\"ImmutableId\"";
  final MicrosoftKit kit = new MicrosoftKit();

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Answer call(String method, String path, String body, String... headers) {
    return kit.graph(method, path, body, headers);
  }

  /** A whole address, as a link of an answer gives it. */
  Answer follow(String url, String... headers) {
    URI uri = URI.create(url);
    String path = uri.getRawPath().substring("/v1.0".length());
    return get(path + "?" + uri.getRawQuery(), headers);
  }

  Answer get(String path, String... headers) {
    return call("GET", path, "", headers);
  }

  JsonNode create(String body, String... headers) {
    return call("POST", "/me/events", body, headers).expect(201).json();
  }

  Answer patch(String id, String body, String... headers) {
    return call("PATCH", "/me/events/" + id, body, headers);
  }

  Answer delete(String id, String... headers) {
    return call("DELETE", "/me/events/" + id, "", headers);
  }

  JsonNode event(String id, String... headers) {
    return get("/me/events/" + id, headers).expect(200).json();
  }

  /** An hour on 2026-12-01 at ten, UTC, with more fields. */
  static String meeting(String subject, String... more) {
    return timed(subject, "2026-12-01T10:00:00", "2026-12-01T11:00:00", "UTC", more);
  }

  static String timed(String subject, String start, String end, String zone, String... more) {
    ObjectNode event = Kit.JSON.createObjectNode().put("subject", subject);
    event.putObject("start").put("dateTime", start).put("timeZone", zone);
    event.putObject("end").put("dateTime", end).put("timeZone", zone);
    for (int i = 0; i < more.length; i += 2) {
      event.set(more[i], Kit.tree(more[i + 1]));
    }
    return event.toString();
  }

  static String weekly(String start, String days, String range) {
    return "{\"pattern\":{\"type\":\"weekly\",\"interval\":1,\"firstDayOfWeek\":\"monday\","
        + "\"daysOfWeek\":["
        + days
        + "]},\"range\":{\"startDate\":\""
        + start
        + "\","
        + range
        + "}}";
  }

  /** A round of delta: its rows, how many pages it took, and the link at its end. */
  record Round(List<JsonNode> rows, int pages, String link) {
    List<String> ids() {
      return rows.stream().map(r -> r.path("id").asText()).toList();
    }

    List<String> subjects() {
      return rows.stream().map(r -> r.path("subject").asText("-")).toList();
    }
  }

  static String window(String from, String to) {
    return "/me/calendarView/delta?startDateTime=" + from + "&endDateTime=" + to;
  }

  Round prime(String from, String to, String... headers) {
    return round(get(window(from, to), headers), headers);
  }

  Round changes(String link, String... headers) {
    return round(follow(link, headers), headers);
  }

  private Round round(Answer first, String... headers) {
    List<JsonNode> rows = new ArrayList<>();
    Answer page = first.expect(200);
    int pages = 1;
    page.json().path("value").forEach(rows::add);
    while (page.json().has("@odata.nextLink")) {
      page = follow(page.json().path("@odata.nextLink").asText(), headers).expect(200);
      pages++;
      page.json().path("value").forEach(rows::add);
    }
    return new Round(rows, pages, page.json().path("@odata.deltaLink").asText());
  }

  @Override
  public void close() {
    kit.close();
  }
}
