package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.graph.RuleParts.ByDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which pattern a rule may be, going by its parts. Whether it really makes the same slots is for
 * the caller to check.
 */
record PatternChoice(RuleParts rule, LocalDate start) {
  private static final int MONTHS = 12;
  private static final Set<DayOfWeek> WEEK = EnumSet.allOf(DayOfWeek.class);
  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final Set<DayOfWeek> WORK = EnumSet.complementOf(EnumSet.copyOf(WEEKEND));

  /** How often, as months; a year's rhythm has its month. */
  private record Beat(int interval, Optional<Month> month) {}

  Optional<GraphPattern> pattern() {
    if (rule.strange() || rule.interval() < 1) {
      return Optional.empty();
    }
    return switch (rule.frequency()) {
      case "DAILY" -> daily();
      case "WEEKLY" -> weekly(rule.interval());
      case "MONTHLY" -> monthly().flatMap(this::on);
      case "YEARLY" -> yearly().flatMap(this::on);
      default -> Optional.empty();
    };
  }

  private Optional<GraphPattern> daily() {
    if (!rule.byDay().isEmpty()) {
      return rule.interval() == 1 ? weekly(1) : Optional.empty();
    }
    return plain(new GraphPattern.Daily(rule.interval()));
  }

  private Optional<GraphPattern> weekly(int interval) {
    var days = rule.byDay().isEmpty() ? Set.of(start.getDayOfWeek()) : days();
    return ordinals() ? Optional.empty() : plain(weekly(interval, days));
  }

  private GraphPattern weekly(int interval, Set<DayOfWeek> days) {
    return new GraphPattern.Weekly(interval, days, rule.weekStart());
  }

  private Optional<GraphPattern> plain(GraphPattern pattern) {
    boolean more =
        !rule.byMonthDay().isEmpty() || !rule.byMonth().isEmpty() || !rule.bySetPos().isEmpty();
    return more ? Optional.empty() : Optional.of(pattern);
  }

  private Optional<Beat> monthly() {
    if (rule.byMonth().isEmpty()) {
      return Optional.of(new Beat(rule.interval(), Optional.empty()));
    }
    if (rule.byMonth().size() == 1 && MONTHS % rule.interval() == 0) {
      return Optional.of(new Beat(1, Optional.of(Month.of(rule.byMonth().getFirst()))));
    }
    return rule.interval() == 1 ? several() : Optional.empty();
  }

  private Optional<Beat> yearly() {
    return switch (rule.byMonth().size()) {
      case 0 -> withoutMonth();
      case 1 ->
          Optional.of(new Beat(rule.interval(), Optional.of(Month.of(rule.byMonth().getFirst()))));
      default -> rule.interval() == 1 ? several() : Optional.empty();
    };
  }

  /** Of a year's rule a day of the month alone means that day of every month. */
  private Optional<Beat> withoutMonth() {
    if (!rule.byDay().isEmpty()) {
      return Optional.empty();
    }
    if (rule.byMonthDay().isEmpty()) {
      return Optional.of(new Beat(rule.interval(), Optional.of(start.getMonth())));
    }
    return rule.interval() == 1 ? Optional.of(new Beat(1, Optional.empty())) : Optional.empty();
  }

  /** Months that are equally far apart are a rhythm. */
  private Optional<Beat> several() {
    var months = rule.byMonth();
    int apart = MONTHS / months.size();
    boolean even =
        MONTHS % months.size() == 0
            && IntStream.range(1, months.size())
                .allMatch(i -> months.get(i) - months.get(i - 1) == apart);
    return even ? Optional.of(new Beat(apart, Optional.empty())) : Optional.empty();
  }

  private Optional<GraphPattern> on(Beat beat) {
    if (rule.byDay().isEmpty()) {
      return dayOfMonth(beat);
    }
    return rule.byMonthDay().isEmpty() ? index().map(index -> the(beat, index, days())) : none();
  }

  private Optional<GraphPattern> dayOfMonth(Beat beat) {
    var days = rule.byMonthDay();
    if (days.equals(List.of(-1)) && rule.bySetPos().isEmpty()) {
      return Optional.of(the(beat, WeekIndex.LAST, WEEK));
    }
    if (days.isEmpty() && rule.bySetPos().isEmpty()) {
      return Optional.of(on(beat, start.getDayOfMonth()));
    }
    if (days.size() == 1 && rule.bySetPos().isEmpty() && days.getFirst() > 0) {
      return Optional.of(on(beat, days.getFirst()));
    }
    return lastOfThese(days) ? Optional.of(on(beat, days.getLast())) : none();
  }

  /** How a day that moves to the last of its month is written in RFC 5545. */
  private boolean lastOfThese(List<Integer> days) {
    return rule.bySetPos().equals(List.of(-1))
        && (days.equals(List.of(28, 29)) || days.equals(List.of(28, 29, 30)));
  }

  private static GraphPattern on(Beat beat, int day) {
    return beat.month()
        .<GraphPattern>map(month -> new GraphPattern.YearlyOn(beat.interval(), month, day))
        .orElseGet(() -> new GraphPattern.MonthlyOn(beat.interval(), day));
  }

  private static GraphPattern the(Beat beat, WeekIndex index, Set<DayOfWeek> days) {
    return beat.month()
        .<GraphPattern>map(month -> new GraphPattern.YearlyThe(beat.interval(), month, index, days))
        .orElseGet(() -> new GraphPattern.MonthlyThe(beat.interval(), index, days));
  }

  /** {@code 2TU}, or {@code TU} with BYSETPOS=2. */
  private Optional<WeekIndex> index() {
    if (rule.bySetPos().isEmpty()) {
      return rule.byDay().size() == 1 ? WeekIndex.of(rule.byDay().getFirst().ordinal()) : none();
    }
    return ordinals() || rule.bySetPos().size() != 1
        ? none()
        : WeekIndex.of(rule.bySetPos().getFirst()).filter(this::certain);
  }

  /**
   * The first of any days is certain. Others are so only of the sets that Outlook has words for: a
   * day, a weekday, a weekend day.
   */
  private boolean certain(WeekIndex index) {
    var days = days();
    return index == WeekIndex.FIRST
        || days.size() == 1
        || days.equals(WEEK)
        || days.equals(WORK)
        || days.equals(WEEKEND);
  }

  private boolean ordinals() {
    return rule.byDay().stream().anyMatch(day -> day.ordinal() != 0);
  }

  private Set<DayOfWeek> days() {
    return rule.byDay().stream().map(ByDay::day).collect(Collectors.toSet());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
