package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;

/**
 * What a decision does to either side.
 *
 * @param result what the changed sides say afterwards; empty if nothing is changed or left
 */
public record Consequence(Act here, Act there, Optional<EntryContent> result) {
  private static final Consequence NONE = new Consequence(Act.NONE, Act.NONE, Optional.empty());

  /** What happens to one side. */
  public enum Act {
    NONE,
    CREATE,
    UPDATE,
    DELETE
  }

  /** What this decision does to an entry that says this now, if it is there. */
  public static Consequence of(Decision decision, Optional<EntryContent> ours) {
    return switch (decision) {
      case Decision.Nothing() -> NONE;
      case Decision.Rebase(var base) -> NONE;
      case Decision.Look() -> NONE;
      case Decision.Held(var side) -> NONE;
      case Decision.Forget() -> NONE;
      case Decision.Conflict(var kind, var proposal) -> NONE;
      case Decision.PullCreate(var content) -> both(Act.CREATE, Act.NONE, content);
      case Decision.PullUpdate(var content, var base) -> both(ours, content, base);
      case Decision.Merge(var content, var base) -> both(ours, content, base);
      case Decision.PullDelete() -> new Consequence(Act.DELETE, Act.NONE, Optional.empty());
      case Decision.PushCreate(var content, var newKey) -> both(Act.NONE, Act.CREATE, content);
      case Decision.PushUpdate(var from, var to) -> both(Act.NONE, Act.UPDATE, to);
      case Decision.PushDelete(var base) -> new Consequence(Act.NONE, Act.DELETE, Optional.empty());
    };
  }

  private static Consequence both(
      Optional<EntryContent> ours, EntryContent content, EntryContent base) {
    boolean same = ours.filter(mine -> Fields.same(mine, content)).isPresent();
    return both(
        same ? Act.NONE : Act.UPDATE, Fields.same(content, base) ? Act.NONE : Act.UPDATE, content);
  }

  private static Consequence both(Act here, Act there, EntryContent result) {
    return new Consequence(here, there, Optional.of(result));
  }
}
