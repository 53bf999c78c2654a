package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Held;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.Look;
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
import java.util.Optional;

/**
 * The one table of the whole sync: what each side did since the base, and what follows. Our own
 * write comes back equal to the base (or to the intent, after a crash), so there is no such thing
 * as an echo here. The same state always gives the same decision.
 *
 * @param slotsFollow the vendor drops a series' exceptions with its old rule; they are written
 *     after it, one by one
 */
public record Reconcile(Direction direction, Policy policy, boolean slotsFollow) {
  /** Of a vendor that keeps exceptions. */
  public Reconcile(Direction direction, Policy policy) {
    this(direction, policy, false);
  }

  /** What to do now. */
  public Decision decide(State state) {
    return switch (Settled.of(state, slotsFollow)) {
      case Settled.Look() -> new Look();
      case Settled.Deleted() -> deletedByUs(state.local());
      case Settled.Against(var base) -> against(base, state);
      case Settled.Mixed(), Settled.NoBase() -> withoutBase(state);
    };
  }

  /** What to do now about a copy that may say this much. */
  public Decision decide(State state, Voice voice) {
    return switch (voice) {
      case OWN -> decide(state);
      case GUEST -> new Guests(this).speaking(state);
      case FOLLOWER -> new Guests(this).following(state);
    };
  }

  /** What a person's choice means now; a conflict that has gone meanwhile is decided as usual. */
  public Decision resolve(State state, Choice choice) {
    return resolve(state, Voice.OWN, choice);
  }

  public Decision resolve(State state, Voice voice, Choice choice) {
    var decision = decide(state, voice);
    var table = voice == Voice.OWN ? this : Guests.listening(this);
    return decision instanceof Conflict conflict
        ? Resolution.of(conflict.kind(), choice, table.direction(), state)
        : decision;
  }

  /** Our delete reached the vendor, as far as anybody can tell. */
  private Decision deletedByUs(Local local) {
    return local instanceof Local.Present(var content) ? create(content, true) : new Forget();
  }

  private Decision withoutBase(State state) {
    return switch (state.remote()) {
      case Remote.Present(var theirs) -> adopt(state.local(), theirs);
      case Remote.Deleted() -> firstPush(state.local(), true);
      case Remote.Missing(), Remote.Unseen() -> firstPush(state.local(), false);
    };
  }

  private Decision adopt(Local local, EntryContent theirs) {
    return switch (local) {
      case Local.Present(var ours) ->
          Fields.same(ours, theirs)
              ? new Rebase(theirs)
              : new Conflict(Kind.BOTH_EDITED, Optional.empty());
      case Local.Gone() -> new Conflict(Kind.LOCAL_DELETED_REMOTE_EDITED, Optional.empty());
      case Local.Never() ->
          direction == Direction.TO_EXTERNAL ? new Held(Side.REMOTE) : new PullCreate(theirs);
    };
  }

  private Decision firstPush(Local local, boolean newKey) {
    return switch (local) {
      case Local.Present(var ours) -> create(ours, newKey);
      case Local.Gone(), Local.Never() -> new Forget();
    };
  }

  private Decision create(EntryContent content, boolean newKey) {
    return direction == Direction.FROM_EXTERNAL
        ? new Held(Side.LOCAL)
        : new PushCreate(content, newKey);
  }

  /** The nine cells. */
  private Decision against(EntryContent base, State state) {
    var ours = Change.of(base, state.local());
    var theirs = Change.of(base, state.remote());
    return switch (ours) {
      case Change.Same(var l) ->
          switch (theirs) {
            case Change.Same(var r) -> settled(base, state);
            case Change.Edited(var r, var fields) -> theyEdited(l, r, base);
            case Change.Deleted() -> theyDeleted();
          };
      case Change.Edited(var l, var fields) ->
          switch (theirs) {
            case Change.Same(var r) -> weEdited(r, l);
            case Change.Edited(var r, var others) ->
                new BothEdited(direction, policy, base, l, r).decide();
            case Change.Deleted() ->
                new Conflict(Kind.LOCAL_EDITED_REMOTE_DELETED, Optional.empty());
          };
      case Change.Deleted() ->
          switch (theirs) {
            case Change.Same(var r) -> weDeleted(r);
            case Change.Edited(var r, var fields) -> weDeletedTheyEdited();
            case Change.Deleted() -> new Forget();
          };
    };
  }

  private static Decision settled(EntryContent base, State state) {
    boolean stored = state.base().filter(base::equals).isPresent();
    return stored ? new Nothing() : new Rebase(base);
  }

  private Decision theyEdited(EntryContent ours, EntryContent theirs, EntryContent base) {
    return direction == Direction.TO_EXTERNAL
        ? new Held(Side.REMOTE)
        : new PullUpdate(Fields.carry(ours, theirs, Fields.changed(base, theirs)), theirs);
  }

  private Decision theyDeleted() {
    return direction == Direction.TO_EXTERNAL ? new Held(Side.REMOTE) : new PullDelete();
  }

  private Decision weEdited(EntryContent theirs, EntryContent ours) {
    return direction == Direction.FROM_EXTERNAL
        ? new Held(Side.LOCAL)
        : new PushUpdate(theirs, ours);
  }

  private Decision weDeleted(EntryContent theirs) {
    return direction == Direction.FROM_EXTERNAL ? new Held(Side.LOCAL) : new PushDelete(theirs);
  }

  private Decision weDeletedTheyEdited() {
    return direction == Direction.FROM_EXTERNAL
        ? new Held(Side.LOCAL)
        : new Conflict(Kind.LOCAL_DELETED_REMOTE_EDITED, Optional.empty());
  }
}
