package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.ee.calendar.reconcile.ThreeWay.By;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.spi.schedule.EntryContent;
import java.util.List;
import java.util.Optional;

/** The cell in which both sides edited. A field that both changed to the same is no difference. */
record BothEdited(
    Direction direction, Policy policy, EntryContent base, EntryContent ours, EntryContent theirs) {

  Decision decide() {
    var strands = new ThreeWay(Optional.of(base), ours, theirs).strands();
    if (strands.isEmpty()) {
      return new Rebase(theirs);
    }
    if (strands.stream().anyMatch(strand -> strand.by() == By.BOTH)) {
      return new Conflict(Kind.BOTH_EDITED, Optional.empty());
    }
    var theirsOnly = strands.stream().filter(strand -> strand.by() == By.THEIRS).toList();
    if (theirsOnly.isEmpty()) {
      return onlyOurs();
    }
    return theirsOnly.size() == strands.size() ? onlyTheirs() : disjoint(theirsOnly);
  }

  /** Whatever they changed we have as well. */
  private Decision onlyOurs() {
    return direction == Direction.FROM_EXTERNAL ? new Rebase(theirs) : new PushUpdate(theirs, ours);
  }

  /** Whatever we changed they have as well. */
  private Decision onlyTheirs() {
    return direction == Direction.TO_EXTERNAL
        ? new Rebase(ours)
        : new PullUpdate(Fields.carry(ours, theirs, Fields.changed(ours, theirs)), theirs);
  }

  private Decision disjoint(List<Strand> theirsOnly) {
    var way = new ThreeWay(Optional.of(base), ours, theirs);
    return switch (direction) {
      case TO_EXTERNAL -> new PushUpdate(base, ours);
      case FROM_EXTERNAL -> new PullUpdate(way.theirsIn(theirsOnly), theirs);
      case BIDIRECTIONAL -> merge(way.merged());
    };
  }

  private Decision merge(Optional<EntryContent> merged) {
    return switch (policy) {
      case ASK -> new Conflict(Kind.BOTH_EDITED, merged);
      case MERGE_DISJOINT ->
          merged
              .<Decision>map(content -> new Merge(content, theirs))
              .orElseGet(() -> new Conflict(Kind.BOTH_EDITED, Optional.empty()));
    };
  }
}
