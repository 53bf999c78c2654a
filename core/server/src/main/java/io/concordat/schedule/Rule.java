package io.concordat.schedule;

import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * One RRULE on the wall clock of its series. An UNTIL in UTC is compared as wall time in the
 * series' zone; a bare date lets the whole day in.
 */
final class Rule {
  private static final DateTimeFormatter UTC_STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final String text;
  private final RecurrenceRule parsed;

  private Rule(String text, RecurrenceRule parsed) {
    this.text = text;
    this.parsed = parsed;
  }

  /** Empty when nobody can read it: vendors do send such rules. */
  static Optional<Rule> read(String text) {
    try {
      return Optional.of(new Rule(text, new RecurrenceRule(text, RfcMode.RFC5545_LAX)));
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean endless() {
    return parsed.isInfinite();
  }

  Optional<Integer> count() {
    return Optional.ofNullable(parsed.getCount());
  }

  /** Its slots at or after {@code from}, on the wall clock, in order. */
  Iterator<LocalDateTime> walls(When first, LocalDateTime from) {
    try {
      RecurrenceRule rule = onWallClock(first);
      DateTime start = dateTime(RecurrenceId.of(first).wall(), first instanceof When.AllDay);
      Integer count = rule.getCount();
      if (count != null && rule.iterator(start).peekMillis() != start.getTimestamp()) {
        // The first slot counts even where the rule does not produce it (RFC 5545 §3.8.5.3).
        if (count == 1) {
          return Collections.emptyIterator();
        }
        rule.setCount(count - 1);
      }
      RecurrenceRuleIterator slots = rule.iterator(start);
      slots.fastForward(dateTime(from, first instanceof When.AllDay));
      return new Walls(slots);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException | NoSuchElementException e) {
      return Collections.emptyIterator();
    }
  }

  private RecurrenceRule onWallClock(When first) throws InvalidRecurrenceRuleException {
    var rule = new RecurrenceRule(text, RfcMode.RFC5545_LAX);
    DateTime until = rule.getUntil();
    if (until != null) {
      rule.setUntil(dateTime(wallOf(until, first), first instanceof When.AllDay));
    }
    return rule;
  }

  private static LocalDateTime wallOf(DateTime until, When first) {
    LocalDateTime wall =
        LocalDateTime.ofEpochSecond(until.getTimestamp() / 1000, 0, ZoneOffset.UTC);
    if (until.isAllDay()) {
      return wall.toLocalDate().atTime(23, 59, 59);
    }
    return switch (first) {
      case When.AllDay day -> wall;
      case When.Timed timed ->
          until.isFloating() ? wall : inZone(wall.toInstant(ZoneOffset.UTC), timed.zone());
    };
  }

  private static LocalDateTime inZone(Instant instant, ZoneId zone) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  private static DateTime dateTime(LocalDateTime wall, boolean allDay) {
    LocalDate day = wall.toLocalDate();
    return allDay
        ? new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth())
        : new DateTime(
            day.getYear(),
            day.getMonthValue() - 1,
            day.getDayOfMonth(),
            wall.getHour(),
            wall.getMinute(),
            wall.getSecond());
  }

  /** The rule's text, ending with the last slot before this one. */
  String endingBefore(RecurrenceId slot, When first) {
    String until =
        switch (first) {
          case When.AllDay day ->
              slot.wall().toLocalDate().minusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
          case When.Timed timed ->
              slot.wall()
                  .atZone(timed.zone())
                  .minusSeconds(1)
                  .withZoneSameInstant(ZoneOffset.UTC)
                  .format(UTC_STAMP);
        };
    return without("COUNT", "UNTIL") + ";UNTIL=" + until;
  }

  /** The rule's text with another COUNT. */
  String withCount(int count) {
    return without("COUNT") + ";COUNT=" + count;
  }

  private String without(String... parts) {
    Set<String> gone = Set.of(parts);
    return Arrays.stream(text.split(";", -1))
        .filter(part -> !gone.contains(part.replaceFirst("=.*", "").toUpperCase(Locale.ROOT)))
        .collect(Collectors.joining(";"));
  }

  /** Ends where the library gives up on rules that never match, such as 30 February. */
  private static final class Walls implements Iterator<LocalDateTime> {
    private final RecurrenceRuleIterator slots;

    Walls(RecurrenceRuleIterator slots) {
      this.slots = slots;
    }

    @Override
    public boolean hasNext() {
      try {
        return slots.hasNext();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public LocalDateTime next() {
      return LocalDateTime.ofEpochSecond(slots.nextMillis() / 1000, 0, ZoneOffset.UTC);
    }
  }
}
