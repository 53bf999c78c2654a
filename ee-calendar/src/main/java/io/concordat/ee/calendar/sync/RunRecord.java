package io.concordat.ee.calendar.sync;

import java.util.Optional;
import java.util.UUID;

/**
 * The row under which a run is shown.
 *
 * @param stored whether people can see it already; an idle poll never gets a row
 * @param before what it did before it rested or was cut off, if it goes on now
 */
record RunRecord(
    UUID id,
    UUID provider,
    String cause,
    boolean complete,
    boolean stored,
    Optional<Counts> before) {
  RunRecord(UUID id, UUID provider, String cause, boolean complete, boolean stored) {
    this(id, provider, cause, complete, stored, Optional.empty());
  }

  boolean begins() {
    return stored && before.isEmpty();
  }
}
