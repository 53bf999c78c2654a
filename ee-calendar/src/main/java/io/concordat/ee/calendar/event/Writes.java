package io.concordat.ee.calendar.event;

import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to be written to make the one content the other: fields of the master, and slots that
 * are written one by one.
 */
public record Writes(Set<Master> master, SortedMap<RecurrenceId, Slot> slots) {
  public Writes {
    master = Collections.unmodifiableSet(copy(master));
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }

  /** What happens to one slot. */
  public sealed interface Slot {
    /** It does not take place any more. */
    record Cancel() implements Slot {}

    /** It takes place like this. */
    record Change(Occurrence.Changed occurrence) implements Slot {}

    /** It takes place as its rule makes it. */
    record Restore(Occurrence.Changed generated) implements Slot {}
  }

  public static Writes between(EntryContent from, EntryContent to) {
    var fields = Fields.changed(from, to);
    var master = EnumSet.noneOf(Master.class);
    var slots = new TreeSet<RecurrenceId>();
    for (var field : fields) {
      switch (field) {
        case Master one -> master.add(one);
        case Field.Slot(var id) -> slots.add(id);
      }
    }
    return new Writes(master, to.isSeries() ? slots(from, to, slots) : new TreeMap<>());
  }

  public boolean isEmpty() {
    return master.isEmpty() && slots.isEmpty();
  }

  private static SortedMap<RecurrenceId, Slot> slots(
      EntryContent from, EntryContent to, Set<RecurrenceId> changed) {
    var generated = Slots.among(to, changed);
    var slots = new TreeMap<RecurrenceId, Slot>();
    for (var slot : changed) {
      switch (to.exceptions().get(slot)) {
        case Occurrence.Cancelled() -> slots.put(slot, new Slot.Cancel());
        case Occurrence.Changed occurrence -> slots.put(slot, new Slot.Change(occurrence));
        case null -> leave(from, to, slot, generated.contains(slot), slots);
      }
    }
    return slots;
  }

  /** A slot that the new rule does not have is not brought back, and does not stay behind. */
  private static void leave(
      EntryContent from,
      EntryContent to,
      RecurrenceId slot,
      boolean generated,
      SortedMap<RecurrenceId, Slot> slots) {
    if (generated) {
      slots.put(slot, new Slot.Restore(Slots.generated(to, slot)));
    } else if (from.exceptions().get(slot) instanceof Occurrence.Changed) {
      slots.put(slot, new Slot.Cancel());
    }
  }

  private static EnumSet<Master> copy(Set<Master> fields) {
    var copy = EnumSet.noneOf(Master.class);
    copy.addAll(fields);
    return copy;
  }
}
