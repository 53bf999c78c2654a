package io.concordat.ee.calendar.graph;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;

/** Our contents in Graph's words: what a read shows after a write. For comparing only. */
final class GraphShown {
  private GraphShown() {}

  /** Applying it twice changes nothing more. What Graph cannot hold stays as it is. */
  static EntryContent of(EntryContent content) {
    var when = content.isSeries() ? series(content.when()) : single(content.when());
    return new EntryContent(
        content.title(),
        GraphBody.shown(content.notes()),
        content.location(),
        when,
        content.isPrivate(),
        content.status(),
        content.recurrence().map(recurrence -> rule(recurrence, content.when())),
        slots(content, when));
  }

  private static Recurrence rule(Recurrence recurrence, When start) {
    return switch (GraphRecurrence.write(recurrence, start)) {
      case GraphRecurrence.Held.As(var json) -> GraphRecurrence.read(json, start);
      case GraphRecurrence.Held.Not not -> recurrence;
    };
  }

  private static SortedMap<RecurrenceId, Occurrence> slots(EntryContent content, When series) {
    var slots = new TreeMap<>(content.exceptions());
    slots.replaceAll((slot, occurrence) -> occurrence(occurrence, series));
    return slots;
  }

  /** An occurrence's own zone means nothing beside its moment. */
  private static Occurrence occurrence(Occurrence occurrence, When series) {
    return switch (occurrence) {
      case Occurrence.Cancelled cancelled -> cancelled;
      case Occurrence.Changed(var title, var notes, var location, var when, var status) ->
          new Occurrence.Changed(
              title, GraphBody.shown(notes), location, inZoneOf(series, when), status);
    };
  }

  private static When inZoneOf(When series, When when) {
    return series instanceof When.Timed master && when instanceof When.Timed own
        ? in(own, master.zone())
        : single(when);
  }

  /** What goes out as UTC has no other zone when it comes back. */
  private static When single(When when) {
    return switch (when) {
      case When.AllDay allDay -> allDay;
      case When.Timed timed ->
          in(timed, GraphZones.find(GraphTimes.zone(timed)).orElse(timed.zone()));
    };
  }

  /** A series keeps the wall time of its slots. */
  private static When series(When when) {
    return switch (when) {
      case When.AllDay allDay -> allDay;
      case When.Timed timed ->
          GraphZones.shown(timed.zone()).<When>map(zone -> walls(timed, zone)).orElse(timed);
    };
  }

  private static When walls(When.Timed timed, ZoneId zone) {
    return new When.Timed(
        timed.start().toLocalDateTime().atZone(zone), timed.end().toLocalDateTime().atZone(zone));
  }

  private static When in(When.Timed timed, ZoneId zone) {
    return new When.Timed(
        timed.start().withZoneSameInstant(zone), timed.end().withZoneSameInstant(zone));
  }
}
