package io.concordat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A twin with one account, and short words for talking to it over real HTTP. */
final class Kit implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  static final String TECH = "tech@example.com";
  static final String EVENTS = "/calendar/v3/calendars/primary/events";
  static final ObjectMapper JSON = JsonMapper.builder().build();

  final TwinClock clock = TwinClock.fixed(START);
  final GoogleTwin twin = GoogleTwin.start(0, clock);
  final Wire wire = new Wire(twin.baseUrl());
  final JsonNode account;
  String token;

  Kit() {
    account =
        control("POST", "accounts", "{\"email\":\"" + TECH + "\",\"timeZone\":\"Europe/Zurich\"}");
    token = account.path("accessToken").asText();
  }

  /** Fresh tokens, for after the clock has moved. */
  void signIn() {
    ObjectNode body = JSON.createObjectNode().put("email", TECH);
    body.put("clientId", account.path("clientId").asText());
    token = control("POST", "accounts", body.toString()).path("accessToken").asText();
  }

  /** An answer, with its body as JSON when it is. */
  record Answer(int status, JsonNode json, String text, Map<String, List<String>> headers) {
    String reason() {
      return json.path("error").path("errors").path(0).path("reason").asText();
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    Answer expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError("status " + status + " instead of " + wanted + ": " + text);
      }
      return this;
    }
  }

  JsonNode control(String method, String path, String body) {
    return send(method, "/_sandbox/" + path, body, "Content-Type", "application/json")
        .expect(200)
        .json();
  }

  Answer get(String path, String... headers) {
    return api("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) {
    return api("POST", path, body, headers);
  }

  Answer insert(String body) {
    return post(EVENTS + "?sendUpdates=none", body).expect(200);
  }

  Answer patch(String id, String body, String... headers) {
    return api("PATCH", EVENTS + "/" + id + "?sendUpdates=none", body, headers);
  }

  Answer put(String id, String body, String... headers) {
    return api("PUT", EVENTS + "/" + id + "?sendUpdates=none", body, headers);
  }

  Answer delete(String id, String... headers) {
    return api("DELETE", EVENTS + "/" + id + "?sendUpdates=none", "", headers);
  }

  Answer event(String id) {
    return get(EVENTS + "/" + id);
  }

  Answer api(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
    if (!body.isEmpty()) {
      all.addAll(List.of("Content-Type", "application/json; charset=UTF-8"));
    }
    all.addAll(List.of(headers));
    return send(method, path, body, all.toArray(String[]::new));
  }

  Answer form(String path, Map<String, String> fields, String... headers) {
    return wire.form(path, fields, headers);
  }

  static String encode(Map<String, String> fields) {
    return Wire.encode(fields);
  }

  Answer send(String method, String path, String body, String... headers) {
    return wire.send(method, path, body, headers);
  }

  Answer trySend(String method, String path, String body, String... headers) throws IOException {
    return wire.trySend(method, path, body, headers);
  }

  /** A one-hour event on 2026-12-01 in the calendar's zone, with more fields if wanted. */
  static String meeting(String summary, String... more) {
    ObjectNode event = JSON.createObjectNode().put("summary", summary);
    event
        .putObject("start")
        .put("dateTime", "2026-12-01T10:00:00")
        .put("timeZone", "Europe/Zurich");
    event.putObject("end").put("dateTime", "2026-12-01T11:00:00").put("timeZone", "Europe/Zurich");
    for (int i = 0; i < more.length; i += 2) {
      event.set(more[i], tree(more[i + 1]));
    }
    return event.toString();
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages of a listing: the rows, and the last page. */
  Listing list(String query) {
    List<JsonNode> rows = new ArrayList<>();
    int pages = 0;
    String page = "";
    while (true) {
      Answer answer = get(EVENTS + "?" + query + page).expect(200);
      pages++;
      answer.json().path("items").forEach(rows::add);
      String next = answer.json().path("nextPageToken").asText();
      if (next.isEmpty()) {
        return new Listing(rows, pages, answer.json().path("nextSyncToken").asText());
      }
      page = "&pageToken=" + next;
    }
  }

  record Listing(List<JsonNode> rows, int pages, String syncToken) {
    List<String> ids() {
      return rows.stream().map(row -> row.path("id").asText()).toList();
    }

    JsonNode row(String id) {
      return rows.stream()
          .filter(row -> row.path("id").asText().equals(id))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no row " + id + " in " + ids()));
    }
  }

  @Override
  public void close() {
    wire.close();
    twin.close();
  }
}
