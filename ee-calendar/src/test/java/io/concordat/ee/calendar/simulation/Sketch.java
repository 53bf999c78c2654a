package io.concordat.ee.calendar.simulation;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Something new.
 *
 * @param start a wall of Berlin; midnight for whole days
 * @param weeks of a series: how often
 */
record Sketch(
    String title, boolean allDay, LocalDateTime start, boolean hidden, Optional<Integer> weeks) {
  static final int MINUTES = 30;
  static final int DAYS = 2;

  Optional<String> rule() {
    return weeks.map(count -> "FREQ=WEEKLY;COUNT=" + count);
  }

  LocalDate day() {
    return start.toLocalDate();
  }

  /** What somebody wants to be different. */
  sealed interface Edit {
    record Title(String text) implements Edit {}

    record Notes(String text) implements Edit {}

    record Place(String text) implements Edit {}

    /** Begins then, and takes as long as before. */
    record Start(LocalDateTime wall) implements Edit {}

    record Hide() implements Edit {}
  }
}
