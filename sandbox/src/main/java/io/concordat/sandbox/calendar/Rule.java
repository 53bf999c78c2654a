package io.concordat.sandbox.calendar;

import io.concordat.sandbox.http.GoogleError;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** One RRULE or EXRULE of an event, expanded in wall time. */
final class Rule {
  private static final Pattern UNTIL = Pattern.compile("UNTIL=([^;]*)");

  private final RecurrenceRule rule;
  private final When start;

  private Rule(RecurrenceRule rule, When start) {
    this.rule = rule;
    this.start = start;
  }

  static Rule read(String text, When start) {
    checkUntil(text, start instanceof When.Day);
    try {
      RecurrenceRule parsed =
          new RecurrenceRule(text.toUpperCase(Locale.ROOT), RecurrenceRule.RfcMode.RFC5545_STRICT);
      refuseSubDaily(parsed.getFreq());
      localUntil(parsed, start);
      return new Rule(parsed, start);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static GoogleError invalid() {
    return GoogleError.invalid("Invalid recurrence rule.");
  }

  private static void refuseSubDaily(Freq freq) {
    switch (freq) {
      case HOURLY, MINUTELY, SECONDLY -> throw invalid();
      case DAILY, WEEKLY, MONTHLY, YEARLY -> {}
      default -> throw invalid();
    }
  }

  /** UNTIL is a UTC time for timed events and a date for all-day ones. */
  private static void checkUntil(String text, boolean allDay) {
    Matcher matcher = UNTIL.matcher(text);
    String form = allDay ? "\\d{8}" : "\\d{8}T\\d{6}Z";
    if (matcher.find() && (!matcher.group(1).matches(form) || text.contains("COUNT="))) {
      throw invalid();
    }
  }

  private static void localUntil(RecurrenceRule rule, When start) {
    if (rule.getUntil() != null && start instanceof When.Time time) {
      Instant until = Instant.ofEpochMilli(rule.getUntil().getTimestamp());
      rule.setUntil(floating(until.atZone(time.zone()).toLocalDateTime()));
    }
  }

  private static DateTime floating(LocalDateTime wall) {
    return new DateTime(
        wall.getYear(),
        wall.getMonthValue() - 1,
        wall.getDayOfMonth(),
        wall.getHour(),
        wall.getMinute(),
        wall.getSecond());
  }

  private DateTime first() {
    return switch (start) {
      case When.Day(var date) ->
          new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
      case When.Time(var moment, var zone) -> floating(moment.atZone(zone).toLocalDateTime());
    };
  }

  /** A rule that never hits a date (30 February) is as good as malformed. */
  void mustProduce() {
    try {
      if (!rule.iterator(first()).hasNext()) {
        throw invalid();
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw invalid();
    }
  }

  boolean endless() {
    return rule.isInfinite();
  }

  PrimitiveIterator.OfLong ticks() {
    return new Ticks();
  }

  private final class Ticks implements PrimitiveIterator.OfLong {
    private final RecurrenceRuleIterator dates = rule.iterator(first());
    private int left = allowed();

    /** A start that the rule itself does not produce uses up one of COUNT. */
    private int allowed() {
      Integer count = rule.getCount();
      if (count == null) {
        return Integer.MAX_VALUE;
      }
      boolean synchronous = dates.hasNext() && tick(dates.peekDateTime()) == start.tick();
      return synchronous ? count : count - 1;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && dates.hasNext();
    }

    @Override
    public long nextLong() {
      left--;
      return tick(Objects.requireNonNull(dates.nextDateTime()));
    }

    private long tick(DateTime date) {
      if (start instanceof When.Time(var _, ZoneId zone)) {
        return LocalDateTime.of(
                date.getYear(),
                date.getMonth() + 1,
                date.getDayOfMonth(),
                date.getHours(),
                date.getMinutes(),
                date.getSeconds())
            .atZone(zone)
            .toEpochSecond();
      }
      return Math.floorDiv(date.getTimestamp(), 86_400_000L);
    }
  }
}
