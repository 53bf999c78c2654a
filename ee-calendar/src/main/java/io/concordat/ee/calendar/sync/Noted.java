package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;

/**
 * What effects do to one entry.
 *
 * @param content as it becomes, or was
 */
record Noted(Verb verb, Mapping mapping, Optional<EntryContent> content) {
  /** What happens. */
  enum Verb {
    CREATE,
    UPDATE,
    DELETE,
    CONFLICT,
    /** A write that would mail guests waits for a person. */
    HOLD
  }

  static Noted of(Verb verb, Mapping mapping, EntryContent content) {
    return new Noted(verb, mapping, Optional.of(content));
  }
}
