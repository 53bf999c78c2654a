package io.concordat.ee.calendar.event;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.spi.schedule.Occurrence;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class WritesTest {
  private static final Occurrence MOVED = changed("a", timed("2026-03-10T14:00", BERLIN, 60));

  @Test
  void nothingForTheSame() {
    assertTrue(Writes.between(single("a"), single("a")).isEmpty());
  }

  @Test
  void onlyTheFieldThatChanged() {
    assertEquals(
        new Writes(Set.of(Master.TITLE), new TreeMap<>()),
        Writes.between(single("a"), single("b")));
  }

  @Test
  void slotsAreCancelledChangedAndRestored() {
    var from =
        weekly("a", Map.of(slot("2026-03-09T09:00"), MOVED, slot("2026-03-16T09:00"), cancelled()));
    var to =
        weekly("a", Map.of(slot("2026-03-09T09:00"), cancelled(), slot("2026-03-23T09:00"), MOVED));
    assertEquals(
        Map.of(
            slot("2026-03-09T09:00"),
            new Writes.Slot.Cancel(),
            slot("2026-03-16T09:00"),
            new Writes.Slot.Restore(Slots.generated(to, slot("2026-03-16T09:00"))),
            slot("2026-03-23T09:00"),
            new Writes.Slot.Change((Occurrence.Changed) MOVED)),
        Writes.between(from, to).slots());
  }

  @Test
  void aChangedSlotThatTheNewRuleDoesNotHaveIsCancelledInsteadOfLeftBehind() {
    var from =
        weekly("a", Map.of(slot("2026-03-09T09:00"), MOVED, slot("2026-03-16T09:00"), cancelled()));
    var to = series("a", timed("2026-03-02T10:00", BERLIN, 60), "FREQ=WEEKLY");
    assertEquals(
        new Writes(
            Set.of(Master.WHEN),
            new TreeMap<>(Map.of(slot("2026-03-09T09:00"), new Writes.Slot.Cancel()))),
        Writes.between(from, to));
  }

  @Test
  void aSeriesThatBecomesASingleHasNoSlots() {
    var from = weekly("a", Map.of(slot("2026-03-09T09:00"), MOVED));
    assertEquals(
        new Writes(Set.of(Master.RECURRENCE), new TreeMap<>()), Writes.between(from, single("a")));
  }
}
