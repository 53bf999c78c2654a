package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Held;
import io.concordat.ee.calendar.reconcile.Decision.Nothing;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushCreate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.ee.calendar.reconcile.Decision.Side;
import io.concordat.spi.schedule.EntryContent;

/**
 * Copies of somebody else's meeting. The organizer's vendor keeps them up to date, so a write of
 * ours would be undone by it, or sent back and forth: they are removed, but never rewritten.
 */
record Guests(Reconcile table) {

  /** The table for what is not written. */
  static Reconcile listening(Reconcile table) {
    return table.direction() == Direction.TO_EXTERNAL
        ? table
        : new Reconcile(Direction.FROM_EXTERNAL, table.policy(), table.slotsFollow());
  }

  Decision speaking(State state) {
    return switch (state.local()) {
      case Local.Gone() -> table.decide(state);
      case Local.Present present -> unwritten(listening(table).decide(state));
      case Local.Never() -> unwritten(listening(table).decide(state));
    };
  }

  /** What it shows is what it last agreed on; it may be older than what the entry says already. */
  Decision following(State state) {
    return switch (state.remote()) {
      case Remote.Present(var theirs) -> shows(theirs, state);
      case Remote.Deleted(), Remote.Missing() -> gone(state.local());
      case Remote.Unseen() -> unwritten(table.decide(state));
    };
  }

  private Decision shows(EntryContent theirs, State state) {
    return switch (state.local()) {
      case Local.Present(var ours) ->
          Fields.same(ours, theirs) ? same(theirs, state) : theirsStay();
      case Local.Gone() ->
          table.direction() == Direction.FROM_EXTERNAL
              ? new Held(Side.LOCAL)
              : new PushDelete(theirs);
      case Local.Never() -> table.decide(state);
    };
  }

  private static Decision same(EntryContent theirs, State state) {
    boolean stored = state.base().filter(theirs::equals).isPresent();
    return stored && state.intent() instanceof Intent.None ? new Nothing() : new Rebase(theirs);
  }

  private static Decision theirsStay() {
    return new Held(Side.REMOTE);
  }

  private Decision gone(Local local) {
    return switch (local) {
      case Local.Present present ->
          table.direction() == Direction.TO_EXTERNAL ? theirsStay() : new PullDelete();
      case Local.Gone(), Local.Never() -> new Forget();
    };
  }

  private static Decision unwritten(Decision decision) {
    return decision instanceof PushUpdate || decision instanceof PushCreate
        ? new Held(Side.LOCAL)
        : decision;
  }
}
