package io.concordat.ee.calendar.graph;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.days;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Writes;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.When;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class GraphEventWriterTest {
  @Test
  void aCreationSaysEverythingAndInvitesNobody() {
    var key = UUID.randomUUID().toString();
    var json =
        assertInstanceOf(EventBody.Ready.class, GraphEventWriter.create(key, single("t"))).json();
    assertEquals(
        Set.of(
            "subject",
            "showAs",
            "isAllDay",
            "start",
            "end",
            "transactionId",
            "singleValueExtendedProperties"),
        names(json));
    assertEquals("busy", json.path("showAs").asText());
    assertEquals("W. Europe Standard Time", json.path("start").path("timeZone").asText());
    assertEquals("2026-03-02T09:00:00.0000000", json.path("start").path("dateTime").asText());
    assertEquals(key, json.path("transactionId").asText());
  }

  @Test
  void theHourThatComesTwiceGoesAsUtc() {
    var start = LocalDateTime.parse("2026-11-01T01:30").atZone(ZoneId.of("America/New_York"));
    for (var one : List.of(start.withEarlierOffsetAtOverlap(), start.withLaterOffsetAtOverlap())) {
      var json = created(single("t", new When.Timed(one, one.plusMinutes(10))));
      assertEquals("UTC", json.path("start").path("timeZone").asText());
      assertEquals(
          one.toInstant().toString(),
          json.path("start").path("dateTime").asText().substring(0, 19) + "Z");
    }
  }

  @Test
  void daysAreMidnightsOfOneZone() {
    var json = created(single("t", days("2026-03-29", 2)));
    assertTrue(json.path("isAllDay").asBoolean());
    assertEquals("2026-03-29T00:00:00.0000000", json.path("start").path("dateTime").asText());
    assertEquals("2026-03-31T00:00:00.0000000", json.path("end").path("dateTime").asText());
  }

  @Test
  void aPatchSaysOnlyWhatDiffers() {
    var before = content("a", "n", "l", false, EntryStatus.CONFIRMED);
    assertEquals(
        Set.of("subject"),
        names(patch(before, content("b", "n", "l", false, EntryStatus.CONFIRMED))));
    assertEquals(
        Set.of("location"),
        names(patch(before, content("a", "n", "m", false, EntryStatus.CONFIRMED))));
    assertEquals(
        Set.of("sensitivity"),
        names(patch(before, content("a", "n", "l", true, EntryStatus.CONFIRMED))));
    assertEquals(
        Set.of("showAs"),
        names(patch(before, content("a", "n", "l", false, EntryStatus.TENTATIVE))));
    assertEquals(Set.of(), names(patch(before, before)));
  }

  @Test
  void newNotesKeepTheWayToJoin() {
    var before = content("a", "old", "l", false, EntryStatus.CONFIRMED);
    var after = content("a", "new", "l", false, EntryStatus.CONFIRMED);
    var current = JsonNodeFactory.instance.objectNode();
    var join = "https://teams.microsoft.com/l/meetup-join/x";
    current.putObject("onlineMeeting").put("joinUrl", join);
    current
        .putObject("body")
        .put("contentType", "html")
        .put("content", "old<div><a href=\"" + join + "\">Join</a></div>");
    var json = ready(before, after, () -> current);
    assertEquals(Set.of("body"), names(json));
    var html = json.path("body").path("content").asText();
    assertTrue(html.contains("new") && html.contains(join) && !html.contains("old"), html);
  }

  @Test
  void theRuleGoesAlongOnlyIfItDiffers() {
    var before = weekly("s", Map.of());
    assertEquals(Set.of("subject"), names(patch(before, weekly("t", Map.of()))));
    assertEquals(
        Set.of("isAllDay", "start", "end"),
        names(patch(before, series("s", at("2026-03-02T10:00"), "FREQ=WEEKLY"))));
    assertEquals(
        Set.of("isAllDay", "start", "end", "recurrence"),
        names(patch(before, series("s", at("2026-03-09T09:00"), "FREQ=WEEKLY"))));
    assertEquals(
        Set.of("isAllDay", "start", "end", "recurrence"),
        names(patch(before, series("s", before.when(), "FREQ=WEEKLY;COUNT=3"))));
    assertEquals(
        Set.of(),
        names(patch(before, series("s", before.when(), "FREQ=WEEKLY;BYDAY=MO;INTERVAL=1"))));
    assertTrue(patch(before, single("s", before.when())).path("recurrence").isNull());
  }

  @Test
  void anOccurrenceSaysOnlyWhatDiffers() {
    var before = (Occurrence.Changed) changed("a", at("2026-03-09T09:00"));
    var after = (Occurrence.Changed) changed("b", at("2026-03-09T09:00"));
    assertEquals(
        Set.of("subject"),
        names(GraphEventWriter.occurrence(before, after, GraphEventWriterTest::notAsked)));
    var moved = (Occurrence.Changed) changed("a", at("2026-03-10T09:00"));
    assertEquals(
        Set.of("isAllDay", "start", "end"),
        names(GraphEventWriter.occurrence(before, moved, GraphEventWriterTest::notAsked)));
  }

  @Test
  void whatGraphDoesNotHoldIsRefusedBeforeAnythingIsWritten() {
    var monday = at("2026-03-02T09:00");
    refused(Refusal.SUB_DAILY, series("s", monday, "FREQ=HOURLY"));
    refused(Refusal.SHORT_MONTHS, series("s", at("2026-03-31T09:00"), "FREQ=MONTHLY"));
    refused(Refusal.SHORT_MONTHS, series("s", days("2028-02-29", 1), "FREQ=YEARLY"));
    refused(Refusal.START_NOT_IN_RULE, series("s", monday, "FREQ=WEEKLY;BYDAY=TU"));
    refused(Refusal.RULE_NOT_HELD, series("s", monday, "FREQ=MONTHLY;BYDAY=1MO,3MO"));
    refused(Refusal.OVERLAPS_ITSELF, series("s", days("2026-03-02", 2), "FREQ=DAILY"));
    refused(
        Refusal.ZONE_NOT_HELD,
        series("s", timed("2026-03-02T09:00", ZoneId.of("Antarctica/Troll"), 5), "FREQ=DAILY"));
    refused(
        Refusal.NO_SUCH_SLOT,
        weekly("s", Map.of(slot("2026-03-10T09:00"), changed("x", at("2026-03-10T09:00")))));
  }

  @Test
  void anOccurrenceStaysBetweenItsNeighbours() {
    for (var day : List.of("2026-03-02", "2026-03-01", "2026-03-16", "2026-03-20")) {
      var moved = changed("x", at(day + "T23:00"));
      refused(Refusal.CROSSES_NEIGHBOUR, weekly("s", Map.of(slot("2026-03-09T09:00"), moved)));
    }
    var far = changed("x", at("2026-03-15T23:00"));
    created(weekly("s", Map.of(slot("2026-03-09T09:00"), far)));
    created(
        weekly(
            "s",
            Map.of(
                slot("2026-03-09T09:00"),
                changed("x", at("2026-03-20T09:00")),
                slot("2026-03-16T09:00"),
                cancelled())));
  }

  /** An import may have brought what we would not have made: other edits of it are written. */
  @Test
  void whatWasThereIsNoHindrance() {
    var before = series("s", days("2026-03-02", 2), "FREQ=DAILY");
    var after = series("t", days("2026-03-02", 2), "FREQ=DAILY");
    assertEquals(Set.of("subject"), names(patch(before, after)));
    assertEquals(
        Optional.of(Refusal.OVERLAPS_ITSELF),
        GraphLimits.refusal(before, series("t", days("2026-03-03", 2), "FREQ=DAILY")));
  }

  private static void refused(Refusal reason, EntryContent content) {
    assertEquals(
        new EventBody.Refused(reason),
        GraphEventWriter.create(UUID.randomUUID().toString(), content));
    assertEquals(
        new EventBody.Refused(reason),
        GraphEventWriter.patch(
            Writes.between(single("a"), content).master(),
            single("a"),
            content,
            GraphEventWriterTest::notAsked));
  }

  private static ObjectNode created(EntryContent content) {
    return assertInstanceOf(
            EventBody.Ready.class, GraphEventWriter.create(UUID.randomUUID().toString(), content))
        .json();
  }

  private static ObjectNode patch(EntryContent from, EntryContent to) {
    return ready(from, to, GraphEventWriterTest::notAsked);
  }

  private static ObjectNode ready(EntryContent from, EntryContent to, Supplier<JsonNode> current) {
    var fields = Writes.between(from, to).master();
    return assertInstanceOf(
            EventBody.Ready.class, GraphEventWriter.patch(fields, from, to, current))
        .json();
  }

  private static EntryContent content(
      String title, String notes, String location, boolean isPrivate, EntryStatus status) {
    return new EntryContent(
        title,
        notes,
        location,
        at("2026-03-02T09:00"),
        isPrivate,
        status,
        Optional.empty(),
        new TreeMap<>());
  }

  private static JsonNode notAsked() {
    throw new AssertionError("the current event was asked for");
  }

  private static When at(String wall) {
    return timed(wall, BERLIN, 60);
  }

  private static Set<String> names(ObjectNode json) {
    var names = new TreeSet<String>();
    json.fieldNames().forEachRemaining(names::add);
    assertFalse(names.contains("attendees"));
    return names;
  }
}
