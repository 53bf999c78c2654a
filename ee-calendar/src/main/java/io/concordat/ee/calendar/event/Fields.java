package io.concordat.ee.calendar.event;

import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares contents field by field, by their normal forms, and carries fields over. */
public final class Fields {
  private Fields() {}

  /** Whether both mean the same. */
  public static boolean same(EntryContent a, EntryContent b) {
    return changed(a, b).isEmpty();
  }

  /** The fields in which they differ; those of the master first. */
  public static Set<Field> changed(EntryContent from, EntryContent to) {
    if (from.equals(to)) {
      return Set.of();
    }
    var fields = new LinkedHashSet<Field>();
    addUnless(NormalForm.same(from.title(), to.title()), Master.TITLE, fields);
    addUnless(NormalForm.same(from.notes(), to.notes()), Master.NOTES, fields);
    addUnless(NormalForm.same(from.location(), to.location()), Master.LOCATION, fields);
    addUnless(NormalForm.same(from.when(), to.when()), Master.WHEN, fields);
    addUnless(from.isPrivate() == to.isPrivate(), Master.PRIVATE, fields);
    addUnless(from.status() == to.status(), Master.STATUS, fields);
    addUnless(NormalForm.sameRule(from, to), Master.RECURRENCE, fields);
    if (!from.exceptions().equals(to.exceptions())) {
      allSlots(from, to).forEach(slot -> addUnless(sameSlot(from, to, slot), slot(slot), fields));
    }
    return fields;
  }

  /**
   * The first content with these fields as the second has them. Slots go when the result is not a
   * series.
   */
  public static EntryContent carry(EntryContent onto, EntryContent from, Set<Field> fields) {
    var recurrence = fields.contains(Master.RECURRENCE) ? from.recurrence() : onto.recurrence();
    return new EntryContent(
        fields.contains(Master.TITLE) ? from.title() : onto.title(),
        fields.contains(Master.NOTES) ? from.notes() : onto.notes(),
        fields.contains(Master.LOCATION) ? from.location() : onto.location(),
        fields.contains(Master.WHEN) ? from.when() : onto.when(),
        fields.contains(Master.PRIVATE) ? from.isPrivate() : onto.isPrivate(),
        fields.contains(Master.STATUS) ? from.status() : onto.status(),
        recurrence,
        recurrence.isEmpty() ? new TreeMap<>() : slots(onto, from, fields));
  }

  private static Field slot(RecurrenceId id) {
    return new Field.Slot(id);
  }

  /** Whether this is what the series' rules make of the slot. */
  public static boolean generated(EntryContent series, RecurrenceId slot, Occurrence occurrence) {
    return NormalForm.slot(series, slot, Optional.of(occurrence)).isEmpty();
  }

  private static boolean sameSlot(EntryContent a, EntryContent b, RecurrenceId slot) {
    var one = at(a, slot);
    var other = at(b, slot);
    return one.equals(other)
        || NormalForm.slot(a, slot, one).equals(NormalForm.slot(b, slot, other));
  }

  private static void addUnless(boolean same, Field field, Set<Field> fields) {
    if (!same) {
      fields.add(field);
    }
  }

  private static Set<RecurrenceId> allSlots(EntryContent a, EntryContent b) {
    var slots = new TreeSet<>(a.exceptions().keySet());
    slots.addAll(b.exceptions().keySet());
    return slots;
  }

  private static Optional<Occurrence> at(EntryContent content, RecurrenceId slot) {
    return Optional.ofNullable(content.exceptions().get(slot));
  }

  private static SortedMap<RecurrenceId, Occurrence> slots(
      EntryContent onto, EntryContent from, Set<Field> fields) {
    var slots = new TreeMap<>(onto.exceptions());
    for (var field : fields) {
      if (field instanceof Field.Slot(var id)) {
        slots.remove(id);
        at(from, id).ifPresent(occurrence -> slots.put(id, occurrence));
      }
    }
    return slots;
  }
}
