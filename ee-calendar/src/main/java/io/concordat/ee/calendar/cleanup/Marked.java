package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;
import java.util.UUID;

/**
 * An event that bears our mark.
 *
 * @param mapping the event's own, if it has one
 * @param edited it says something else than what was agreed on
 */
record Marked(Copy copy, Kind kind, Optional<Mapping> mapping, boolean edited) {
  /** What the mark is worth. */
  enum Kind {
    OURS,
    UNKNOWN,
    COPY
  }

  String id() {
    return copy.parts().id();
  }

  EntryContent content() {
    return copy.content();
  }

  boolean guests() {
    return copy.parts().guests();
  }

  Optional<UUID> mappingId() {
    return mapping.map(Mapping::id);
  }

  /** Why it stays; empty: it goes. */
  Optional<Stays> stays(Choices choices) {
    return switch (kind) {
      case COPY -> Optional.of(Stays.COPY);
      case UNKNOWN -> choices.unknown() ? touched(choices) : Optional.of(Stays.UNKNOWN);
      case OURS -> touched(choices);
    };
  }

  private Optional<Stays> touched(Choices choices) {
    if (guests() && !choices.guests()) {
      return Optional.of(Stays.GUESTS);
    }
    return edited && !choices.edited() ? Optional.of(Stays.EDITED) : Optional.empty();
  }
}
