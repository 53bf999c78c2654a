package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.NormalForm;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.When;
import java.util.Optional;

/**
 * Whether an entry and an event that never met are the same work: same title, time and rule. What
 * only one of them says then counts as its edit, so that nothing is lost.
 */
final class SameWork {
  private SameWork() {}

  /** What both must have in common. */
  record Likeness(String title, When when, Optional<Recurrence> recurrence) {
    static Likeness of(EntryContent content) {
      EntryContent normal = NormalForm.of(content);
      return new Likeness(normal.title(), normal.when(), normal.recurrence());
    }
  }

  static boolean alike(EntryContent ours, EntryContent theirs) {
    return Likeness.of(ours).equals(Likeness.of(theirs));
  }

  /** A base of which both are descended. */
  static EntryContent base(EntryContent ours, EntryContent theirs) {
    return new EntryContent(
        theirs.title(),
        common(ours.notes(), theirs.notes()),
        common(ours.location(), theirs.location()),
        theirs.when(),
        ours.isPrivate() && theirs.isPrivate(),
        theirs.status(),
        theirs.recurrence(),
        theirs.exceptions());
  }

  private static String common(String ours, String theirs) {
    return ours.equals(theirs) ? ours : "";
  }
}
