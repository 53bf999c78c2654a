package io.concordat.ee.calendar.reconcile;

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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.concordat.ee.calendar.reconcile.Choice.Whole;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Held;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.Look;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.Nothing;
import io.concordat.ee.calendar.reconcile.Decision.PullCreate;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushCreate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.ee.calendar.reconcile.Decision.Side;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class ReconcileTest {
  private static final Local GONE = new Local.Gone();
  private static final Remote DELETED = new Remote.Deleted();
  private static final Remote MISSING = new Remote.Missing();
  private static final Remote UNSEEN = new Remote.Unseen();
  private static final EntryContent A = single("a");
  private static final EntryContent B = single("b");
  private static final EntryContent MOVED = single("a", timed("2026-03-02T11:00", BERLIN, 60));
  private static final EntryContent BOTH = single("b", timed("2026-03-02T11:00", BERLIN, 60));

  @Test
  void theNineCells() {
    assertBoth(A, here(A), there(A), new Nothing());
    assertBoth(A, here(A), UNSEEN, new Nothing());
    assertBoth(A, here(A), there(B), new PullUpdate(B, B));
    assertBoth(A, here(A), DELETED, new PullDelete());
    assertBoth(A, here(A), MISSING, new PullDelete());
    assertBoth(A, here(B), there(A), new PushUpdate(A, B));
    assertBoth(A, here(B), UNSEEN, new PushUpdate(A, B));
    assertBoth(A, here(B), there(B), new Rebase(B));
    assertBoth(A, here(B), there(single("c")), new Conflict(Kind.BOTH_EDITED, Optional.empty()));
    assertBoth(
        A, here(B), DELETED, new Conflict(Kind.LOCAL_EDITED_REMOTE_DELETED, Optional.empty()));
    assertBoth(A, GONE, there(A), new PushDelete(A));
    assertBoth(A, GONE, there(B), new Conflict(Kind.LOCAL_DELETED_REMOTE_EDITED, Optional.empty()));
    assertBoth(A, GONE, DELETED, new Forget());
  }

  @Test
  void differentFieldsAreAskedOrMerged() {
    assertEquals(new Conflict(Kind.BOTH_EDITED, Optional.of(BOTH)), ask(A, here(B), there(MOVED)));
    assertEquals(new Merge(BOTH, MOVED), merge(A, here(B), there(MOVED)));
  }

  @Test
  void whoHasBothEditsGivesTheOtherWhatItLacks() {
    assertBoth(A, here(BOTH), there(B), new PushUpdate(B, BOTH));
    assertBoth(A, here(B), there(BOTH), new PullUpdate(BOTH, BOTH));
  }

  @Test
  void withoutABase() {
    assertEquals(new PullCreate(A), decide(Optional.empty(), new Local.Never(), there(A)));
    assertEquals(new PushCreate(A, false), decide(Optional.empty(), here(A), UNSEEN));
    assertEquals(new PushCreate(A, true), decide(Optional.empty(), here(A), DELETED));
    assertEquals(new Rebase(A), decide(Optional.empty(), here(A), there(A)));
    assertInstanceOf(Conflict.class, decide(Optional.empty(), here(A), there(B)));
    assertInstanceOf(Conflict.class, decide(Optional.empty(), GONE, there(B)));
    assertEquals(new Forget(), decide(Optional.empty(), GONE, UNSEEN));
    assertEquals(new Forget(), decide(Optional.empty(), new Local.Never(), DELETED));
  }

  @Test
  void ourOwnZoneNameDoesNotDrift() {
    var ours = single("a", timed("2026-03-02T09:00", ZoneId.of("Europe/Kyiv"), 60));
    var theirs = single("a", timed("2026-03-02T09:00", ZoneId.of("Europe/Kiev"), 60));
    var edited = single("b", timed("2026-03-02T09:00", ZoneId.of("Europe/Kiev"), 60));
    assertBoth(ours, here(ours), there(theirs), new Nothing());
    assertBoth(
        ours,
        here(ours),
        there(edited),
        new PullUpdate(
            single("b", timed("2026-03-02T09:00", ZoneId.of("Europe/Kyiv"), 60)), edited));
  }

  @Test
  void differentSlotsMergeButNotWithARuleChange() {
    var base = weekly("a", Map.of());
    var ours = weekly("a", Map.of(slot("2026-03-09T09:00"), cancelled()));
    var theirs = weekly("a", Map.of(slot("2026-03-16T09:00"), changed("x", days("2026-03-17", 1))));
    assertInstanceOf(Merge.class, merge(base, here(ours), there(theirs)));
    var other = series("a", timed("2026-03-02T09:00", BERLIN, 60), "FREQ=DAILY");
    assertEquals(
        new Conflict(Kind.BOTH_EDITED, Optional.empty()), merge(base, here(ours), there(other)));
    assertEquals(
        new Conflict(Kind.BOTH_EDITED, Optional.empty()), merge(base, here(other), there(ours)));
    // restored here, and there its rule was taken away: alike, and yet not the same wish
    assertEquals(
        new Conflict(Kind.BOTH_EDITED, Optional.empty()),
        merge(ours, here(base), there(single("a"))));
  }

  @Test
  void ourWriteThatWasCutOffIsRecognised() {
    assertEquals(new Look(), after(Optional.of(A), B, here(B), UNSEEN));
    assertEquals(new Rebase(B), after(Optional.of(A), B, here(B), there(B)));
    assertEquals(new PushUpdate(A, B), after(Optional.of(A), B, here(B), there(A)));
    var again = single("again");
    assertEquals(new PushUpdate(B, again), after(Optional.of(A), B, here(again), there(B)));
    assertEquals(new PushDelete(B), after(Optional.of(A), B, GONE, there(B)));
    assertEquals(new PushUpdate(B, A), after(Optional.of(A), B, here(A), there(B)));
  }

  @Test
  void halfOfAMasterWriteIsNobodysToTell() {
    assertEquals(
        new Conflict(Kind.BOTH_EDITED, Optional.empty()),
        after(Optional.of(A), BOTH, here(BOTH), there(B)));
  }

  @Test
  void slotsOfACutOffSeriesFollow() {
    var base = weekly("a", Map.of());
    var whole = weekly("b", Map.of(slot("2026-03-09T09:00"), changed("x", days("2026-03-10", 1))));
    var half = weekly("b", Map.of());
    assertEquals(
        new PushUpdate(half, whole), after(Optional.of(base), whole, here(whole), there(half)));
    assertEquals(
        new PushUpdate(half, whole), after(Optional.empty(), whole, here(whole), there(half)));
  }

  /** Graph drops them with the old rule, and the calls that write them again never came. */
  @Test
  void slotsThatWentWithTheOldRuleWerePutBackByNobody() {
    var days =
        Map.of(
            slot("2026-03-09T09:00"), changed("x", days("2026-03-10", 1)),
            slot("2026-03-16T09:00"), cancelled());
    var base = weekly("a", days);
    var whole = counted(days);
    var bare = counted(Map.of());
    assertEquals(
        new PushUpdate(bare, whole), followed(Optional.of(base), whole, here(whole), there(bare)));
    assertEquals(
        new PushUpdate(bare, whole), followed(Optional.empty(), whole, here(whole), there(bare)));
    // Where exceptions stay, somebody put them back; and so it is if the rule was not written.
    assertEquals(
        new PullUpdate(bare, bare), after(Optional.of(base), whole, here(whole), there(bare)));
    var retitled = weekly("b", days);
    var there = weekly("b", Map.of());
    assertEquals(
        new PullUpdate(there, there),
        followed(Optional.of(base), retitled, here(retitled), there(there)));
  }

  private static EntryContent counted(Map<RecurrenceId, Occurrence> days) {
    return series("a", timed("2026-03-02T09:00", BERLIN, 60), "FREQ=WEEKLY;COUNT=9", days);
  }

  private static Decision followed(
      Optional<EntryContent> base, EntryContent intent, Local local, Remote remote) {
    var table = new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK, true);
    return table.decide(new State(base, new Intent.Write(intent), local, remote));
  }

  @Test
  void aCreationThatWasCutOffIsLookedForFirst() {
    assertEquals(new Look(), after(Optional.empty(), A, here(B), UNSEEN));
    assertEquals(new PushCreate(B, false), after(Optional.empty(), A, here(B), MISSING));
    assertEquals(new PushUpdate(A, B), after(Optional.empty(), A, here(B), there(A)));
    assertEquals(new PullDelete(), after(Optional.empty(), A, here(A), DELETED));
    assertEquals(new PushDelete(A), after(Optional.empty(), A, GONE, there(A)));
  }

  @Test
  void aDeleteThatWasCutOff() {
    var reconcile = new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK);
    var state = new State(Optional.of(A), new Intent.Delete(), here(A), UNSEEN);
    assertEquals(new Look(), reconcile.decide(state));
    assertEquals(
        new PushCreate(A, true),
        reconcile.decide(new State(Optional.of(A), new Intent.Delete(), here(A), DELETED)));
    assertEquals(
        new Forget(),
        reconcile.decide(new State(Optional.of(A), new Intent.Delete(), GONE, MISSING)));
    assertEquals(
        new Nothing(),
        reconcile.decide(new State(Optional.of(A), new Intent.Delete(), here(A), there(A))));
  }

  @Test
  void toExternalNeverWritesHere() {
    var out = new Reconcile(Direction.TO_EXTERNAL, Policy.ASK);
    assertEquals(new Held(Side.REMOTE), out.decide(state(A, here(A), there(B))));
    assertEquals(new Held(Side.REMOTE), out.decide(state(A, here(A), DELETED)));
    assertEquals(new PushUpdate(A, B), out.decide(state(A, here(B), there(A))));
    assertEquals(new PushUpdate(A, B), out.decide(state(A, here(B), there(MOVED))));
    assertInstanceOf(Conflict.class, out.decide(state(A, here(B), there(single("c")))));
    assertInstanceOf(Conflict.class, out.decide(state(A, here(B), DELETED)));
    assertEquals(new PushDelete(A), out.decide(state(A, GONE, there(A))));
    assertEquals(new Rebase(B), out.decide(state(A, here(B), there(BOTH))));
    assertEquals(
        new Held(Side.REMOTE), out.decide(State.of(Optional.empty(), new Local.Never(), there(A))));
  }

  @Test
  void fromExternalNeverWritesThere() {
    var in = new Reconcile(Direction.FROM_EXTERNAL, Policy.ASK);
    assertEquals(new Held(Side.LOCAL), in.decide(state(A, here(B), there(A))));
    assertEquals(new Held(Side.LOCAL), in.decide(state(A, GONE, there(A))));
    assertEquals(new Held(Side.LOCAL), in.decide(state(A, GONE, there(B))));
    assertEquals(new PullUpdate(BOTH, MOVED), in.decide(state(A, here(B), there(MOVED))));
    assertInstanceOf(Conflict.class, in.decide(state(A, here(B), there(single("c")))));
    assertEquals(new PullDelete(), in.decide(state(A, here(A), DELETED)));
    assertEquals(new Held(Side.LOCAL), in.decide(State.of(Optional.empty(), here(A), UNSEEN)));
  }

  @Test
  void choices() {
    var both = state(A, here(B), there(MOVED));
    assertEquals(new PushUpdate(MOVED, B), choose(both, Whole.OURS));
    assertEquals(new PullUpdate(MOVED, MOVED), choose(both, Whole.THEIRS));
    var gone = state(A, here(B), DELETED);
    assertEquals(new PushCreate(B, true), choose(gone, Whole.OURS));
    assertEquals(new PullDelete(), choose(gone, Whole.THEIRS));
    var deleted = state(A, GONE, there(B));
    assertEquals(new PushDelete(B), choose(deleted, Whole.OURS));
    assertEquals(new PullCreate(B), choose(deleted, Whole.THEIRS));
    assertEquals(new Nothing(), choose(state(A, here(A), there(A)), Whole.THEIRS));
  }

  private static Local here(EntryContent content) {
    return new Local.Present(content);
  }

  private static Remote there(EntryContent content) {
    return new Remote.Present(content);
  }

  private static State state(EntryContent base, Local local, Remote remote) {
    return State.of(Optional.of(base), local, remote);
  }

  private static void assertBoth(EntryContent base, Local local, Remote remote, Decision expected) {
    assertEquals(expected, ask(base, local, remote));
    assertEquals(expected, merge(base, local, remote));
  }

  private static Decision ask(EntryContent base, Local local, Remote remote) {
    return decide(Optional.of(base), local, remote);
  }

  private static Decision merge(EntryContent base, Local local, Remote remote) {
    return new Reconcile(Direction.BIDIRECTIONAL, Policy.MERGE_DISJOINT)
        .decide(state(base, local, remote));
  }

  private static Decision decide(Optional<EntryContent> base, Local local, Remote remote) {
    return new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK).decide(State.of(base, local, remote));
  }

  private static Decision after(
      Optional<EntryContent> base, EntryContent written, Local local, Remote remote) {
    return new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK)
        .decide(new State(base, new Intent.Write(written), local, remote));
  }

  private static Decision choose(State state, Choice choice) {
    return new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK).resolve(state, choice);
  }
}
