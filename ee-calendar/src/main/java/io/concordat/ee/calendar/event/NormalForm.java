package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.util.List;
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

  private static SortedMap<RecurrenceId, Occurrence> slots(EntryContent content) {
    if (content.exceptions().isEmpty()) {
      return content.exceptions();
    }
    var slots = new TreeMap<RecurrenceId, Occurrence>();
    content.exceptions().forEach((slot, occurrence) -> put(content, slot, occurrence, slots));
    return slots;
  }

  private static void put(
      EntryContent content,
      RecurrenceId slot,
      Occurrence occurrence,
      SortedMap<RecurrenceId, Occurrence> slots) {
    switch (occurrence) {
      case Occurrence.Cancelled cancelled -> slots.put(slot, cancelled);
      case Occurrence.Changed changed -> {
        var normal = of(changed);
        if (!normal.equals(of(Slots.generated(content, slot)))) {
          slots.put(slot, normal);
        }
      }
    }
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
