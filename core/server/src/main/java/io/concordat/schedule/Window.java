package io.concordat.schedule;

import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What a list is asked for. All-day entries are compared by the dates that the caller sees at his
 * offset, timed ones by instants; ends are exclusive.
 */
public record Window(Instant from, Instant to, LocalDate firstDay, LocalDate dayAfter) {
  public static Window of(OffsetDateTime from, OffsetDateTime to) {
    LocalDate last = to.toLocalDate();
    boolean midnight = to.toLocalTime().toSecondOfDay() == 0 && to.getNano() == 0;
    return new Window(
        from.toInstant(), to.toInstant(), from.toLocalDate(), midnight ? last : last.plusDays(1));
  }

  static final Window EVERYTHING =
      of(
          OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
          OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC));

  boolean overlaps(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> end.isAfter(firstDay) && start.isBefore(dayAfter);
      case When.Timed timed -> overlaps(timed.start().toInstant(), timed.end().toInstant());
    };
  }

  private boolean overlaps(Instant start, Instant end) {
    return start.isBefore(to) && (end.isAfter(from) || !start.isBefore(from));
  }
}
