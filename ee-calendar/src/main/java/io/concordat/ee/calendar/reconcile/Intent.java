package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;

/**
 * What we were about to do at the vendor, stored and committed just before the call and cleared
 * with its result. After a crash it tells our own write, whole or partial, from someone's edit.
 */
public sealed interface Intent {
  /** No write is open. */
  record None() implements Intent {}

  /** To make the remote copy say this; a creation when there is no base. */
  record Write(EntryContent content) implements Intent {}

  /** To delete the remote copy. */
  record Delete() implements Intent {}
}
