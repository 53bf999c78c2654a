package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;

/**
 * What to do about one mapping. A pull applies everything but the three pushes, in one transaction
 * with its cursor, and leaves those to the push, which decides again. Every decision but {@link
 * Look}, {@link Conflict}, {@link Held} and the pushes clears the intent; a push replaces it.
 */
public sealed interface Decision {
  /** In agreement, and the stored base says so. */
  record Nothing() implements Decision {}

  /** Nothing to carry; the stored base becomes this. */
  record Rebase(EntryContent base) implements Decision {}

  /** Nothing can be decided before the remote item has been read directly. */
  record Look() implements Decision {}

  /**
   * A new entry. When a local one is gone because its user was unassigned, it is assigned again and
   * updated; a tombstone never lives again, a new entry takes its place.
   */
  record PullCreate(EntryContent content) implements Decision {}

  /**
   * The entry becomes {@code content}, the base becomes {@code base}. If they differ, the entry
   * still has changes of its own, which the push carries.
   */
  record PullUpdate(EntryContent content, EntryContent base) implements Decision {}

  /** Both changed different fields: like {@link PullUpdate}, and the push carries the rest. */
  record Merge(EntryContent content, EntryContent base) implements Decision {}

  /** The entry goes, or only its user's assignment; the mapping goes with it. */
  record PullDelete() implements Decision {}

  /**
   * Create the remote copy. Store {@code content} as intent first; done: it is the base.
   *
   * @param newKey the mapping's key is used up by an item that was deleted: take a new one
   */
  record PushCreate(EntryContent content, boolean newKey) implements Decision {}

  /**
   * Patch what differs. Store {@code from} as base and {@code to} as intent first; done: {@code to}
   * is the base.
   */
  record PushUpdate(EntryContent from, EntryContent to) implements Decision {}

  /**
   * Delete the remote copy. Store {@code base} as base and {@link Intent.Delete} as intent first;
   * done or already gone: forget the mapping.
   */
  record PushDelete(EntryContent base) implements Decision {}

  /** Both sides are gone: the mapping goes. */
  record Forget() implements Decision {}

  /** The change of this side stays there, because the direction does not carry it. */
  record Held(Side side) implements Decision {}

  /**
   * Neither side is overwritten until a person chooses.
   *
   * @param proposal a merge of both, when the changed fields do not overlap
   */
  record Conflict(Kind kind, Optional<EntryContent> proposal) implements Decision {}

  /** Whose change. */
  enum Side {
    LOCAL,
    REMOTE
  }

  /** What met what. */
  enum Kind {
    BOTH_EDITED,
    LOCAL_DELETED_REMOTE_EDITED,
    LOCAL_EDITED_REMOTE_DELETED
  }
}
