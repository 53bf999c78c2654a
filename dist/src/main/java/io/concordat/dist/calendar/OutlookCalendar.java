package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The default calendar of a mailbox, by Microsoft Graph; times are asked for in UTC. */
public final class OutlookCalendar implements VendorCalendar {
  private static final String EVENTS = "/v1.0/me/events";
  private static final Map<String, String> PREFER =
      Map.of(
          "Prefer",
          "IdType=\"ImmutableId\", outlook.timezone=\"UTC\", outlook.body-content-type=\"text\"");

  private final Rest rest;

  OutlookCalendar(Rest rest) {
    this.rest = rest;
  }

  /** Single events and masters. */
  public List<JsonNode> list() {
    return all(EVENTS + "?$top=500");
  }

  /** Occurrences and exceptions of a series. */
  public List<JsonNode> instances(String id, LocalDate from, LocalDate to) {
    return all(
        at(id)
            + "/instances?$top=500&startDateTime="
            + from
            + "T00:00:00Z&endDateTime="
            + to
            + "T00:00:00Z");
  }

  private List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      JsonNode page = rest.send("GET", next, null, PREFER).expect(200).json();
      page.path("value").forEach(items::add);
      next = below(page.path("@odata.nextLink").asText(""));
    }
    return items;
  }

  private static String below(String link) {
    URI uri = URI.create(link);
    return link.isEmpty() ? "" : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  public JsonNode get(String id) {
    return rest.send("GET", at(id), null, PREFER).expect(200).json();
  }

  public JsonNode insert(JsonNode event) {
    return rest.send("POST", EVENTS, event, PREFER).expect(201).json();
  }

  private void patch(String id, JsonNode change) {
    rest.send("PATCH", at(id), change, PREFER).expect(200);
  }

  @Override
  public List<String> own() {
    return list().stream()
        .filter(event -> event.path("attendees").isEmpty())
        .map(event -> event.path("id").asText())
        .toList();
  }

  @Override
  public void write(String id, Text text, String value) {
    ObjectNode change = Rest.object();
    switch (text) {
      case TITLE -> change.put("subject", value);
      case NOTES -> change.putObject("body").put("contentType", "text").put("content", value);
      case LOCATION -> change.putObject("location").put("displayName", value);
    }
    patch(id, change);
  }

  @Override
  public String read(String id, Text text) {
    JsonNode event = get(id);
    return switch (text) {
      case TITLE -> event.path("subject").asText();
      case NOTES -> event.path("body").path("content").asText().strip();
      case LOCATION -> event.path("location").path("displayName").asText();
    };
  }

  @Override
  public void makePrivate(String id) {
    patch(id, Rest.object().put("sensitivity", "private"));
  }

  @Override
  public boolean isPrivate(String id) {
    return get(id).path("sensitivity").asText().equals("private");
  }

  @Override
  public Instant move(String id, Duration by) {
    JsonNode now = get(id);
    ObjectNode change = Rest.object();
    for (String edge : List.of("start", "end")) {
      LocalDateTime at = LocalDateTime.ofInstant(instant(now.path(edge)).plus(by), ZoneOffset.UTC);
      change.putObject(edge).put("dateTime", at + ":00").put("timeZone", "UTC");
    }
    patch(id, change);
    return instant(change.path("start"));
  }

  @Override
  public Instant start(String id) {
    return instant(get(id).path("start"));
  }

  /** A dateTimeTimeZone in UTC. */
  public static Instant instant(JsonNode time) {
    if (!time.path("timeZone").asText().equals("UTC")) {
      throw new Surprise("asked for UTC and was told " + time);
    }
    return LocalDateTime.parse(time.path("dateTime").asText()).toInstant(ZoneOffset.UTC);
  }

  @Override
  public void cancelThird(String series) {
    rest.send("DELETE", at(fromStart(series).get(2).path("id").asText()), null, PREFER).expect(204);
  }

  @Override
  public int fortnight(String series) {
    return fromStart(series).size();
  }

  private List<JsonNode> fromStart(String series) {
    LocalDate from = LocalDate.ofInstant(start(series), ZoneOffset.UTC);
    return instances(series, from, from.plusDays(14)).stream()
        .sorted((a, b) -> instant(a.path("start")).compareTo(instant(b.path("start"))))
        .toList();
  }

  @Override
  public void delete(String id) {
    rest.send("DELETE", at(id), null, PREFER).expect(204);
  }

  @Override
  public boolean isGone(String id) {
    Answer answer = rest.send("GET", at(id), null, PREFER).expect(200, 404);
    return answer.status() == 404;
  }

  @Override
  public void remind(String id) {
    patch(id, Rest.object().put("reminderMinutesBeforeStart", 25));
  }

  /** An event with guests; Graph mails them at once. */
  public static ObjectNode meeting(String title, Instant start, Duration length, List<String> to) {
    ObjectNode event = Rest.object().put("subject", title);
    time(event.putObject("start"), start);
    time(event.putObject("end"), start.plus(length));
    ArrayNode guests = event.putArray("attendees");
    to.forEach(
        address ->
            guests
                .addObject()
                .put("type", "required")
                .putObject("emailAddress")
                .put("address", address));
    return event;
  }

  private static void time(ObjectNode edge, Instant at) {
    edge.put("dateTime", LocalDateTime.ofInstant(at, ZoneOffset.UTC) + ":00");
    edge.put("timeZone", "UTC");
  }

  private static String at(String id) {
    return EVENTS + "/" + Form.encode(id).replace("+", "%20");
  }
}
