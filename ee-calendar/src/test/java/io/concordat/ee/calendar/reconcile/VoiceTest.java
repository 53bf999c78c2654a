package io.concordat.ee.calendar.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.reconcile.Choice.Whole;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Held;
import io.concordat.ee.calendar.reconcile.Decision.Nothing;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushCreate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.ee.calendar.reconcile.Decision.Side;
import io.concordat.spi.schedule.EntryContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What copies of somebody else's meeting may say. */
class VoiceTest {
  private static final EntryContent BASE = Contents.single("Plan");
  private static final EntryContent OURS = Contents.single("Plan, ours");
  private static final EntryContent THEIRS = Contents.single("Plan, theirs");

  private static Decision decide(Voice voice, Local local, Remote remote) {
    return new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK)
        .decide(State.of(Optional.of(BASE), local, remote), voice);
  }

  private static Local here(EntryContent content) {
    return new Local.Present(content);
  }

  private static Remote there(EntryContent content) {
    return new Remote.Present(content);
  }

  /** Over every state there is. */
  @ParameterizedTest
  @EnumSource(
      value = Voice.class,
      names = {"GUEST", "FOLLOWER"})
  void a_guests_copy_is_never_rewritten(Voice voice) {
    for (State state : states()) {
      for (Direction direction : Direction.values()) {
        for (Policy policy : Policy.values()) {
          var decision = new Reconcile(direction, policy).decide(state, voice);
          assertFalse(
              decision instanceof PushUpdate || (decision instanceof PushCreate && there(state)),
              () -> state + " " + direction + ": " + decision);
        }
      }
    }
  }

  private static boolean there(State state) {
    return state.remote() instanceof Remote.Present;
  }

  private static List<State> states() {
    var states = new ArrayList<State>();
    for (var base : List.of(Optional.<EntryContent>empty(), Optional.of(BASE))) {
      for (Intent intent :
          List.of(new Intent.None(), new Intent.Write(OURS), new Intent.Delete())) {
        for (Local local : List.of(here(BASE), here(OURS), here(THEIRS), new Local.Gone())) {
          for (Remote remote :
              List.of(
                  there(BASE),
                  there(OURS),
                  there(THEIRS),
                  new Remote.Deleted(),
                  new Remote.Missing(),
                  new Remote.Unseen())) {
            states.add(new State(base, intent, local, remote));
          }
        }
      }
    }
    return states;
  }

  @Test
  void a_speaking_guest_is_read() {
    assertEquals(new PullUpdate(THEIRS, THEIRS), decide(Voice.GUEST, here(BASE), there(THEIRS)));
    assertInstanceOf(PullDelete.class, decide(Voice.GUEST, here(BASE), new Remote.Deleted()));
    assertEquals(new Held(Side.LOCAL), decide(Voice.GUEST, here(OURS), new Remote.Unseen()));
    assertInstanceOf(Conflict.class, decide(Voice.GUEST, here(OURS), there(THEIRS)));
    assertInstanceOf(PushDelete.class, decide(Voice.GUEST, new Local.Gone(), there(BASE)));
  }

  @Test
  void a_follower_only_follows() {
    assertEquals(new Nothing(), decide(Voice.FOLLOWER, here(BASE), there(BASE)));
    assertEquals(new Rebase(OURS), decide(Voice.FOLLOWER, here(OURS), there(OURS)));
    assertEquals(new Held(Side.REMOTE), decide(Voice.FOLLOWER, here(BASE), there(THEIRS)));
    assertEquals(new Held(Side.REMOTE), decide(Voice.FOLLOWER, here(OURS), there(THEIRS)));
    assertEquals(new Held(Side.LOCAL), decide(Voice.FOLLOWER, here(OURS), new Remote.Unseen()));
    assertInstanceOf(PullDelete.class, decide(Voice.FOLLOWER, here(OURS), new Remote.Deleted()));
    assertEquals(new PushDelete(THEIRS), decide(Voice.FOLLOWER, new Local.Gone(), there(THEIRS)));
    assertInstanceOf(Forget.class, decide(Voice.FOLLOWER, new Local.Gone(), new Remote.Missing()));
  }

  @Test
  void a_choice_does_not_rewrite_either() {
    var state = State.of(Optional.of(BASE), here(OURS), there(THEIRS));
    var table = new Reconcile(Direction.BIDIRECTIONAL, Policy.ASK);
    assertEquals(new Rebase(THEIRS), table.resolve(state, Voice.GUEST, Whole.OURS));
    assertEquals(new PullUpdate(THEIRS, THEIRS), table.resolve(state, Voice.GUEST, Whole.THEIRS));
  }
}
