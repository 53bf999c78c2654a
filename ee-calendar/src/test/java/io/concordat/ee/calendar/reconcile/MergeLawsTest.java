package io.concordat.ee.calendar.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.Nothing;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.ee.calendar.reconcile.ThreeWay.By;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.spi.schedule.EntryContent;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Laws of the merge, over random edits; {@code -Dconcordat.seed=N} for the same again. */
class MergeLawsTest {
  private static final int COUNT = Integer.getInteger("concordat.merges", 50_000);
  private static final long SEED = Long.getLong("concordat.seed", 20_261_121L);
  private static final Reconcile MERGING =
      new Reconcile(Direction.BIDIRECTIONAL, Policy.MERGE_DISJOINT);

  /** One base and what two people made of it. */
  private record Drawing(long seed, EntryContent base, EntryContent ours, EntryContent theirs) {
    static Drawing of(long seed) {
      var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
      var drawn = new Drawn(random);
      // One in twenty is private.
      var base = drawn.content();
      return new Drawing(seed, base, some(drawn, random, base), some(drawn, random, base));
    }

    private static EntryContent some(Drawn drawn, SplittableRandom random, EntryContent base) {
      var once = drawn.edited(base);
      return random.nextBoolean() ? once : drawn.edited(once);
    }

    ThreeWay way() {
      return new ThreeWay(Optional.of(base), ours, theirs);
    }

    ThreeWay mirrored() {
      return new ThreeWay(Optional.of(base), /* ours= */ theirs, /* theirs= */ ours);
    }

    /** Both edited, and nothing that both touched. */
    boolean apart() {
      Set<Field> we = Fields.changed(base, ours);
      Set<Field> they = Fields.changed(base, theirs);
      return !we.isEmpty()
          && !they.isEmpty()
          && Collections.disjoint(we, they)
          && !(shapes(we) && (shapes(they) || slots(they)))
          && !(slots(we) && shapes(they));
    }

    private static boolean shapes(Set<Field> fields) {
      return fields.contains(Master.WHEN) || fields.contains(Master.RECURRENCE);
    }

    private static boolean slots(Set<Field> fields) {
      return fields.stream().anyMatch(Field.Slot.class::isInstance);
    }
  }

  private interface Law {
    void holds(Drawing drawing);
  }

  private static void forAll(Law law) {
    for (long seed = SEED; seed < SEED + COUNT; seed++) {
      var drawing = Drawing.of(seed);
      try {
        law.holds(drawing);
      } catch (AssertionError broken) {
        throw new AssertionError("with -Dconcordat.seed=" + seed + ": " + drawing, broken);
      }
    }
  }

  /** Merged again with either side it stays as it is. */
  @Test
  void itIsIdempotent() {
    forAll(
        drawing ->
            drawing
                .way()
                .merged()
                .ifPresent(
                    merged -> {
                      var again = new ThreeWay(Optional.of(drawing.theirs()), merged, merged);
                      assertEquals(Optional.of(merged), again.merged());
                      assertTrue(
                          new ThreeWay(Optional.of(drawing.base()), merged, drawing.theirs())
                              .merged()
                              .filter(twice -> !Fields.same(merged, twice))
                              .isEmpty());
                    }));
  }

  @Test
  void itDoesNotMatterWhoIsFirst() {
    forAll(
        drawing -> {
          var here = drawing.way();
          var there = drawing.mirrored();
          assertEquals(here.merged().isPresent(), there.merged().isPresent());
          here.merged()
              .ifPresent(merged -> assertTrue(Fields.same(merged, there.merged().orElseThrow())));
          assertEquals(authors(here, By.OURS), authors(there, By.THEIRS));
          assertEquals(authors(here, By.BOTH), authors(there, By.BOTH));
        });
  }

  private static Set<Set<Field>> authors(ThreeWay way, By by) {
    return way.strands().stream()
        .filter(strand -> strand.by() == by)
        .map(Strand::fields)
        .collect(Collectors.toSet());
  }

  /** Every strand together is the other side; none is this side. */
  @Test
  void strandsAreTheWholeDifference() {
    forAll(
        drawing -> {
          var way = drawing.way();
          assertTrue(Fields.same(drawing.theirs(), way.theirsIn(way.strands())));
          assertTrue(Fields.same(drawing.ours(), way.theirsIn(Set.of())));
        });
  }

  @Test
  void itNeverShowsMore() {
    forAll(
        drawing ->
            drawing
                .way()
                .merged()
                .ifPresent(
                    merged ->
                        assertEquals(
                            drawing.ours().isPrivate() || drawing.theirs().isPrivate(),
                            merged.isPrivate())));
  }

  @Test
  void itKeepsEveryEdit() {
    forAll(
        drawing ->
            drawing
                .way()
                .merged()
                .ifPresent(
                    merged -> {
                      kept(drawing.base(), drawing.ours(), merged);
                      kept(drawing.base(), drawing.theirs(), merged);
                    }));
  }

  private static void kept(EntryContent base, EntryContent side, EntryContent merged) {
    var lost = Fields.changed(base, side).stream().filter(Fields.changed(side, merged)::contains);
    assertEquals(Set.of(), lost.collect(Collectors.toSet()));
  }

  /** One round here, one there, and both agree. */
  @Test
  void itConvergesInTwoRounds() {
    forAll(
        drawing -> {
          var first = MERGING.decide(state(drawing.base(), drawing.ours(), drawing.theirs()));
          if (first instanceof Merge(var content, var base)) {
            var second = MERGING.decide(state(base, content, drawing.theirs()));
            switch (second) {
              case PushUpdate(var from, var to) ->
                  assertInstanceOf(Nothing.class, MERGING.decide(state(to, content, to)));
              case PullUpdate(var now, var agreed) ->
                  assertInstanceOf(
                      Nothing.class, MERGING.decide(state(agreed, now, drawing.theirs())));
              default -> assertInstanceOf(Rebase.class, second);
            }
          }
        });
  }

  private static State state(EntryContent base, EntryContent ours, EntryContent theirs) {
    return State.of(Optional.of(base), new Local.Present(ours), new Remote.Present(theirs));
  }

  /** Edits of different fields need nobody, but where a merge would show what was private. */
  @Test
  void differentFieldsNearlyAlwaysNeedNobody() {
    int apart = 0;
    int merged = 0;
    for (long seed = SEED; seed < SEED + COUNT; seed++) {
      var drawing = Drawing.of(seed);
      if (drawing.apart()) {
        apart++;
        var decision = MERGING.decide(state(drawing.base(), drawing.ours(), drawing.theirs()));
        merged += decision instanceof Decision.Conflict ? 0 : 1;
      }
    }
    double share = (double) merged / apart;
    System.out.printf(
        "edits of different fields: %d of %d merged by themselves, %.1f %%%n",
        merged, apart, share * 100);
    assertTrue(apart > COUNT / 10, "only " + apart + " of " + COUNT);
    assertTrue(share >= 0.95, "only " + share);
  }
}
