package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A calendar at Google. */
public final class GoogleCalendar implements VendorCalendar {
  private static final String ROOT = "/calendar/v3/calendars/primary/events";

  /** Seconds that a quota may take to be there again. */
  private static final int PATIENCE = 70;

  private final Rest rest;

  GoogleCalendar(Rest rest) {
    this.rest = rest;
  }

  /** A whole listing. */
  public record Listed(String timeZone, List<JsonNode> items) {}

  public Listed list(String query) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode page;
    String token = "";
    do {
      page = ask(ROOT + "?maxResults=2500&" + query + token).expect(200).json();
      page.path("items").forEach(items::add);
      token = "&pageToken=" + Form.encode(page.path("nextPageToken").asText(""));
    } while (page.has("nextPageToken"));
    return new Listed(page.path("timeZone").asText(""), items);
  }

  public List<JsonNode> instances(String id, LocalDate from, LocalDate to) {
    List<JsonNode> items = new ArrayList<>();
    String range = "&timeMin=" + from + "T00:00:00Z&timeMax=" + to + "T00:00:00Z";
    JsonNode page;
    String token = "";
    do {
      page = ask(at(id) + "/instances?maxResults=2500" + range + token).expect(200).json();
      page.path("items").forEach(items::add);
      token = "&pageToken=" + Form.encode(page.path("nextPageToken").asText(""));
    } while (page.has("nextPageToken"));
    return items;
  }

  public JsonNode get(String id) {
    return ask(at(id)).expect(200).json();
  }

  /** Who looks often comes upon the quota like everybody else, and waits for the next minute. */
  private Answer ask(String path) {
    Answer answer = rest.get(path);
    for (int i = 0; i < PATIENCE && answer.body().contains("\"usageLimits\""); i++) {
      Waiting.pause(Duration.ofSeconds(1));
      answer = rest.get(path);
    }
    return answer;
  }

  @Override
  public List<String> own() {
    return list("singleEvents=false").items().stream()
        .filter(event -> !event.has("recurringEventId") && !event.has("attendees"))
        .map(event -> event.path("id").asText())
        .toList();
  }

  @Override
  public void write(String id, Text text, String value) {
    patch(id, Rest.object().put(field(text), value));
  }

  @Override
  public String read(String id, Text text) {
    return get(id).path(field(text)).asText();
  }

  private static String field(Text text) {
    return switch (text) {
      case TITLE -> "summary";
      case NOTES -> "description";
      case LOCATION -> "location";
    };
  }

  @Override
  public void makePrivate(String id) {
    patch(id, Rest.object().put("visibility", "private"));
  }

  @Override
  public boolean isPrivate(String id) {
    return get(id).path("visibility").asText().equals("private");
  }

  @Override
  public Instant move(String id, Duration by) {
    JsonNode now = get(id);
    ObjectNode change = Rest.object();
    for (String edge : List.of("start", "end")) {
      OffsetDateTime at = OffsetDateTime.parse(now.path(edge).path("dateTime").asText());
      change
          .putObject(edge)
          .put("dateTime", Rfc3339.text(at.plus(by)))
          .put("timeZone", now.path(edge).path("timeZone").asText());
    }
    patch(id, change);
    return start(change);
  }

  @Override
  public Instant start(String id) {
    return start(get(id));
  }

  private static Instant start(JsonNode event) {
    return OffsetDateTime.parse(event.path("start").path("dateTime").asText()).toInstant();
  }

  @Override
  public void cancelThird(String series) {
    patch(fromStart(series).get(2).path("id").asText(), Rest.object().put("status", "cancelled"));
  }

  @Override
  public int fortnight(String series) {
    return fromStart(series).size();
  }

  private List<JsonNode> fromStart(String series) {
    LocalDate from = LocalDate.ofInstant(start(series), ZoneOffset.UTC);
    return instances(series, from, from.plusDays(14));
  }

  @Override
  public void remind(String id) {
    ObjectNode change = Rest.object();
    change.putObject("reminders").put("useDefault", false).putArray("overrides");
    patch(id, change);
  }

  @Override
  public boolean isGone(String id) {
    Answer answer = ask(at(id)).expect(200, 404, 410);
    return answer.status() != 200 || answer.json().path("status").asText().equals("cancelled");
  }

  public JsonNode insert(JsonNode event) {
    return rest.post(ROOT + "?sendUpdates=none", event).expect(200).json();
  }

  public JsonNode patch(String id, JsonNode change) {
    Answer answer = rest.send("PATCH", at(id) + "?sendUpdates=none", change, Map.of());
    return answer.expect(200).json();
  }

  @Override
  public void delete(String id) {
    rest.send("DELETE", at(id) + "?sendUpdates=none", null, Map.of()).expect(204);
  }

  private static String at(String id) {
    return ROOT + "/" + Form.encode(id);
  }
}
