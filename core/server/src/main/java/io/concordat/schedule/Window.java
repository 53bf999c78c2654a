package io.concordat.schedule;

import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

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

  /** The part of it in which something starts that comes after the one and not after the other. */
  public Window between(Optional<Instant> after, Optional<Instant> last) {
    Instant start = after.filter(from::isBefore).orElse(from);
    Instant end = last.map(instant -> instant.plusSeconds(1)).filter(to::isAfter).orElse(to);
    LocalDate first = after.map(Window::day).filter(firstDay::isBefore).orElse(firstDay);
    LocalDate beyond = last.map(instant -> day(instant).plusDays(1)).orElse(dayAfter);
    return new Window(start, end, first, beyond.isBefore(dayAfter) ? beyond : dayAfter);
  }

  /** Days of entries are ordered as days of UTC. */
  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

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
