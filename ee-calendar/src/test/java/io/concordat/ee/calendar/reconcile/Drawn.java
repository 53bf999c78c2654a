package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Contents and edits, drawn from few values so that sides often meet. */
final class Drawn {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final List<String> TEXTS = List.of("a", "b", "c", "");
  private static final List<When> TIMES =
      List.of(
          at("2026-03-02T09:00"),
          at("2026-03-02T10:00"),
          new When.AllDay(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-03")));
  private static final List<Recurrence> RULES =
      List.of(Recurrence.of("FREQ=DAILY;COUNT=9"), Recurrence.of("FREQ=WEEKLY"));
  private static final List<RecurrenceId> SLOTS =
      List.of(
          RecurrenceId.of(LocalDateTime.parse("2026-03-09T09:00")),
          RecurrenceId.of(LocalDateTime.parse("2026-03-16T09:00")));

  private final SplittableRandom random;

  Drawn(SplittableRandom random) {
    this.random = random;
  }

  EntryContent content() {
    var single =
        new EntryContent(
            one(TEXTS),
            "",
            "",
            one(TIMES),
            false,
            EntryStatus.CONFIRMED,
            random.nextBoolean() ? Optional.of(one(RULES)) : Optional.empty(),
            new TreeMap<>());
    return random.nextInt(3) == 0 ? edited(single) : single;
  }

  /** Another content than before, nearly always in one field. */
  EntryContent edited(EntryContent c) {
    var edited = edit(c);
    return edited.equals(c) ? edited(c) : edited;
  }

  private EntryContent edit(EntryContent c) {
    return switch (random.nextInt(c.isSeries() ? 9 : 7)) {
      case 0 -> with(one(TEXTS), c.notes(), c.when(), c.isPrivate(), c);
      case 1 -> with(c.title(), one(TEXTS), c.when(), c.isPrivate(), c);
      case 2 -> with(c.title(), c.notes(), one(TIMES), c.isPrivate(), c);
      case 3 -> with(c.title(), c.notes(), c.when(), !c.isPrivate(), c);
      case 4 -> located(c, one(TEXTS));
      case 5 -> ruled(c, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(one(RULES)));
      case 6 -> with(one(TEXTS), one(TEXTS), c.when(), c.isPrivate(), c);
      default -> slotted(c);
    };
  }

  private static EntryContent with(
      String title, String notes, When when, boolean isPrivate, EntryContent c) {
    return new EntryContent(
        title, notes, c.location(), when, isPrivate, c.status(), c.recurrence(), c.exceptions());
  }

  private static EntryContent located(EntryContent c, String location) {
    return new EntryContent(
        c.title(),
        c.notes(),
        location,
        c.when(),
        c.isPrivate(),
        c.status(),
        c.recurrence(),
        c.exceptions());
  }

  private static EntryContent ruled(EntryContent c, Optional<Recurrence> rule) {
    return new EntryContent(
        c.title(),
        c.notes(),
        c.location(),
        c.when(),
        c.isPrivate(),
        c.status(),
        rule,
        rule.isPresent() ? c.exceptions() : new TreeMap<>());
  }

  private EntryContent slotted(EntryContent c) {
    var slots = new TreeMap<>(c.exceptions());
    var slot = one(SLOTS);
    switch (random.nextInt(3)) {
      case 0 -> slots.put(slot, new Occurrence.Cancelled());
      case 1 ->
          slots.put(
              slot,
              new Occurrence.Changed(
                  one(TEXTS), "", "", at("2026-03-20T15:00"), EntryStatus.CONFIRMED));
      default -> slots.remove(slot);
    }
    return new EntryContent(
        c.title(),
        c.notes(),
        c.location(),
        c.when(),
        c.isPrivate(),
        c.status(),
        c.recurrence(),
        slots);
  }

  private static When at(String wall) {
    var start = LocalDateTime.parse(wall).atZone(ZONE);
    return new When.Timed(start, start.plusHours(1));
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
