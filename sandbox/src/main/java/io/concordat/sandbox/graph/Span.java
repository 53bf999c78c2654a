package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** From when to when. The end may equal the start of a timed event. */
record Span(Moment start, Moment end, boolean allDay) {

  static Span read(ObjectNode json, boolean allDay) {
    Moment start = Moment.read(json.path("start"), "start");
    Moment end = Moment.read(json.path("end"), "end");
    return new Span(start, end, allDay).checked();
  }

  private Span checked() {
    if (end.instant().isBefore(start.instant())) {
      throw GraphError.of(
          400,
          "ErrorCalendarEndDateIsEarlierThanStartDate",
          "End date can't be earlier than start date.");
    }
    if (allDay) {
      checkDays();
    }
    return this;
  }

  private void checkDays() {
    boolean days = start.midnight() && end.midnight() && start.zone().equals(end.zone());
    if (!days || !end.wall().isAfter(start.wall())) {
      throw GraphError.of(
          400,
          "ErrorInvalidAllDayEvent",
          "An all-day event has its start and end at midnight of different days in one time zone.");
    }
  }

  /** The same span beginning on another day, at the same wall time in its zone. */
  Span on(LocalDate date) {
    Moment from = new Moment(date.atTime(start.wall().toLocalTime()), start.zone());
    if (allDay) {
      long days = ChronoUnit.DAYS.between(start.date(), end.date());
      return new Span(from, new Moment(from.wall().plusDays(days), end.zone()), true);
    }
    return new Span(from, endAfter(from), false);
  }

  /**
   * Events keep their wall length where both ends are in one zone, and their real one else; also
   * where a start that a clock change moved would come after the end.
   */
  private Moment endAfter(Moment from) {
    LocalDateTime wall = from.wall().plus(Duration.between(start.wall(), end.wall()));
    Moment onTheWall = new Moment(wall, end.zone());
    if (start.zone().equals(end.zone()) && !onTheWall.instant().isBefore(from.instant())) {
      return onTheWall;
    }
    Duration length = Duration.between(start.instant(), end.instant());
    return Moment.of(from.instant().plus(length), end.zone());
  }

  /** Both ends in another zone; days stay days. */
  Span in(Zone zone) {
    return allDay || start.zone().equals(zone)
        ? this
        : new Span(start.in(zone), end.in(zone), false);
  }

  boolean touches(Window window) {
    Instant from = start.instant();
    Instant to = end.instant();
    boolean point = from.equals(to) && !from.isBefore(window.from());
    return from.isBefore(window.to()) && (to.isAfter(window.from()) || point);
  }

  /** What a view asks for. */
  record Window(Instant from, Instant to) {
    static final int MOST_DAYS = 1825;

    Window {
      if (!to.isAfter(from)) {
        throw GraphError.of(
            400, "ErrorInvalidParameter", "endDateTime must be after startDateTime.");
      }
    }

    long days() {
      return Duration.between(from, to).toDays();
    }
  }
}
