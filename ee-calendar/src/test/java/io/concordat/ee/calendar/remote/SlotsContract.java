package io.concordat.ee.calendar.remote;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.days;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the single occurrences of a series. */
public interface SlotsContract {
  /** The calendar under test. */
  RemoteCalendar calendar();

  default Trial trial() {
    return new Trial(calendar());
  }

  @Test
  default void aDeletedSeriesTakesItsExceptionsAlong() {
    var content =
        weekly("s", Map.of(slot("2026-03-16T09:00"), changed("x", days("2026-03-17", 1))));
    var parts = trial().create(content);
    var cursor = trial().changes(Optional.empty()).cursor();
    Trial.done(calendar().delete(parts, content));
    assertTrue(
        trial().changes(Optional.of(cursor)).items().contains(new RemoteItem.Deleted(parts.id())));
    assertInstanceOf(Read.Deleted.class, calendar().read(parts.id()));
  }

  @Test
  default void slotsAreCancelledChangedAndRestored() {
    var moved = changed("moved", timed("2026-03-24T15:00", BERLIN, 30));
    var steps =
        List.of(
            weekly("s", Map.of(slot("2026-03-09T09:00"), cancelled())),
            weekly("s", Map.of(slot("2026-03-16T09:00"), cancelled())),
            weekly("s", Map.of(slot("2026-03-16T09:00"), moved, slot("2026-03-30T09:00"), moved)),
            weekly("t", Map.of(slot("2026-03-16T09:00"), cancelled())),
            weekly("t", Map.of(slot("2026-03-09T09:00"), moved)),
            weekly("t", Map.of()),
            weekly("u", Map.of()));
    var parts = trial().create(steps.getFirst());
    var known = trial().changes(Optional.empty());
    for (int i = 1; i < steps.size(); i++) {
      parts = Trial.done(calendar().update(parts, steps.get(i - 1), steps.get(i)));
      trial().assertSame(steps.get(i), trial().read(parts.id()).content());
      assertEquals(parts, trial().read(parts.id()).parts());
      known = known.then(trial().changes(Optional.of(known.cursor())));
      trial().assertSame(steps.get(i), known.copies().getFirst().content());
    }
  }

  @Test
  default void aStaleSlotIsNotOverwritten() {
    var before =
        weekly("s", Map.of(slot("2026-03-09T09:00"), changed("x", Trial.at("2026-03-09T10:00"))));
    var parts = trial().create(before);
    var theirs =
        weekly("s", Map.of(slot("2026-03-09T09:00"), changed("y", Trial.at("2026-03-09T11:00"))));
    Trial.done(calendar().update(parts, before, theirs));
    var ours = weekly("s", Map.of(slot("2026-03-09T09:00"), cancelled()));
    assertInstanceOf(Written.Stale.class, calendar().update(parts, before, ours));
    trial().assertSame(theirs, trial().read(parts.id()).content());
  }

  @Test
  default void aSeriesIsNeitherDeletedNorMovedOverWhatBecameOfADay() {
    var before = weekly("s", Map.of());
    var later = series("s", Trial.at("2026-03-02T10:00"), "FREQ=WEEKLY", Map.of());
    for (var theirs : List.of(cancelled(), changed("x", Trial.at("2026-03-16T12:00")))) {
      var parts = trial().create(before);
      var now = weekly("s", Map.of(slot("2026-03-16T09:00"), theirs));
      Trial.done(calendar().update(parts, before, now));
      assertInstanceOf(Written.Stale.class, calendar().delete(parts, before));
      assertInstanceOf(Written.Stale.class, calendar().update(parts, before, later));
      trial().assertSame(now, trial().read(parts.id()).content());
      Trial.done(calendar().delete(trial().read(parts.id()).parts(), now));
    }
  }

  @Test
  default void whatSomebodyMadeOfADayThatWasAsItsRuleHadItIsNotOverwritten() {
    var before = weekly("s", Map.of());
    var parts = trial().create(before);
    var theirs =
        weekly("s", Map.of(slot("2026-03-09T09:00"), changed("y", Trial.at("2026-03-09T11:00"))));
    Trial.done(calendar().update(parts, before, theirs));
    for (var day : List.of(cancelled(), changed("x", Trial.at("2026-03-09T10:00")))) {
      var ours = weekly("s", Map.of(slot("2026-03-09T09:00"), day));
      assertInstanceOf(Written.Stale.class, calendar().update(parts, before, ours));
      trial().assertSame(theirs, trial().read(parts.id()).content());
    }
  }

  @Test
  default void aMovedSeriesKeepsOnlyTheSlotsItStillHas() {
    var before =
        weekly(
            "s",
            Map.of(
                slot("2026-03-09T09:00"),
                cancelled(),
                slot("2026-03-16T09:00"),
                changed("x", Trial.at("2026-03-16T12:00"))));
    var after =
        series(
            "s",
            Trial.at("2026-03-02T10:00"),
            "FREQ=WEEKLY",
            Map.of(slot("2026-03-16T10:00"), cancelled()));
    var parts = trial().create(before);
    Trial.done(calendar().update(parts, before, after));
    trial().assertSame(after, trial().read(parts.id()).content());
  }

  @Test
  default void aSlotThatTheSeriesDoesNotHaveIsRefusedOnChange() {
    var parts = trial().create(weekly("s", Map.of()));
    var tuesday =
        weekly("s", Map.of(slot("2026-03-10T09:00"), changed("x", Trial.at("2026-03-11T09:00"))));
    assertEquals(
        new Written.Refused(Refusal.NO_SUCH_SLOT),
        calendar().update(parts, weekly("s", Map.of()), tuesday));
  }
}
