package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import java.util.Set;

/** How a person resolves a conflict. */
public sealed interface Choice {
  /** One side as it is. */
  enum Whole implements Choice {
    OURS,
    THEIRS
  }

  /**
   * Ours, but these fields as they have them. Only where both sides edited and both may be written.
   */
  record ByField(Set<Field> theirs) implements Choice {
    public ByField {
      theirs = Set.copyOf(theirs);
    }
  }
}
