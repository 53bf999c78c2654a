package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.PullCreate;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushCreate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.spi.schedule.EntryContent;

/**
 * What a choice does to both sides. Where the direction forbids the write that the choice would
 * need, the sides stay different and the base moves on, so that the conflict is over.
 */
final class Resolution {
  private Resolution() {}

  static Decision of(Kind kind, Choice choice, Direction direction, State state) {
    return switch (kind) {
      case BOTH_EDITED -> bothEdited(choice, direction, ours(state), theirs(state));
      case LOCAL_EDITED_REMOTE_DELETED -> theyDeleted(choice, direction, ours(state));
      case LOCAL_DELETED_REMOTE_EDITED -> weDeleted(choice, direction, theirs(state));
    };
  }

  private static Decision bothEdited(
      Choice choice, Direction direction, EntryContent ours, EntryContent theirs) {
    return switch (choice) {
      case OURS ->
          direction == Direction.FROM_EXTERNAL ? new Rebase(theirs) : new PushUpdate(theirs, ours);
      case THEIRS ->
          direction == Direction.TO_EXTERNAL
              ? new Rebase(ours)
              : new PullUpdate(Fields.carry(ours, theirs, Fields.changed(ours, theirs)), theirs);
    };
  }

  private static Decision theyDeleted(Choice choice, Direction direction, EntryContent ours) {
    return switch (choice) {
      case OURS -> direction == Direction.FROM_EXTERNAL ? new Forget() : new PushCreate(ours, true);
      case THEIRS -> direction == Direction.TO_EXTERNAL ? new Rebase(ours) : new PullDelete();
    };
  }

  private static Decision weDeleted(Choice choice, Direction direction, EntryContent theirs) {
    return switch (choice) {
      case OURS -> new PushDelete(theirs);
      case THEIRS -> direction == Direction.TO_EXTERNAL ? new Forget() : new PullCreate(theirs);
    };
  }

  private static EntryContent ours(State state) {
    return switch (state.local()) {
      case Local.Present(var content) -> content;
      case Local.Gone(), Local.Never() -> throw new IllegalStateException("no local content");
    };
  }

  private static EntryContent theirs(State state) {
    return switch (state.remote()) {
      case Remote.Present(var content) -> content;
      case Remote.Deleted(), Remote.Missing(), Remote.Unseen() ->
          throw new IllegalStateException("no remote content");
    };
  }
}
