package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Choice.ByField;
import io.concordat.ee.calendar.reconcile.Choice.Whole;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.PullCreate;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushCreate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.spi.schedule.EntryContent;
import java.util.Set;

/**
 * What a choice does to both sides. Where the direction forbids the write that the choice would
 * need, the sides stay different and the base moves on, so that the conflict is over.
 */
final class Resolution {
  private Resolution() {}

  static Decision of(Kind kind, Choice choice, Direction direction, State state) {
    return switch (choice) {
      case Whole side -> of(kind, side, direction, state);
      case ByField(var fields) -> byField(kind, fields, direction, state);
    };
  }

  private static Decision of(Kind kind, Whole side, Direction direction, State state) {
    return switch (kind) {
      case BOTH_EDITED -> bothEdited(side, direction, ours(state), theirs(state));
      case LOCAL_EDITED_REMOTE_DELETED -> theyDeleted(side, direction, ours(state));
      case LOCAL_DELETED_REMOTE_EDITED -> weDeleted(side, direction, theirs(state));
    };
  }

  private static Decision byField(Kind kind, Set<Field> fields, Direction direction, State state) {
    if (kind != Kind.BOTH_EDITED || direction != Direction.BIDIRECTIONAL) {
      throw new IllegalArgumentException("only two edits can be chosen field by field");
    }
    var merged = Fields.carry(ours(state), theirs(state), fields);
    return Fields.same(merged, ours(state))
        ? new PushUpdate(theirs(state), ours(state))
        : new Merge(merged, theirs(state));
  }

  private static Decision bothEdited(
      Whole side, Direction direction, EntryContent ours, EntryContent theirs) {
    return switch (side) {
      case OURS ->
          direction == Direction.FROM_EXTERNAL ? new Rebase(theirs) : new PushUpdate(theirs, ours);
      case THEIRS ->
          direction == Direction.TO_EXTERNAL
              ? new Rebase(ours)
              : new PullUpdate(Fields.carry(ours, theirs, Fields.changed(ours, theirs)), theirs);
    };
  }

  private static Decision theyDeleted(Whole side, Direction direction, EntryContent ours) {
    return switch (side) {
      case OURS -> direction == Direction.FROM_EXTERNAL ? new Forget() : new PushCreate(ours, true);
      case THEIRS -> direction == Direction.TO_EXTERNAL ? new Rebase(ours) : new PullDelete();
    };
  }

  private static Decision weDeleted(Whole side, Direction direction, EntryContent theirs) {
    return switch (side) {
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
