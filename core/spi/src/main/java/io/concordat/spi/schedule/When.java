package io.concordat.spi.schedule;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** The time of an entry: dates, or wall time in an IANA zone. Never both, never a bare instant. */
public sealed interface When {
  /**
   * Whole days; no zone has a say.
   *
   * @param end exclusive, at least one day after the start
   */
  record AllDay(LocalDate start, LocalDate end) implements When {
    public AllDay {
      if (!end.isAfter(start)) {
        throw new InvalidContent("end", "an all-day entry ends at least one day after it starts");
      }
    }
  }

  /**
   * Wall time in a zone, to the second. The end is kept in the start's zone. An offset inside a
   * clock change's overlap is kept; a time inside a gap is moved behind it (RFC 5545 §3.3.5).
   */
  record Timed(ZonedDateTime start, ZonedDateTime end) implements When {
    public Timed {
      start = start.truncatedTo(ChronoUnit.SECONDS);
      end = end.withZoneSameInstant(start.getZone()).truncatedTo(ChronoUnit.SECONDS);
      if (start.getZone() instanceof ZoneOffset offset && !offset.equals(ZoneOffset.UTC)) {
        throw new InvalidContent("timeZone", "a zone name is needed, not an offset");
      }
      if (end.isBefore(start)) {
        throw new InvalidContent("end", "the entry ends before it starts");
      }
    }

    public ZoneId zone() {
      return start.getZone();
    }
  }
}
