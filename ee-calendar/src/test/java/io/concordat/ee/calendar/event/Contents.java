package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Contents for tests. */
public final class Contents {
  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Contents() {}

  public static EntryContent single(String title) {
    return single(title, timed("2026-03-02T09:00", BERLIN, 60));
  }

  public static EntryContent single(String title, When when) {
    return new EntryContent(
        title, "", "", when, false, EntryStatus.CONFIRMED, Optional.empty(), new TreeMap<>());
  }

  /** A private one. */
  public static EntryContent secret(String title) {
    return new EntryContent(
        title,
        "",
        "",
        timed("2026-03-02T09:00", BERLIN, 60),
        true,
        EntryStatus.CONFIRMED,
        Optional.empty(),
        new TreeMap<>());
  }

  public static EntryContent series(String title, When when, String rule) {
    return series(title, when, rule, Map.of());
  }

  public static EntryContent series(
      String title, When when, String rule, Map<RecurrenceId, Occurrence> slots) {
    return series(title, when, Recurrence.of(rule), slots);
  }

  public static EntryContent series(
      String title, When when, Recurrence recurrence, Map<RecurrenceId, Occurrence> slots) {
    return new EntryContent(
        title,
        "",
        "",
        when,
        false,
        EntryStatus.CONFIRMED,
        Optional.of(recurrence),
        new TreeMap<>(slots));
  }

  /** Mondays at nine in Berlin from 2026-03-02. */
  public static EntryContent weekly(String title, Map<RecurrenceId, Occurrence> slots) {
    return series(title, timed("2026-03-02T09:00", BERLIN, 60), "FREQ=WEEKLY", slots);
  }

  /** The same with other notes. */
  public static EntryContent noted(EntryContent of, String notes) {
    return new EntryContent(
        of.title(),
        notes,
        of.location(),
        of.when(),
        of.isPrivate(),
        of.status(),
        of.recurrence(),
        of.exceptions());
  }

  public static When.Timed timed(String wall, ZoneId zone, int minutes) {
    var start = LocalDateTime.parse(wall).atZone(zone);
    return new When.Timed(start, start.plus(Duration.ofMinutes(minutes)));
  }

  public static When.AllDay days(String first, int days) {
    return new When.AllDay(LocalDate.parse(first), LocalDate.parse(first).plusDays(days));
  }

  public static RecurrenceId slot(String wall) {
    return ContentJson.slot(wall.length() == 16 ? wall + ":00" : wall);
  }

  public static Occurrence cancelled() {
    return new Occurrence.Cancelled();
  }

  public static Occurrence changed(String title, When when) {
    return new Occurrence.Changed(title, "", "", when, EntryStatus.CONFIRMED);
  }
}
