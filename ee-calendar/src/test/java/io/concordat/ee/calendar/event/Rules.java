package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** More than three hundred series: every kind of rule, whether a vendor can hold it or not. */
public final class Rules {
  private static final LocalDate FROM = LocalDate.parse("2026-03-02");
  private static final int YEARS = 2;
  private static final List<ZoneId> ZONES =
      List.of(
          Contents.BERLIN,
          ZoneId.of("America/New_York"),
          ZoneId.of("Pacific/Auckland"),
          ZoneId.of("UTC"),
          ZoneId.of("Asia/Kolkata"));
  private static final List<String> ENDS =
      List.of("", ";COUNT=5", ";UNTIL=20270630", ";COUNT=17", ";UNTIL=20270401T053000Z");

  private Rules() {}

  /** A series and the time its occurrences are compared in. */
  public record Case(EntryContent series, LocalDateTime from, LocalDateTime to) {
    @Override
    public String toString() {
      return series.recurrence().orElseThrow().rules() + " from " + series.when();
    }

    /** When it takes place: starts of what is not cancelled, moved ones where they were moved. */
    public SortedSet<String> occurrences() {
      var starts = new TreeSet<String>();
      for (var slot : Slots.between(series, from.minusDays(3), to.plusDays(3))) {
        switch (series.exceptions().getOrDefault(slot, Slots.generated(series, slot))) {
          case Occurrence.Cancelled cancelled -> {}
          case Occurrence.Changed changed -> starts.add(start(changed.when()));
        }
      }
      return within(starts);
    }

    /** Those that are compared. */
    public SortedSet<String> within(SortedSet<String> starts) {
      return new TreeSet<>(starts.subSet(from.toString(), to.toString()));
    }
  }

