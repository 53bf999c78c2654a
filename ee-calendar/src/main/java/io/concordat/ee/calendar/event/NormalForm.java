package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One way to write what can be written in several. For comparing only: never stored or sent. */
public final class NormalForm {
  private NormalForm() {}

  /**
   * Zones by their canonical names, line ends as one character, rules in one spelling; changed
   * occurrences that are as their rule makes them are left out.
   */
  public static EntryContent of(EntryContent content) {
    return new EntryContent(
        text(content.title()),
        text(content.notes()),
        text(content.location()),
        of(content.when()),
        content.isPrivate(),
        content.status(),
        content.recurrence().map(recurrence -> of(recurrence, content.when())),
        slots(content));
  }

  static When of(When when) {
    return switch (when) {
      case When.AllDay allDay -> allDay;
      case When.Timed timed -> of(timed);
    };
  }

  private static When of(When.Timed timed) {
    var zone = Zones.canonical(timed.zone());
    return zone.equals(timed.zone())
        ? timed
        : new When.Timed(
            timed.start().withZoneSameInstant(zone), timed.end().withZoneSameInstant(zone));
  }

  private static String text(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static Recurrence of(Recurrence recurrence, When start) {
    return new Recurrence(
        rules(recurrence.rules(), start), rules(recurrence.excluded(), start), recurrence.added());
  }

  private static List<String> rules(List<String> rules, When start) {
    return rules.stream().map(rule -> RuleText.normal(rule, start)).sorted().toList();
  }

  static boolean same(String a, String b) {
    return a.equals(b) || text(a).equals(text(b));
  }

  static boolean same(When a, When b) {
    return a.equals(b) || of(a).equals(of(b));
  }

  static boolean sameRule(EntryContent a, EntryContent b) {
    return a.recurrence().equals(b.recurrence())
        || a.recurrence()
            .map(rule -> of(rule, a.when()))
            .equals(b.recurrence().map(rule -> of(rule, b.when())));
  }

  /** What became of a slot; empty if that is what the rule makes of it. */
  static Optional<Occurrence> slot(
      EntryContent series, RecurrenceId slot, Optional<Occurrence> occurrence) {
    return occurrence.flatMap(
        one ->
            switch (one) {
              case Occurrence.Cancelled cancelled -> Optional.of(cancelled);
              case Occurrence.Changed changed ->
                  Optional.<Occurrence>of(of(changed))
                      .filter(normal -> !normal.equals(of(Slots.generated(series, slot))));
            });
  }

  private static SortedMap<RecurrenceId, Occurrence> slots(EntryContent content) {
    var slots = new TreeMap<RecurrenceId, Occurrence>();
    content
        .exceptions()
        .forEach(
            (slot, one) ->
                slot(content, slot, Optional.of(one)).ifPresent(normal -> slots.put(slot, normal)));
    return slots;
  }

  private static Occurrence.Changed of(Occurrence.Changed changed) {
    return new Occurrence.Changed(
        text(changed.title()),
        text(changed.notes()),
        text(changed.location()),
        of(changed.when()),
        changed.status());
  }
}
