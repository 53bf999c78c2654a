package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From when to when an entry reaches, as instants; dates count as days of UTC. Of a series: its
 * earliest start and its last end, which is empty for endless ones.
 */
record Span(Instant start, Optional<Instant> end) {
  /** A series with more slots than this is as good as endless. */
  private static final int MOST = 20_000;

  static Span of(EntryContent content) {
    Instant start = start(content.when());
    Instant end = end(content.when());
    if (!content.isSeries()) {
      return new Span(start, Optional.of(end));
    }
    Instant earliest = moved(content).map(Span::start).reduce(start, Span::earlier);
    return new Span(
        earliest,
        lastEnd(content, end).map(last -> moved(content).map(Span::end).reduce(last, Span::later)));
  }

  static Instant start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> midnight(start);
      case When.Timed timed -> timed.start().toInstant();
    };
  }

  static Instant end(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> midnight(end);
      case When.Timed timed -> timed.end().toInstant();
    };
  }

  private static Optional<Instant> lastEnd(EntryContent series, Instant first) {
    if (Slots.endless(series)) {
      return Optional.empty();
    }
    Optional<RecurrenceId> last = Optional.empty();
    Slots slots = Slots.of(series);
    for (int n = 0; slots.hasNext(); n++) {
      if (n == MOST) {
        return Optional.empty();
      }
      last = Optional.of(slots.next());
    }
    return Optional.of(last.map(slot -> later(first, end(Slots.at(series, slot)))).orElse(first));
  }

  private static Stream<When> moved(EntryContent series) {
    return series.exceptions().values().stream()
        .flatMap(
            occurrence ->
                switch (occurrence) {
                  case Occurrence.Cancelled cancelled -> Stream.of();
                  case Occurrence.Changed changed -> Stream.of(changed.when());
                });
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
