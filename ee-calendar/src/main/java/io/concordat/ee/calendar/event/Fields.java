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
    return a.equals(b) || NormalForm.of(a).equals(NormalForm.of(b));
  }

  /** The fields in which they differ; those of the master first. */
  public static Set<Field> changed(EntryContent from, EntryContent to) {
    if (from.equals(to)) {
      return Set.of();
    }
    return difference(NormalForm.of(from), NormalForm.of(to));
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

  /**
   * Whether changes of the one touch what the other changed. Start and rule are one thing, and both
   * touch every slot; different slots never touch.
   */
  public static boolean overlap(Set<Field> ours, Set<Field> theirs) {
    return theirs.stream().anyMatch(ours::contains)
        || (shapes(ours) && (shapes(theirs) || hasSlot(theirs)))
        || (hasSlot(ours) && shapes(theirs));
  }

  private static boolean shapes(Set<Field> fields) {
    return fields.contains(Master.WHEN) || fields.contains(Master.RECURRENCE);
  }

  private static boolean hasSlot(Set<Field> fields) {
    return fields.stream().anyMatch(Field.Slot.class::isInstance);
  }

  private static Set<Field> difference(EntryContent a, EntryContent b) {
    var fields = new LinkedHashSet<Field>();
    addUnless(a.title().equals(b.title()), Master.TITLE, fields);
    addUnless(a.notes().equals(b.notes()), Master.NOTES, fields);
    addUnless(a.location().equals(b.location()), Master.LOCATION, fields);
    addUnless(a.when().equals(b.when()), Master.WHEN, fields);
    addUnless(a.isPrivate() == b.isPrivate(), Master.PRIVATE, fields);
    addUnless(a.status() == b.status(), Master.STATUS, fields);
    addUnless(a.recurrence().equals(b.recurrence()), Master.RECURRENCE, fields);
    for (var slot : allSlots(a, b)) {
      addUnless(at(a, slot).equals(at(b, slot)), new Field.Slot(slot), fields);
    }
    return fields;
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
