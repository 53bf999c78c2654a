package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.spi.schedule.EntryContent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The cell in which both sides edited. A field that both changed to the same is no difference. */
record BothEdited(
    Direction direction,
    Policy policy,
    EntryContent base,
    EntryContent ours,
    EntryContent theirs,
    Set<Field> weChanged,
    Set<Field> theyChanged) {

  Decision decide() {
    var open = Fields.changed(ours, theirs);
    var weOpen = both(weChanged, open);
    var theyOpen = both(theyChanged, open);
    if (weOpen.isEmpty() && theyOpen.isEmpty()) {
      return new Rebase(theirs);
    }
    if (overlap(weOpen, theyOpen)) {
      return new Conflict(Kind.BOTH_EDITED, Optional.empty());
    }
    if (theyOpen.isEmpty()) {
      return onlyOurs();
    }
    return weOpen.isEmpty() ? onlyTheirs(theyOpen) : disjoint(theyOpen);
  }

  /**
   * A slot that looks alike counts as well: the one side may have restored it, the other may have
   * taken its rule away.
   */
  private boolean overlap(Set<Field> weOpen, Set<Field> theyOpen) {
    return Fields.overlap(weOpen, theyOpen)
        || Fields.overlap(slots(weChanged), theyOpen)
        || Fields.overlap(weOpen, slots(theyChanged));
  }

  /** Whatever they changed we have as well. */
  private Decision onlyOurs() {
    return direction == Direction.FROM_EXTERNAL ? new Rebase(theirs) : new PushUpdate(theirs, ours);
  }

  /** Whatever we changed they have as well. */
  private Decision onlyTheirs(Set<Field> theyOpen) {
    return direction == Direction.TO_EXTERNAL
        ? new Rebase(ours)
        : new PullUpdate(Fields.carry(ours, theirs, theyOpen), theirs);
  }

  private Decision disjoint(Set<Field> theyOpen) {
    var merged = Fields.carry(ours, theirs, theyOpen);
    return switch (direction) {
      case TO_EXTERNAL -> new PushUpdate(base, ours);
      case FROM_EXTERNAL -> new PullUpdate(merged, theirs);
      case BIDIRECTIONAL ->
          switch (policy) {
            case ASK -> new Conflict(Kind.BOTH_EDITED, Optional.of(merged));
            case MERGE_DISJOINT -> new Merge(merged, theirs);
          };
    };
  }

  private static Set<Field> slots(Set<Field> fields) {
    return fields.stream()
        .filter(Field.Slot.class::isInstance)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Field> both(Set<Field> a, Set<Field> b) {
    var both = new HashSet<>(a);
    both.retainAll(b);
    return both;
  }
}