  /** A date, or an instant. */
  public static String start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> timed.start().toInstant().toString();
    };
  }

  public static List<Case> all() {
    var cases = new ArrayList<Case>();
    var rules = rules();
    for (int i = 0; i < rules.size(); i++) {
      for (int variant = 0; variant < 3; variant++) {
        cases.add(of(rules.get(i), ENDS.get((i + variant) % ENDS.size()), i + variant, variant));
      }
    }
    cases.addAll(lists());
    return cases;
  }

  private static List<String> rules() {
    return Stream.of(daily(), weekly(), monthly(), yearly(), odd()).flatMap(List::stream).toList();
  }

  private static List<String> daily() {
    var rules = new ArrayList<String>();
    for (int interval : List.of(1, 2, 3, 7, 10, 30, 100)) {
      rules.add("FREQ=DAILY;INTERVAL=" + interval);
    }
    rules.add("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR");
    rules.add("FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR");
    rules.add("FREQ=DAILY;BYMONTH=7");
    return rules;
  }

  private static List<String> weekly() {
    var rules = new ArrayList<String>();
    for (int interval : List.of(1, 2, 3, 8)) {
      for (var days : List.of("", ";BYDAY=TU", ";BYDAY=MO,WE,FR", ";BYDAY=SU,MO", ";BYDAY=SA,SU")) {
        rules.add("FREQ=WEEKLY;INTERVAL=" + interval + days);
      }
    }
    for (var start : List.of("SU", "WE", "SA")) {
      rules.add("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=" + start);
      rules.add("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SA;WKST=" + start);
    }
    rules.add("FREQ=WEEKLY;BYMONTH=6;BYDAY=MO");
    return rules;
  }

  private static List<String> monthly() {
    var rules = new ArrayList<String>();
    for (int day : List.of(1, 5, 15, 28, 29, 30, 31, -1, -2)) {
      rules.add("FREQ=MONTHLY;BYMONTHDAY=" + day);
    }
    for (int interval : List.of(2, 3, 6, 12, 13)) {
      rules.add("FREQ=MONTHLY;INTERVAL=" + interval);
      rules.add("FREQ=MONTHLY;INTERVAL=" + interval + ";BYMONTHDAY=31");
    }
    for (var day : List.of("1MO", "2TU", "3WE", "4TH", "5FR", "-1FR", "-1SU", "-2TU", "1MO,3MO")) {
      rules.add("FREQ=MONTHLY;BYDAY=" + day);
    }
    for (var position : List.of("1", "2", "3", "4", "-1", "5", "-2", "1,3", "1,-1")) {
      rules.add("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=" + position);
    }
    for (var position : List.of("1", "2", "-1")) {
      rules.add("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=" + position);
      rules.add("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=" + position);
      rules.add("FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=" + position);
      rules.add("FREQ=MONTHLY;INTERVAL=2;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=" + position);
    }
    return rules;
  }

  private static List<String> yearly() {
    return List.of(
        "FREQ=YEARLY",
        "FREQ=YEARLY;INTERVAL=2",
        "FREQ=YEARLY;BYMONTH=11",
        "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
        "FREQ=YEARLY;BYMONTH=9;BYDAY=1MO",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10",
        "FREQ=MONTHLY;BYMONTH=1,7;BYDAY=1MO",
        "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=10",
        "FREQ=YEARLY;BYMONTHDAY=10",
        "FREQ=YEARLY;BYDAY=MO",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100,200");
  }

  private static List<String> odd() {
    return List.of(
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
        "FREQ=DAILY;BYHOUR=9,15",
        "FREQ=HOURLY;INTERVAL=6",
        "FREQ=MINUTELY;INTERVAL=720",
        "FREQ=SECONDLY;INTERVAL=43200");
  }

  /** What is more than one rule, and what begins beside its rule. */
  private static List<Case> lists() {
    var start = Contents.timed("2026-03-02T09:00", Contents.BERLIN, 60);
    var added = new TreeSet<>(Set.of(RecurrenceId.of(LocalDateTime.parse("2026-03-04T09:00"))));
    return Stream.of(
            new Recurrence(List.of("FREQ=WEEKLY", "FREQ=MONTHLY"), List.of(), new TreeSet<>()),
            new Recurrence(List.of("FREQ=WEEKLY"), List.of("FREQ=MONTHLY"), new TreeSet<>()),
            new Recurrence(List.of("FREQ=WEEKLY"), List.of(), added),
            new Recurrence(List.of(), List.of(), added),
            Recurrence.of("FREQ=WEEKLY;BYDAY=TU"),
            Recurrence.of("FREQ=MONTHLY;BYMONTHDAY=15"),
            Recurrence.of("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"))
        .map(recurrence -> Contents.series("list", start, recurrence, Map.of()))
        .map(Rules::over)
        .toList();
  }

  private static Case of(String rule, String end, int seed, int variant) {
    var zone = ZONES.get(seed % ZONES.size());
    boolean allDay = seed % 6 == 5;
    var start = firstOf(rule, when(FROM, zone, allDay));
    var series = Contents.series("rule", start, rule + end);
    return over(variant == 0 ? series : edited(series));
  }

  private static Case over(EntryContent series) {
    var from = RecurrenceId.of(series.when()).wall().toLocalDate().atStartOfDay();
    return new Case(series, from, from.plusYears(YEARS));
  }

  /** The rule's own first day: a start beside its rule is a matter of its own. */
  private static When firstOf(String rule, When base) {
    var slots =
        Slots.between(
            Contents.series("", base, rule),
            FROM.minusDays(1).atStartOfDay(),
            FROM.plusYears(9).atStartOfDay());
    slots.pollFirst();
    var first = slots.isEmpty() ? RecurrenceId.of(base) : slots.first();
    return Slots.generated(Contents.series("", base, rule), first).when();
  }

  private static When when(LocalDate day, ZoneId zone, boolean allDay) {
    return allDay
        ? new When.AllDay(day, day.plusDays(1))
        : Contents.timed(day + "T09:30", zone, 45);
  }

  /** The second occurrence cancelled, the fourth an hour later, or said otherwise. */
  private static EntryContent edited(EntryContent series) {
    var slots =
        List.copyOf(
            Slots.between(
                series, FROM.atStartOfDay(), RecurrenceId.of(series.when()).wall().plusYears(2)));
    var exceptions = new TreeMap<RecurrenceId, Occurrence>();
    if (slots.size() > 1) {
      exceptions.put(slots.get(1), new Occurrence.Cancelled());
    }
    if (slots.size() > 3) {
      exceptions.put(slots.get(3), moved(Slots.generated(series, slots.get(3))));
    }
    return new EntryContent(
        series.title(),
        "",
        "",
        series.when(),
        false,
        EntryStatus.CONFIRMED,
        Optional.of(series.recurrence().orElseThrow()),
        exceptions);
  }

  private static Occurrence moved(Occurrence.Changed generated) {
    return switch (generated.when()) {
      case When.AllDay allDay -> Contents.changed("said otherwise", allDay);
      case When.Timed(var start, var end) ->
          Contents.changed("moved", new When.Timed(start.plusHours(1), end.plusHours(1)));
    };
  }
}
