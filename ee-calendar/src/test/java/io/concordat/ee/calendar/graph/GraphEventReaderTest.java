package io.concordat.ee.calendar.graph;

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
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class GraphEventReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIMES =
      "'start':{'dateTime':'2026-03-02T08:00:00.0000000','timeZone':'UTC'},"
          + "'end':{'dateTime':'2026-03-02T09:00:00.0000000','timeZone':'UTC'},"
          + "'originalStartTimeZone':'W. Europe Standard Time'";
  private static final String WEEKLY =
      "'type':'seriesMaster','recurrence':{'pattern':{'type':'weekly','interval':1,"
          + "'daysOfWeek':['monday'],'firstDayOfWeek':'sunday'},'range':{'type':'noEnd',"
          + "'startDate':'2026-03-02','endDate':'0001-01-01','recurrenceTimeZone':"
          + "'W. Europe Standard Time'}}";

  private final GraphEventReader reader = new GraphEventReader(BERLIN);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'2026-03-02T08:00:00.0000000'|UTC|'W. Europe Standard Time'|2026-03-02T09:00+01:00[Europe/Berlin]",
        "'2026-03-02T08:00:00'|UTC|'Europe/Vienna'|2026-03-02T09:00+01:00[Europe/Vienna]",
        "'2026-11-01T05:30:00.0000000'|UTC|'Eastern Standard Time'|2026-11-01T01:30-04:00[America/New_York]",
        "'2026-11-01T06:30:00.0000000'|UTC|'Eastern Standard Time'|2026-11-01T01:30-05:00[America/New_York]",
        "'2026-03-02T09:00:00.0000000'|Pacific Standard Time|'Pacific Standard Time'|2026-03-02T09:00-08:00[America/Los_Angeles]",
        "'2026-03-02T08:00:00.0000000'|UTC|'tzone://Microsoft/Utc'|2026-03-02T08:00Z[UTC]",
        "'2026-03-02T08:00:00.0000000'|UTC|null|2026-03-02T09:00+01:00[Europe/Berlin]"
      })
  void times(String start, String zone, String original, String expected) {
    var event =
        event(
            "'id':'a','originalStartTimeZone':%s,'start':{'dateTime':%s,'timeZone':'%s'},"
                    .formatted(original, start, zone)
                + "'end':{'dateTime':'2026-12-31T00:00:00','timeZone':'UTC'}");
    assertEquals(
        expected,
        assertInstanceOf(When.Timed.class, whole(event).content().when()).start().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'end':{'dateTime':'2026-03-02T09:00:00','timeZone':'UTC'}|NO_START",
        "'start':null,'end':null|NO_START",
        "'start':{'dateTime':'2026-03-02T09:00:00','timeZone':'UTC'}|NO_END",
        "'start':{'dateTime':'soon','timeZone':'UTC'},'end':{}|UNREADABLE_TIME",
        "'start':{'dateTime':'2026-03-02T10:00:00','timeZone':'UTC'},'end':{'dateTime':'2026-03-02T09:00:00','timeZone':'UTC'}|END_BEFORE_START",
        "'start':{'dateTime':'2026-03-02T10:00:00','timeZone':'Mars'},'end':{}|UNKNOWN_ZONE",
        "@,'originalStartTimeZone':'Mars'|UNKNOWN_ZONE",
        "@,'originalStartTimeZone':'tzone://Microsoft/Custom'|CUSTOM_ZONE",
        "@,'isAllDay':true|UNREADABLE_TIME",
        "'isAllDay':true,'start':{'dateTime':'2026-03-02T00:00:00','timeZone':'UTC'},'end':{'dateTime':'2026-03-02T00:00:00','timeZone':'UTC'}|END_BEFORE_START",
        "@,'recurrence':{'pattern':{'type':'lunar'},'range':{'type':'noEnd'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'weekly'},'range':{'type':'noEnd'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'daily'},'range':{'type':'sometimes'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'daily'},'range':{'type':'endDate','endDate':'x'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'absoluteMonthly','dayOfMonth':40},'range':{'type':'noEnd'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'absoluteYearly','dayOfMonth':4},'range':{'type':'noEnd'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'relativeMonthly','daysOfWeek':['monday'],'index':'fifth'},'range':{'type':'noEnd'}}|UNREADABLE_RECURRENCE",
        "@,'recurrence':{'pattern':{'type':'weekly','daysOfWeek':['friday']},'range':{'type':'noEnd'}}|START_NOT_IN_RULE",
        "@,'recurrence':{'pattern':{'type':'daily'},'range':{'type':'noEnd'}},'cancelledOccurrences':['OID.x.soon']|UNREADABLE_RECURRENCE",
        "@,'subject':'\\ud83d'|TEXT_NOT_STORABLE",
        "@,'subject':'\\u0000'|TEXT_NOT_STORABLE"
      })
  void malformed(String fields, Refusal reason) {
    var event = event("'id':'a'," + fields.replace("@", TIMES));
    var item = assertInstanceOf(RemoteItem.Malformed.class, reader.read(event).getFirst());
    assertEquals(reason, item.reason());
    assertEquals("a", item.id());
    assertFalse(item.detail().isEmpty());
  }

  @Test
  void withoutAnIdAndNoObjectAtAll() {
    for (var node : List.of(event(TIMES), JSON.createArrayNode())) {
      assertEquals(
          Refusal.MALFORMED,
          assertInstanceOf(RemoteItem.Malformed.class, reader.read(node).getFirst()).reason());
    }
  }

  @Test
  void aSeriesComesWithItsOccurrences() {
    var event =
        event(
            "'id':'m','@odata.etag':'1','subject':'s',"
                + TIMES
                + ","
                + WEEKLY
                + ",'cancelledOccurrences':['OID.AAMk=.2026-03-30'],'exceptionOccurrences':["
                + "{'id':'x','@odata.etag':'2','type':'exception','subject':'moved',"
                + "'originalStart':'2026-03-16T08:00:00Z','showAs':'tentative',"
                + TIMES.replace("03-02", "03-17")
                + "},{'id':'bad','type':'exception','originalStart':'2026-03-23T08:00:00Z'},"
                + "{'id':'off','isCancelled':true,'originalStart':'2026-04-06T07:00:00Z',"
                + TIMES
                + "}]");
    var items = reader.read(event);
    assertEquals(4, items.size());
    var whole = assertInstanceOf(RemoteItem.Whole.class, items.getFirst());
    assertEquals(
        List.of("FREQ=WEEKLY;BYDAY=MO"), whole.content().recurrence().orElseThrow().rules());
    assertEquals(Map.of(slot("2026-03-30T09:00"), cancelled()), whole.content().exceptions());
    assertEquals("bad", assertInstanceOf(RemoteItem.Malformed.class, items.get(2)).id());
    var slots = List.of((RemoteItem.Slot) items.get(1), (RemoteItem.Slot) items.get(3));
    var copy = Copy.of(new Read.Found(whole, slots));
    var moved =
        assertInstanceOf(
            Occurrence.Changed.class, copy.content().exceptions().get(slot("2026-03-16T09:00")));
    assertEquals("moved", moved.title());
    assertEquals(EntryStatus.TENTATIVE, moved.status());
    assertEquals(cancelled(), copy.content().exceptions().get(slot("2026-04-06T09:00")));
    assertEquals(Optional.of(slot("2026-03-16T09:00")), copy.parts().slotOf("x"));
  }

  @Test
  void occurrencesByThemselves() {
    assertEquals(List.of(), reader.read(event("'id':'o','type':'occurrence'," + TIMES)));
    var lone =
        reader.read(
            event(
                "'id':'x','type':'exception','seriesMasterId':'m',"
                    + "'originalStart':'2026-03-16T08:00:00Z',"
                    + TIMES));
    assertEquals("m", assertInstanceOf(RemoteItem.Slot.class, lone.getFirst()).masterId());
  }

  @Test
  void aDayThatIsMovedToTheMonthsLastIsReadSo() {
    assertEquals("FREQ=MONTHLY;BYMONTHDAY=-1", rule("absoluteMonthly", "'dayOfMonth':31"));
    assertEquals(
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", rule("absoluteMonthly", "'dayOfMonth':30"));
    assertEquals(
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=30", rule("absoluteYearly", "'dayOfMonth':30,'month':1"));
    assertEquals(
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        rule(
            "relativeMonthly",
            "'index':'last','daysOfWeek':['sunday','monday','tuesday','wednesday','thursday',"
                + "'friday','saturday']"));
  }

  private String rule(String type, String more) {
    var day = more.contains("30") ? "2026-01-30" : "2026-01-31";
    var event =
        event(
            "'id':'m',"
                + TIMES.replace("2026-03-02", day)
                + ",'recurrence':{'pattern':{'interval':1,'type':'"
                + type
                + "',"
                + more
                + "},'range':{'type':'noEnd'}}");
    return whole(event).content().recurrence().orElseThrow().rules().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "personal", "confidential", "Private"})
  void whatIsNotNormalIsPrivate(String sensitivity) {
    var field = "'sensitivity':'" + sensitivity + "',";
    assertTrue(whole(event("'id':'a'," + field + TIMES)).content().isPrivate());
    assertTrue(
        whole(
                event(
                    "'id':'a','sensitivity':'normal',"
                        + TIMES
                        + ","
                        + WEEKLY
                        + ",'exceptionOccurrences':[{"
                        + field
                        + TIMES
                        + "}]"))
            .content()
            .isPrivate());
    assertFalse(whole(event("'id':'a','sensitivity':'normal'," + TIMES)).content().isPrivate());
  }

  @Test
  void guestsStatusAndOurMark() {
    var key = "0b7a3e52-0f0e-4b6a-9a57-1f6c2f0f5a11";
    var item =
        whole(
            event(
                "'id':'a','iCalUId':'u','isOrganizer':false,'showAs':'oof','attendees':["
                    + "{'type':'required','emailAddress':{'address':'Tess@X.org'}},"
                    + "{'type':'resource','emailAddress':{'address':'room@x'}},{}],"
                    + "'singleValueExtendedProperties':[{'id':'"
                    + GraphEventReader.KEY
                    + "','value':'"
                    + key
                    + "'}],"
                    + TIMES));
    assertEquals(Set.of("tess@x.org"), item.attendees());
    assertFalse(item.organizerSelf());
    assertEquals(EventType.OUT_OF_OFFICE, item.type());
    assertEquals(Optional.of(key), item.key());
    assertEquals("u", item.icalUid());
    assertEquals(
        Optional.of(key), whole(event("'id':'a','transactionId':'" + key + "'," + TIMES)).key());
    assertEquals(
        Optional.empty(), whole(event("'id':'a','transactionId':'localevent:1'," + TIMES)).key());
    assertEquals(
        List.of(new RemoteItem.Deleted("a")),
        reader.read(event("'id':'a','isCancelled':true," + TIMES)));
  }

  private RemoteItem.Whole whole(ObjectNode event) {
    return assertInstanceOf(
        RemoteItem.Whole.class, reader.read(event).getFirst(), () -> reader.read(event).toString());
  }

  private static ObjectNode event(String fields) {
    try {
      return (ObjectNode) JSON.readTree("{" + fields.replace('\'', '"') + "}");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }
}
