package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.house.Google;
import io.concordat.ee.calendar.simulation.Sketch.Edit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Google's side of a person. */
record GoogleDiary(Google google, String email) implements Diary {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Override
  public String add(Sketch sketch) {
    ObjectNode event = JSON.createObjectNode().put("summary", sketch.title());
    times(event, sketch.start(), sketch.allDay());
    if (sketch.hidden()) {
      event.put("visibility", "private");
    }
    sketch.rule().ifPresent(rule -> event.putArray("recurrence").add("RRULE:" + rule));
    return google.insert(email, event.toString()).path("id").asText();
  }

  private static void times(ObjectNode event, LocalDateTime start, boolean allDay) {
    if (allDay) {
      LocalDate day = start.toLocalDate();
      event.putObject("start").put("date", day.toString());
      event.putObject("end").put("date", day.plusDays(Sketch.DAYS).toString());
    } else {
      time(event.putObject("start"), start);
      time(event.putObject("end"), start.plusMinutes(Sketch.MINUTES));
    }
  }

  private static void time(ObjectNode node, LocalDateTime wall) {
    node.put("dateTime", wall + ":00");
    node.put("timeZone", BERLIN.getId());
  }

  @Override
  public void edit(Face of, Edit edit) {
    google.patch(email, of.id(), patch(of, edit));
  }

  private static String patch(Face of, Edit edit) {
    ObjectNode patch = JSON.createObjectNode();
    switch (edit) {
      case Edit.Title(var text) -> patch.put("summary", text);
      case Edit.Notes(var text) -> patch.put("description", text);
      case Edit.Place(var text) -> patch.put("location", text);
      case Edit.Start(var wall) -> times(patch, wall, of.allDay());
      case Edit.Hide() -> patch.put("visibility", "private");
    }
    return patch.toString();
  }

  @Override
  public void editDay(Face of, LocalDate day, Edit edit) {
    google.patch(email, instance(of, day), patch(of, edit));
  }

  @Override
  public void cancelDay(Face of, LocalDate day) {
    google.delete(email, instance(of, day));
  }

  private String instance(Face of, LocalDate day) {
    for (JsonNode one : google.list(email, "events/" + of.id() + "/instances")) {
      if (Face.meant(of.first(), day(one)).equals(day)) {
        return one.path("id").asText();
      }
    }
    throw new IllegalStateException("no " + day + " in " + of);
  }

  private static LocalDate day(JsonNode event) {
    return LocalDate.parse(time(event.path("start")).substring(0, 10));
  }

  @Override
  public void shorten(Face of, int weeks) {
    google.patch(
        email, of.id(), "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=%d\"]}".formatted(weeks));
  }

  @Override
  public void delete(String id) {
    google.delete(email, id);
  }

  @Override
  public void invite(String id) {
    google.patch(email, id, "{\"attendees\":[{\"email\":\"guest@elsewhere.example\"}]}");
  }

  @Override
  public void ghost() {
    google.control(
        "events",
        """
        {"account":"%s","raw":true,"event":{"id":"ghost%d","status":"confirmed",
         "summary":"ghost","end":{"date":"2026-11-27"}}}"""
            .formatted(email, google.clock().instant().getEpochSecond()));
  }

  @Override
  public long channels() {
    return google
        .control("channels")
        .path("items")
        .valueStream()
        .filter(one -> one.path("account").asText().equals(email))
        .count();
  }

  @Override
  public List<Face> faces() {
    List<JsonNode> all =
        google.list(email, "events").stream().filter(event -> event.has("start")).toList();
    List<JsonNode> days =
        all.stream().anyMatch(event -> event.has("recurrence"))
            ? google.list(email, "events?singleEvents=true")
            : List.of();
    var faces = new ArrayList<Face>();
    for (JsonNode event : all) {
      if (!event.has("recurringEventId")) {
        faces.add(face(event, days.stream().filter(day -> of(day, event))));
      }
    }
    return faces;
  }

  private static boolean of(JsonNode day, JsonNode master) {
    return day.path("recurringEventId").asText().equals(master.path("id").asText());
  }

  private static Face face(JsonNode event, Stream<JsonNode> days) {
    var taking = new TreeMap<LocalDate, Face.Day>();
    days.forEach(day -> put(taking, day(event), day));
    return new Face(
        event.path("id").asText(),
        event.path("summary").asText(""),
        event.path("description").asText(""),
        event.path("location").asText(""),
        time(event.path("start")),
        time(event.path("end")),
        event.path("visibility").asText("default").equals("private"),
        taking);
  }

  private static void put(SortedMap<LocalDate, Face.Day> days, LocalDate first, JsonNode one) {
    days.put(
        Face.meant(first, day(one)),
        new Face.Day(
            one.path("summary").asText(""), time(one.path("start")), time(one.path("end"))));
  }

  private static String time(JsonNode time) {
    if (time.has("date")) {
      return time.path("date").asText();
    }
    ZonedDateTime at =
        OffsetDateTime.parse(time.path("dateTime").asText()).atZoneSameInstant(BERLIN);
    return at.toLocalDateTime().toString();
  }
}
