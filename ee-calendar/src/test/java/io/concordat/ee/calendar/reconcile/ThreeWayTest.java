package io.concordat.ee.calendar.reconcile;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.reconcile.ThreeWay.By;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.spi.schedule.EntryContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who changed what, and what is chosen as one. */
class ThreeWayTest {
  private static final EntryContent BASE = single("a");

  @Test
  void everyDifferenceHasItsAuthor() {
    var ours = single("b");
    var theirs = single("a", timed("2026-03-02T11:00", BERLIN, 60));
    var way = way(BASE, ours, theirs);
    assertEquals(
        List.of(
            new Strand(Set.of(Master.TITLE), By.OURS, false),
            new Strand(Set.of(Master.WHEN), By.THEIRS, false)),
        way.strands());
    assertEquals(Optional.of(single("b", timed("2026-03-02T11:00", BERLIN, 60))), way.merged());
  }

  @Test
  void whatBothChangedToTheSameIsNoDifference() {
    assertEquals(List.of(), way(BASE, single("b"), single("b")).strands());
  }

  @Test
  void whatBothChangedIsAsked() {
    var way = way(BASE, single("b"), single("c"));
    assertEquals(List.of(new Strand(Set.of(Master.TITLE), By.BOTH, false)), way.strands());
    assertEquals(Optional.empty(), way.strands().getFirst().proposed());
    assertEquals(Optional.empty(), way.merged());
  }

  @Test
  void withoutABaseNobodyKnowsWhoChangedIt() {
    var way = new ThreeWay(Optional.empty(), single("b"), single("a"));
    assertEquals(List.of(By.BOTH), way.strands().stream().map(Strand::by).toList());
  }

  @Test
  void startRuleAndSlotsAreOneThingWhenTheStartMoves() {
    var slot = slot("2026-03-09T09:00");
    var base = weekly("a", Map.of());
    var ours = weekly("a", Map.of(slot, cancelled()));
    var theirs = series("a", timed("2026-03-03T09:00", BERLIN, 60), "FREQ=WEEKLY");
    assertEquals(
        List.of(new Strand(Set.of(Master.WHEN, new Field.Slot(slot)), By.BOTH, false)),
        way(base, ours, theirs).strands());
  }

  @Test
  void otherwiseEverySlotStandsForItself() {
    var first = slot("2026-03-09T09:00");
    var second = slot("2026-03-16T09:00");
    var ours = weekly("a", Map.of(first, cancelled()));
    var theirs = weekly("a", Map.of(second, cancelled()));
    var way = way(weekly("a", Map.of()), ours, theirs);
    assertEquals(List.of(By.OURS, By.THEIRS), way.strands().stream().map(Strand::by).toList());
    assertEquals(
        Optional.of(weekly("a", Map.of(first, cancelled(), second, cancelled()))), way.merged());
  }

  /** Ours restored it while theirs moved the series: alike now, but both meant something. */
  @Test
  void aRestoredSlotTouchesAMovedSeries() {
    var slot = slot("2026-03-09T09:00");
    var base = weekly("a", Map.of(slot, cancelled()));
    var ours = weekly("a", Map.of());
    var theirs = series("a", timed("2026-03-03T09:00", BERLIN, 60), "FREQ=WEEKLY");
    assertEquals(By.BOTH, way(base, ours, theirs).strands().getFirst().by());
  }

  @Test
  void whatWouldShowMoreIsAskedAndNotOffered() {
    var secret = concealed(BASE);
    var way = way(secret, concealed(single("b")), BASE);
    var shown = way.strands().getLast();
    assertEquals(By.THEIRS, shown.by());
    assertTrue(shown.widens());
    assertEquals(Optional.of(By.OURS), shown.proposed());
    assertEquals(Optional.empty(), way.merged());
  }

  @Test
  void whatShowsLessMergesItself() {
    var way = way(BASE, single("b"), concealed(BASE));
    assertFalse(way.strands().getLast().widens());
    assertEquals(Optional.of(concealed(single("b"))), way.merged());
  }

  private static ThreeWay way(EntryContent base, EntryContent ours, EntryContent theirs) {
    return new ThreeWay(Optional.of(base), ours, theirs);
  }

  static EntryContent concealed(EntryContent c) {
    return new EntryContent(
        c.title(),
        c.notes(),
        c.location(),
        c.when(),
        true,
        c.status(),
        c.recurrence(),
        c.exceptions());
  }
}
