package io.concordat.ee.calendar.remote;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.EventType;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class CopyTest {
  private static final Occurrence MOVED = changed("a", timed("2026-03-10T14:00", BERLIN, 60));

  @Test
  void slotsAreLaidOverTheMasterInItsZone() {
    var copy =
        Copy.of(whole(weekly("a", Map.of())))
            .with(slotItem("2026-03-30T07:00Z", MOVED))
            .with(slotItem("2026-04-06T03:00-04:00[America/New_York]", cancelled()));
    assertEquals(
        weekly("a", Map.of(slot("2026-03-30T09:00"), MOVED, slot("2026-04-06T09:00"), cancelled())),
        copy.content());
    assertEquals(
        Set.of(slot("2026-03-30T09:00"), slot("2026-04-06T09:00")), copy.parts().slots().keySet());
  }

  @Test
  void theMasterAgainKeepsItsSlotsButNotItsOldExdates() {
    var known =
        Copy.of(whole(weekly("a", Map.of(slot("2026-03-16T09:00"), cancelled()))))
            .with(slotItem("2026-03-09T08:00Z", MOVED));
    var again = known.with(whole(weekly("b", Map.of(slot("2026-03-23T09:00"), cancelled()))));
    assertEquals(
        weekly("b", Map.of(slot("2026-03-09T09:00"), MOVED, slot("2026-03-23T09:00"), cancelled())),
        again.content());
  }

  @Test
  void aSeriesThatBecameASingleLosesItsSlots() {
    var known = Copy.of(whole(weekly("a", Map.of()))).with(slotItem("2026-03-09T08:00Z", MOVED));
    var again = known.with(whole(single("a")));
    assertEquals(single("a"), again.content());
    assertEquals(new RemoteParts("m", "1"), again.parts());
  }

  @Test
  void cancellingWhatTheRuleDoesNotMakeSaysNothing() {
    var copy = Copy.of(whole(weekly("a", Map.of(slot("2026-03-10T09:00"), cancelled()))));
    assertEquals(weekly("a", Map.of()), copy.content());
    assertEquals(
        weekly("a", Map.of()), copy.with(slotItem("2026-03-10T08:00Z", cancelled())).content());
  }

  @Test
  void aReadReplacesEverything() {
    var found =
        new Read.Found(
            whole(weekly("a", Map.of())), List.of(slotItem("2026-03-09T08:00Z", cancelled())));
    assertEquals(
        weekly("a", Map.of(slot("2026-03-09T09:00"), cancelled())), Copy.of(found).content());
  }

  @Test
  void anInstanceDeletedByItsIdAloneIsCancelled() {
    var copy = Copy.of(whole(weekly("a", Map.of()))).with(slotItem("2026-03-09T08:00Z", MOVED));
    var slot = copy.parts().slotOf("i-2026-03-09T08:00Z").orElseThrow();
    assertEquals(
        weekly("a", Map.of(slot("2026-03-09T09:00"), cancelled())), copy.without(slot).content());
  }

  @Test
  void knowsWhenToReadTheWholeSeries() {
    var plain = Copy.of(whole(weekly("a", Map.of())));
    var moved =
        whole(
            new EntryContent(
                "a",
                "",
                "",
                timed("2026-03-02T10:00", BERLIN, 60),
                false,
                plain.content().status(),
                plain.content().recurrence(),
                plain.content().exceptions()));
    assertFalse(plain.reshapedBy(moved));
    assertTrue(plain.with(slotItem("2026-03-09T08:00Z", MOVED)).reshapedBy(moved));
    assertFalse(
        plain.with(slotItem("2026-03-09T08:00Z", MOVED)).reshapedBy(whole(weekly("b", Map.of()))));
  }

  @Test
  void originalStartsOfTheOtherKindStillFindTheirSlot() {
    var day = new RemoteItem.Original.Day(LocalDate.parse("2026-03-09"));
    assertEquals(slot("2026-03-09T09:00"), day.slot(timed("2026-03-02T09:00", BERLIN, 60)));
    var moment = new RemoteItem.Original.Moment(ZonedDateTime.parse("2026-03-09T00:00Z"));
    When allDay = new When.AllDay(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-03"));
    assertEquals(slot("2026-03-09"), moment.slot(allDay));
  }

  @Test
  void partsAndParkedSlotsSurviveStorage() {
    var copy = Copy.of(whole(weekly("a", Map.of()))).with(slotItem("2026-03-09T08:00Z", MOVED));
    assertEquals(copy.parts(), RemoteJson.parts(RemoteJson.write(copy.parts())));
    var day =
        new RemoteItem.Slot(
            "m", new RemoteItem.Original.Day(LocalDate.parse("2026-03-09")), "i", "\"7\"", MOVED);
    for (var item :
        List.of(
            day,
            slotItem("2026-03-09T08:00Z", cancelled()),
            slotItem("2026-04-06T03:00-04:00[America/New_York]", MOVED))) {
      assertEquals(item, RemoteJson.slot(RemoteJson.write(item)));
    }
  }

  private static RemoteItem.Whole whole(EntryContent content) {
    return new RemoteItem.Whole(
        "m", "1", content, "uid", Set.of(), true, EventType.ORDINARY, Optional.empty());
  }

  private static RemoteItem.Slot slotItem(String original, Occurrence occurrence) {
    return new RemoteItem.Slot(
        "m",
        new RemoteItem.Original.Moment(ZonedDateTime.parse(original)),
        "i-" + original,
        "2",
        occurrence);
  }
}
