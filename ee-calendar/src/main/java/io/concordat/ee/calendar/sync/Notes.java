package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.reconcile.Fuse;
import java.util.List;

/** Listens to a run. */
interface Notes {
  Notes NONE = new Notes() {};

  /** Whether the run only shows what it would do: nothing is asked then, for nothing happens. */
  default boolean rehearsing() {
    return false;
  }

  /** What becomes of entries. */
  default void here(List<Noted> noted) {}

  /** What became of writes to the vendor. */
  default void there(Session session, List<Dispatch.Answer> answers) {}

  /** What a person would be asked about. */
  default void question(Fuse kind) {}
}
