package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.house.Microsoft;
import io.concordat.ee.calendar.simulation.Sketch.Edit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Microsoft's side of a person. */
record OutlookDiary(Microsoft microsoft, String email) implements Diary {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String WINDOW =
      "startDateTime=2026-10-01T00:00:00Z&endDateTime=2027-10-01T00:00:00Z&$top=500";

  @Override
  public String add(Sketch sketch) {
    ObjectNode event = JSON.createObjectNode().put("subject", sketch.title());
    event.put("isAllDay", sketch.allDay());
    times(event, sketch.start(), sketch.allDay());
    if (sketch.hidden()) {
      event.put("sensitivity", "private");
    }
    sketch.weeks().ifPresent(weeks -> recur(event, sketch.day(), weeks));
    return microsoft.insert(email, event.toString()).path("id").asText();
  }

  private static void recur(ObjectNode event, LocalDate first, int weeks) {
    ObjectNode recurrence = event.putObject("recurrence");
    ObjectNode pattern = recurrence.putObject("pattern").put("type", "weekly").put("interval", 1);
    pattern.putArray("daysOfWeek").add(first.getDayOfWeek().name().toLowerCase(Locale.ROOT));
    recurrence
        .putObject("range")
        .put("type", "numbered")
        .put("numberOfOccurrences", weeks)
        .put("startDate", first.toString());
  }

  private static void times(ObjectNode event, LocalDateTime start, boolean allDay) {
    time(event.putObject("start"), start);
    time(
        event.putObject("end"),
        allDay ? start.plusDays(Sketch.DAYS) : start.plusMinutes(Sketch.MINUTES));
  }

  private static void time(ObjectNode node, LocalDateTime wall) {
    node.put("dateTime", wall + ":00").put("timeZone", BERLIN.getId());
  }

  @Override
  public void edit(Face of, Edit edit) {
    ObjectNode patch = patch(of, edit);
    if (of.series() && edit instanceof Edit.Start(var wall)) {
      recur(patch, wall.toLocalDate(), weeks(of));
    }
    microsoft.patch(email, of.id(), patch.toString());
  }

  /** As many as the rule makes, called off or not; a rule with a last day says none. */
  private int weeks(Face of) {
    JsonNode range = microsoft.get(email, of.id()).path("recurrence").path("range");
    int said = range.path("numberOfOccurrences").asInt(0);
    return said > 0 ? said : of.days().size();
  }

  private static ObjectNode patch(Face of, Edit edit) {
    ObjectNode patch = JSON.createObjectNode();
    switch (edit) {
      case Edit.Title(var text) -> patch.put("subject", text);
      case Edit.Notes(var text) ->
          patch.putObject("body").put("contentType", "text").put("content", text);
      case Edit.Place(var text) -> patch.putObject("location").put("displayName", text);
      case Edit.Start(var wall) -> times(patch, wall, of.allDay());
      case Edit.Hide() -> patch.put("sensitivity", "private");
    }
    return patch;
  }

  @Override
  public void editDay(Face of, LocalDate day, Edit edit) {
    microsoft.patch(email, instance(of, day), patch(of, edit).toString());
  }

  @Override
  public void cancelDay(Face of, LocalDate day) {
    microsoft.delete(email, instance(of, day));
  }

  private String instance(Face of, LocalDate day) {
    for (JsonNode one : days()) {
      if (of(one, of.id()) && Face.meant(of.first(), day(one)).equals(day)) {
        return one.path("id").asText();
      }
    }
    throw new IllegalStateException("no " + day + " in " + of);
  }

  private List<JsonNode> days() {
    return microsoft
        .api(email, "GET", "/v1.0/me/calendarView?" + WINDOW, null)
        .path("value")
        .valueStream()
        .filter(event -> event.hasNonNull("start"))
        .toList();
  }

  private static boolean of(JsonNode day, String master) {
    return day.path("seriesMasterId").asText().equals(master);
  }

  @Override
  public void shorten(Face of, int weeks) {
    ObjectNode patch = JSON.createObjectNode();
    recur(patch, of.first(), weeks);
    microsoft.patch(email, of.id(), patch.toString());
  }

  @Override
  public void delete(String id) {
    microsoft.delete(email, id);
  }

  @Override
  public void invite(String id) {
    microsoft.patch(
        email,
        id,
        """
        {"attendees":[{"type":"required","emailAddress":{"address":"guest@elsewhere.example"}}]}""");
  }

  @Override
  public void ghost() {
    microsoft.control(
        "events",
        """
        {"account":"%s","raw":true,"event":{"subject":"ghost"}}"""
            .formatted(email));
  }

  @Override
  public long channels() {
    String user = microsoft.api(email, "GET", "/v1.0/me", null).path("id").asText();
    return microsoft
        .control("subscriptions")
        .path("items")
        .valueStream()
        .filter(one -> one.path("userId").asText().equals(user))
        .count();
  }

  @Override
  public List<Face> faces() {
    List<JsonNode> all =
        microsoft.events(email).stream().filter(event -> event.hasNonNull("start")).toList();
    List<JsonNode> days =
        all.stream().anyMatch(event -> event.path("type").asText().equals("seriesMaster"))
            ? days()
            : List.of();
    var faces = new ArrayList<Face>();
    for (JsonNode event : all) {
      faces.add(face(event, days.stream().filter(day -> of(day, event.path("id").asText()))));
    }
    return faces;
  }

  private static Face face(JsonNode event, Stream<JsonNode> days) {
    var taking = new TreeMap<LocalDate, Face.Day>();
    days.forEach(day -> put(taking, day(event), day));
    return new Face(
        event.path("id").asText(),
        event.path("subject").asText(""),
        plain(event.path("body").path("content").asText("")),
        event.path("location").path("displayName").asText(""),
        time(event, "start"),
        time(event, "end"),
        event.path("sensitivity").asText("normal").equals("private"),
        taking);
  }

  /** Nobody here writes anything that a tag could be mistaken for. */
  private static String plain(String body) {
    return body.replaceAll("(?s)<head>.*</head>", "").replaceAll("<[^>]*>", "").strip();
  }

  private static LocalDate day(JsonNode event) {
    return LocalDate.parse(time(event, "start").substring(0, 10));
  }

  private static void put(SortedMap<LocalDate, Face.Day> days, LocalDate first, JsonNode one) {
    days.put(
        Face.meant(first, day(one)),
        new Face.Day(one.path("subject").asText(""), time(one, "start"), time(one, "end")));
  }

  private static String time(JsonNode event, String field) {
    String text = event.path(field).path("dateTime").asText();
    LocalDateTime wall = LocalDateTime.parse(text.substring(0, 19));
    ZoneId shown = ZoneId.of(event.path(field).path("timeZone").asText("UTC"));
    LocalDateTime berlin = wall.atZone(shown).withZoneSameInstant(BERLIN).toLocalDateTime();
    boolean midnight = wall.atZone(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT);
    if (event.path("isAllDay").asBoolean()) {
      return (midnight ? wall : berlin).toLocalDate().toString();
    }
    return berlin.toString();
  }
}
