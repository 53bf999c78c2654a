package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.spi.schedule.EntryContent;

/** One call to the vendor whose intent is stored, and the version of the entry it carries. */
sealed interface Todo {
  Mapping mapping();

  long version();

  record Create(Mapping mapping, long version, EntryContent content) implements Todo {}

  record Update(Mapping mapping, long version, EntryContent from, EntryContent to)
      implements Todo {}

  record Delete(Mapping mapping, long version, EntryContent from) implements Todo {}

  /** Nothing can be decided before it is read. */
  record Look(Mapping mapping, long version) implements Todo {}
}
