package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;

/**
 * What we were about to do at the vendor, stored and committed just before the call and cleared
 * with its result. After a crash it tells our own write, whole or partial, from someone's edit.
 *
 * <p>What was seen of the remote copy before the intent was stored counts no longer: the same
 * statement that stores an intent forgets it, so that the state says {@link Remote.Unseen} until
 * the item has been listed or read again. While a write is open, nothing can tell its undoing to
 * the letter from a write that never came through, nor the very same edit by somebody else from our
 * own.
 */
public sealed interface Intent {
  /** No write is open. */
  record None() implements Intent {}

  /** To make the remote copy say this; a creation when there is no base. */
  record Write(EntryContent content) implements Intent {}

  /** To delete the remote copy. */
  record Delete() implements Intent {}
}
