package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.PullCreate;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.spi.schedule.EntryContent;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** The real decision, and what others have got wrong about it. Kept to prove the machine sees. */
enum Engine {
  RIGHT,
  /** What is not in a listing of everything counts as deleted. */
  ABSENCE_IS_DELETION,
  /** Silence counts as deleted as soon as there was an agreement. */
  SILENCE_IS_DELETION,
  /** The cursor is stored before the page's effects. */
  CURSOR_FIRST,
  /** Whatever has a newer revision was edited: with a local edit beside it, a conflict. */
  CLOCK_CONFLICT,
  /** Whatever is listed is written, our own echo included. */
  ECHO_IS_EDIT,
  /** Both edited: ours goes out whole. */
  OURS_WINS,
  /** Both edited: theirs comes in whole. */
  THEIRS_WINS,
  /** Nothing is stored before a vendor write. */
  NO_INTENT,
  /** What is gone here and still listed there is created again. */
  RESURRECT,
  /** A delete beats an edit. */
  DELETE_WINS,
  /** Occurrences are not pushed. */
  DROP_SLOTS,
  /** The same edit on both sides is a conflict. */
  EQUAL_EDITS_CONFLICT,
  /** Writes carry no revision. */
  NO_PRECONDITION,
  /** A rule change and an occurrence change are taken for independent. */
  SLOTS_IGNORE_RULES;

  Decision decide(State state, Policy policy, boolean listed) {
    var right = new Reconcile(Direction.BIDIRECTIONAL, policy).decide(state);
    return switch (this) {
      case RIGHT, ABSENCE_IS_DELETION, CURSOR_FIRST, NO_INTENT, NO_PRECONDITION -> right;
      case SILENCE_IS_DELETION ->
          state.remote() instanceof Remote.Unseen && state.base().isPresent()
              ? new PullDelete()
              : right;
      case CLOCK_CONFLICT ->
          listed && right instanceof PushUpdate
              ? new Conflict(Kind.BOTH_EDITED, Optional.empty())
              : right;
      case ECHO_IS_EDIT -> echo(state, listed, right);
      case OURS_WINS -> bothWin(state, right, true);
      case THEIRS_WINS -> bothWin(state, right, false);
      case RESURRECT -> resurrect(state, listed, right);
      case DELETE_WINS -> deleteWins(state, right);
      case DROP_SLOTS -> dropSlots(right);
      case EQUAL_EDITS_CONFLICT -> equalConflict(state, right);
      case SLOTS_IGNORE_RULES -> ignoreRules(state, right);
    };
  }

  private static Decision echo(State state, boolean listed, Decision right) {
    return listed
            && right instanceof Decision.Nothing
            && state.remote() instanceof Remote.Present(var theirs)
        ? new PullUpdate(theirs, theirs)
        : right;
  }

  private static Decision bothWin(State state, Decision right, boolean ours) {
    boolean both =
        right instanceof Merge
            || (right instanceof Conflict conflict && conflict.kind() == Kind.BOTH_EDITED);
    if (both
        && state.local() instanceof Local.Present(var mine)
        && state.remote() instanceof Remote.Present(var theirs)) {
      return ours ? new PushUpdate(theirs, mine) : new PullUpdate(theirs, theirs);
    }
    return right;
  }

  private static Decision resurrect(State state, boolean listed, Decision right) {
    return listed
            && right instanceof PushDelete
            && state.remote() instanceof Remote.Present(var theirs)
        ? new PullCreate(theirs)
        : right;
  }

  private static Decision deleteWins(State state, Decision right) {
    if (right instanceof Conflict(var kind, var proposal)) {
      return switch (kind) {
        case BOTH_EDITED -> right;
        case LOCAL_DELETED_REMOTE_EDITED ->
            state.remote() instanceof Remote.Present(var theirs) ? new PushDelete(theirs) : right;
        case LOCAL_EDITED_REMOTE_DELETED -> new PullDelete();
      };
    }
    return right;
  }

  private static Decision dropSlots(Decision right) {
    if (right instanceof PushUpdate(var from, var to) && from.isSeries() && to.isSeries()) {
      var slots = new TreeMap<>(from.exceptions());
      var less =
          new EntryContent(
              to.title(),
              to.notes(),
              to.location(),
              to.when(),
              to.isPrivate(),
              to.status(),
              to.recurrence(),
              slots);
      return Fields.same(from, less) ? new Decision.Rebase(to) : new PushUpdate(from, less);
    }
    return right;
  }

  private static Decision equalConflict(State state, Decision right) {
    boolean equal =
        state.local() instanceof Local.Present(var mine)
            && state.remote() instanceof Remote.Present(var theirs)
            && state.base().filter(base -> !Fields.same(base, mine)).isPresent()
            && Fields.same(mine, theirs);
    return equal ? new Conflict(Kind.BOTH_EDITED, Optional.empty()) : right;
  }

  private static Decision ignoreRules(State state, Decision right) {
    if (right instanceof Conflict(var kind, var proposal)
        && kind == Kind.BOTH_EDITED
        && state.base().isPresent()
        && state.local() instanceof Local.Present(var mine)
        && state.remote() instanceof Remote.Present(var theirs)) {
      var base = state.base().get();
      var fields = Fields.changed(base, theirs);
      return Collections.disjoint(fields, Fields.changed(base, mine))
          ? new Merge(Fields.carry(mine, theirs, fields), theirs)
          : right;
    }
    return right;
  }
}
