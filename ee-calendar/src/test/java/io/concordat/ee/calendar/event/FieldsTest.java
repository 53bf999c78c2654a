package io.concordat.ee.calendar.event;

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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Recurrence;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("zones")
class FieldsTest {
  @Test
  void namesEachFieldThatDiffers() {
    var other = single("b", timed("2026-03-02T10:00", BERLIN, 60));
    assertEquals(Set.of(Master.TITLE, Master.WHEN), Fields.changed(single("a"), other));
  }

  @Test
  void slotsAreFieldsOfTheirOwn() {
    var a = weekly("a", Map.of(slot("2026-03-09T09:00"), cancelled()));
    var b = weekly("a", Map.of(slot("2026-03-16T09:00"), cancelled()));
    assertEquals(
        Set.of(new Field.Slot(slot("2026-03-09T09:00")), new Field.Slot(slot("2026-03-16T09:00"))),
        Fields.changed(a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Kyiv, Europe/Kiev",
    "Asia/Kolkata, Asia/Calcutta",
    "America/New_York, US/Eastern",
    "UTC, Etc/UTC",
    "UTC, Z",
    "GMT, UTC"
  })
  void aliasesOfAZoneAreTheSameZone(String one, String other) {
    assertSame(inZone(ZoneId.of(one)), inZone(ZoneId.of(other)));
  }

  @Test
  void anotherZoneWithTheSameClockIsAnotherZone() {
    assertFalse(
        Fields.same(inZone(ZoneId.of("Europe/Berlin")), inZone(ZoneId.of("Europe/Stockholm"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=WEEKLY;BYDAY=MO,WE | BYDAY=WE,MO;FREQ=WEEKLY;INTERVAL=1;WKST=MO",
        "FREQ=DAILY;UNTIL=20260401T070000Z | FREQ=DAILY;UNTIL=20260401T090000",
        "FREQ=DAILY;UNTIL=20260401 | FREQ=DAILY;UNTIL=20260401T215959Z",
        "freq=daily | FREQ=DAILY"
      })
  void rulesAreComparedByMeaning(String one, String other) {
    var when = timed("2026-03-02T09:00", BERLIN, 60);
    assertSame(series("s", when, one), series("s", when, other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=WEEKLY | FREQ=WEEKLY;INTERVAL=2",
        "FREQ=DAILY;COUNT=3 | FREQ=DAILY;COUNT=4",
        "FREQ=DAILY;UNTIL=20260401T070000Z | FREQ=DAILY;UNTIL=20260402T070000Z"
      })
  void otherRulesAreOther(String one, String other) {
    var when = timed("2026-03-02T09:00", BERLIN, 60);
    assertFalse(Fields.same(series("s", when, one), series("s", when, other)));
  }

  @Test
  void aChangedSlotThatIsAsItsRuleMakesItIsNoChange() {
    var touched =
        weekly(
            "a",
            Map.of(slot("2026-03-30T09:00"), changed("a", timed("2026-03-30T09:00", BERLIN, 60))));
    assertSame(weekly("a", Map.of()), touched);
  }

  @Test
  void carryTakesOnlyTheNamedFields() {
    var mine = weekly("mine", Map.of(slot("2026-03-09T09:00"), cancelled()));
    var theirs = weekly("theirs", Map.of(slot("2026-03-16T09:00"), cancelled()));
    assertEquals(
        weekly(
            "mine",
            Map.of(slot("2026-03-09T09:00"), cancelled(), slot("2026-03-16T09:00"), cancelled())),
        Fields.carry(mine, theirs, Set.of(new Field.Slot(slot("2026-03-16T09:00")))));
    assertEquals(theirs, Fields.carry(mine, theirs, Fields.changed(mine, theirs)));
  }

  @Test
  void whatIsCarriedIsWhatDiffers() {
    var a =
        series("a", days("2026-03-02", 1), "FREQ=DAILY", Map.of(slot("2026-03-03"), cancelled()));
    var b = single("a", days("2026-03-02", 2));
    assertEquals(b, Fields.carry(a, b, Fields.changed(a, b)));
    assertEquals(a, Fields.carry(b, a, Fields.changed(b, a)));
  }

  @Test
  void addedDatesAndExcludedRulesCount() {
    var when = days("2026-03-02", 1);
    var added = new TreeSet<>(Set.of(slot("2026-03-05")));
    var plain = new Recurrence(List.of("FREQ=WEEKLY"), List.of(), new TreeSet<>());
    var more = new Recurrence(List.of("FREQ=WEEKLY"), List.of(), added);
    assertEquals(
        Set.of(Master.RECURRENCE),
        Fields.changed(series("s", when, plain, Map.of()), series("s", when, more, Map.of())));
  }

  private static EntryContent inZone(ZoneId zone) {
    return single(
        "z", timed("2026-03-02T09:00", zone.getId().equals("Z") ? ZoneOffset.UTC : zone, 30));
  }

  private static void assertSame(EntryContent a, EntryContent b) {
    assertTrue(Fields.same(a, b), () -> NormalForm.of(a) + "\n" + NormalForm.of(b));
    assertEquals(Set.of(), Fields.changed(a, b));
  }
}
