package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.When;
import java.time.ZoneId;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A vendor has words of its own: fewer zones, other rules for the same days. What it shows is put
 * back into the words we know, as far as it says the same, so that they never drift.
 */
public final class Words {
  private Words() {}

  /**
   * What is seen, with every field as known that is the same in the vendor's words.
   *
   * @param shown a content in the vendor's words; applying it twice changes nothing more
   */
  public static EntryContent keep(
      EntryContent known, EntryContent seen, UnaryOperator<EntryContent> shown) {
    if (known.equals(seen)) {
      return known;
    }
    var ours = shown.apply(known);
    var theirs = shown.apply(seen);
    return Fields.carry(known, rezoned(seen, known, ours, theirs), Fields.changed(ours, theirs));
  }

  /** A time that was moved is still in our zone, if the vendor's word for that is the same. */
  private static EntryContent rezoned(
      EntryContent seen, EntryContent known, EntryContent ours, EntryContent theirs) {
    return known.when() instanceof When.Timed mine
            && seen.when() instanceof When.Timed yours
            && sameZone(ours.when(), theirs.when())
        ? rezoned(seen, yours.zone(), mine.zone())
        : seen;
  }

  private static boolean sameZone(When a, When b) {
    return a instanceof When.Timed one
        && b instanceof When.Timed other
        && Zones.canonical(one.zone()).equals(Zones.canonical(other.zone()));
  }

  private static EntryContent rezoned(EntryContent seen, ZoneId from, ZoneId to) {
    var slots = new TreeMap<>(seen.exceptions());
    slots.replaceAll((slot, occurrence) -> rezoned(occurrence, from, to));
    return new EntryContent(
        seen.title(),
        seen.notes(),
        seen.location(),
        rezoned(seen.when(), from, to),
        seen.isPrivate(),
        seen.status(),
        seen.recurrence(),
        slots);
  }

  private static Occurrence rezoned(Occurrence occurrence, ZoneId from, ZoneId to) {
    return switch (occurrence) {
      case Occurrence.Cancelled cancelled -> cancelled;
      case Occurrence.Changed(var title, var notes, var location, var when, var status) ->
          new Occurrence.Changed(title, notes, location, rezoned(when, from, to), status);
    };
  }

  private static When rezoned(When when, ZoneId from, ZoneId to) {
    return switch (when) {
      case When.AllDay allDay -> allDay;
      case When.Timed timed ->
          timed.zone().equals(from)
              ? new When.Timed(
                  timed.start().withZoneSameInstant(to), timed.end().withZoneSameInstant(to))
              : timed;
    };
  }
}
