package io.concordat.ee.calendar.google;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.slot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.EventType;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.When;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("zones")
class EventReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIMES =
      "'start':{'dateTime':'2026-03-02T09:00:00+01:00','timeZone':'Europe/Berlin'},"
          + "'end':{'dateTime':'2026-03-02T10:00:00+01:00','timeZone':'Europe/Berlin'}";

  private final EventReader reader = new EventReader(BERLIN);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'dateTime':'2026-03-02T09:00:00+01:00','timeZone':'Europe/Berlin'|2026-03-02T09:00+01:00[Europe/Berlin]",
        "'dateTime':'2026-03-02T03:00:00-05:00','timeZone':'Europe/Berlin'|2026-03-02T09:00+01:00[Europe/Berlin]",
        "'dateTime':'2026-03-02T09:00:00','timeZone':'America/New_York'|2026-03-02T09:00-05:00[America/New_York]",
        "'dateTime':'2026-03-02T09:00:00Z','timeZone':'UTC'|2026-03-02T09:00Z[UTC]",
        "'dateTime':'2026-03-02T09:00:00Z'|2026-03-02T09:00Z[UTC]",
        "'dateTime':'2026-03-02T09:00:00+02:00'|2026-03-02T08:00+01:00[Europe/Berlin]",
        "'dateTime':'2026-03-02T09:00:00'|2026-03-02T09:00+01:00[Europe/Berlin]",
        "'dateTime':'2026-11-01T01:30:00-04:00','timeZone':'America/New_York'|2026-11-01T01:30-04:00[America/New_York]",
        "'dateTime':'2026-11-01T01:30:00-05:00','timeZone':'America/New_York'|2026-11-01T01:30-05:00[America/New_York]",
        "'dateTime':'2026-11-01T06:30:00.000Z','timeZone':'US/Eastern'|2026-11-01T01:30-05:00[US/Eastern]"
      })
  void times(String start, String expected) {
    var event = event("'id':'a','start':{" + start + "},'end':{'dateTime':'2026-12-31T00:00:00Z'}");
    var when = assertInstanceOf(When.Timed.class, whole(event).content().when());
    assertEquals(expected, when.start().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'end':{'date':'2026-03-02'}|NO_START",
        "'start':{},'end':{'date':'2026-03-02'}|NO_START",
        "'start':null,'end':null|NO_START",
        "'start':{'date':'2026-03-02'}|NO_END",
        "'start':{'date':'2026-03-02'},'end':{'dateTime':'2026-03-02T09:00:00Z'}|UNREADABLE_TIME",
        "'start':{'date':'2026-02-30'},'end':{'date':'2026-03-02'}|UNREADABLE_TIME",
        "'start':{'date':'2026-03-02'},'end':{'date':'2026-03-02'}|END_BEFORE_START",
        "'start':{'dateTime':'2026-03-02T25:00:00Z'},'end':{'dateTime':'2026-03-02T09:00:00Z'}|UNREADABLE_TIME",
        "'start':{'dateTime':'soon'},'end':{'dateTime':'2026-03-02T09:00:00Z'}|UNREADABLE_TIME",
        "'start':{'dateTime':'2026-03-02T10:00:00Z'},'end':{'dateTime':'2026-03-02T09:00:00Z'}|END_BEFORE_START",
        "'start':{'dateTime':'2026-03-02T08:00:00Z','timeZone':'Mars/Olympus'},'end':{'dateTime':'2026-03-02T09:00:00Z'}|UNKNOWN_ZONE",
        "'start':{'dateTime':'2026-03-02T08:00:00Z','timeZone':'GMT+2'},'end':{'dateTime':'2026-03-02T09:00:00Z'}|UNKNOWN_ZONE",
        "@,'recurrence':['RRULE:FREQ=SOMETIMES']|UNREADABLE_RECURRENCE",
        "@,'recurrence':['RRULE:']|UNREADABLE_RECURRENCE",
        "@,'recurrence':['nonsense']|UNREADABLE_RECURRENCE",
        "@,'recurrence':['RRULE:FREQ=DAILY','EXDATE:tomorrow']|UNREADABLE_RECURRENCE",
        "@,'recurrence':['RRULE:FREQ=DAILY','EXDATE;TZID=Nowhere:20260303T090000']|UNKNOWN_ZONE",
        "@,'recurrence':['EXDATE:20260303T080000Z']|UNREADABLE_RECURRENCE",
        "@,'summary':'\\ud83d'|TEXT_NOT_STORABLE",
        "@,'summary':'\\u0000'|TEXT_NOT_STORABLE"
      })
  void malformed(String fields, Refusal reason) {
    var event = event("'id':'a'," + fields.replace("@", TIMES));
    var item = assertInstanceOf(RemoteItem.Malformed.class, reader.read(event));
    assertEquals(reason, item.reason());
    assertEquals("a", item.id());
    assertFalse(item.detail().isEmpty());
  }

  @Test
  void tooLongAndWithoutId() {
    var event = event("'id':'a'," + TIMES).put("summary", "x".repeat(1_025));
    assertEquals(
        Refusal.TEXT_NOT_STORABLE,
        assertInstanceOf(RemoteItem.Malformed.class, reader.read(event)).reason());
    assertEquals(
        Refusal.MALFORMED,
        assertInstanceOf(RemoteItem.Malformed.class, reader.read(event(TIMES))).reason());
    assertInstanceOf(RemoteItem.Malformed.class, reader.read(JSON.createArrayNode()));
  }

  @Test
  void statusAndVisibility() {
    for (var visibility : List.of("private", "confidential")) {
      var item = whole(event("'id':'a','visibility':'" + visibility + "'," + TIMES));
      assertTrue(item.content().isPrivate());
    }
    for (var visibility : List.of("default", "public")) {
      var item = whole(event("'id':'a','visibility':'" + visibility + "'," + TIMES));
      assertFalse(item.content().isPrivate());
    }
    assertEquals(
        EntryStatus.TENTATIVE,
        whole(event("'id':'a','status':'tentative'," + TIMES)).content().status());
    assertEquals(new RemoteItem.Deleted("a"), reader.read(event("'id':'a','status':'cancelled'")));
  }

  @Test
  void datesAmongTheRules() {
    var item =
        whole(
            event(
                "'id':'a',"
                    + TIMES
                    + ",'recurrence':['RRULE:FREQ=WEEKLY;UNTIL=20260401T070000Z',"
                    + "'EXDATE:20260309T080000Z,20260316T080000Z',"
                    + "'EXDATE;TZID=America/New_York:20260323T040000',"
                    + "'EXDATE;VALUE=DATE:20260330','RDATE;TZID=Europe/Berlin:20260305T120000']"));
    var content = item.content();
    assertEquals(
        Set.of(
            slot("2026-03-09T09:00"),
            slot("2026-03-16T09:00"),
            slot("2026-03-23T09:00"),
            slot("2026-03-30T09:00")),
        content.exceptions().keySet());
    var recurrence = content.recurrence().orElseThrow();
    assertEquals(List.of("FREQ=WEEKLY;UNTIL=20260401T070000Z"), recurrence.rules());
    assertEquals(Set.of(slot("2026-03-05T12:00")), recurrence.added());
  }

  @Test
  void aCancelledSlotNeedsNoTimesOfItsOwn() {
    var item =
        assertInstanceOf(
            RemoteItem.Slot.class,
            reader.read(
                event(
                    "'id':'a_1','recurringEventId':'a','status':'cancelled','originalStartTime':"
                        + "{'dateTime':'2026-03-09T08:00:00Z','timeZone':'Europe/Berlin'}")));
    assertEquals(cancelled(), item.occurrence());
    assertEquals("a", item.masterId());
  }

  @Test
  void guestsTypesAndOurMark() {
    var item =
        whole(
            event(
                "'id':'a','iCalUID':'u','organizer':{'email':'boss@x'},'eventType':'focusTime',"
                    + "'attendees':[{'email':'Tess@X.org'},{'email':'room@x','resource':true},{}],"
                    + "'extendedProperties':{'private':{'concordat':'k'}},"
                    + TIMES));
    assertEquals(Set.of("tess@x.org"), item.attendees());
    assertFalse(item.organizerSelf());
    assertEquals(EventType.FOCUS_TIME, item.type());
    assertEquals("k", item.key().orElseThrow());
    assertEquals("u", item.icalUid());
  }

  private RemoteItem.Whole whole(ObjectNode event) {
    return assertInstanceOf(RemoteItem.Whole.class, reader.read(event));
  }

  private static ObjectNode event(String fields) {
    try {
      return (ObjectNode) JSON.readTree("{" + fields.replace('\'', '"') + "}");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }
}
