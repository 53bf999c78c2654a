package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The remote copy as it was last seen: one value of many items. Items are laid over it one by one,
 * in any order.
 */
public record Copy(EntryContent content, RemoteParts parts) {

  /** A single event, or a master of whose slots nothing is known yet. */
  public static Copy of(RemoteItem.Whole item) {
    return new Copy(item.content(), parts(item, Collections.emptySortedMap())).pruned();
  }

  /** All there is: what was known before does not matter. */
  public static Copy of(Read.Found found) {
    var copy = of(found.item());
    for (var slot : found.slots()) {
      copy = copy.with(slot);
    }
    return copy.pruned();
  }

  /**
   * The single event or master again. Slots that are items of their own stay as they were, as far
   * as the series still has them.
   */
  public Copy with(RemoteItem.Whole item) {
    var slots = new TreeMap<>(item.content().exceptions());
    var mine = new TreeMap<>(parts.slots());
    if (!item.content().isSeries()) {
      mine.clear();
    }
    mine.keySet().forEach(slot -> known(slot).ifPresent(occurrence -> slots.put(slot, occurrence)));
    return new Copy(withSlots(item.content(), slots), parts(item, mine)).pruned();
  }

  private static RemoteParts parts(
      RemoteItem.Whole item, SortedMap<RecurrenceId, RemoteParts.Part> slots) {
    return new RemoteParts(item.id(), item.revision(), slots, RemoteParts.Share.of(item));
  }

  /** One slot of this series, changed or cancelled. */
  public Copy with(RemoteItem.Slot item) {
    if (!content.isSeries()) {
      return this;
    }
    var slot = item.original().slot(content.when());
    var slots = new TreeMap<>(content.exceptions());
    slots.put(slot, item.occurrence());
    return new Copy(
            withSlots(content, slots),
            parts.with(slot, new RemoteParts.Part(item.id(), item.revision())))
        .pruned(slot);
  }

  /** An instance that came back as deleted with nothing but its id. */
  public Copy without(RecurrenceId slot) {
    var slots = new TreeMap<>(content.exceptions());
    slots.put(slot, new Occurrence.Cancelled());
    return new Copy(withSlots(content, slots), parts);
  }

  /**
   * Whether the start or the rule changed under exceptions that are items of their own. What the
   * vendor did to those nobody says: read the whole series.
   */
  public boolean reshapedBy(RemoteItem.Whole item) {
    if (parts.slots().isEmpty()) {
      return false;
    }
    var changed = Fields.changed(content, item.content());
    return changed.contains(Master.WHEN) || changed.contains(Master.RECURRENCE);
  }

  private Optional<Occurrence> known(RecurrenceId slot) {
    return Optional.ofNullable(content.exceptions().get(slot));
  }

  /** Cancelling what the rule does not make says nothing; some calendars are full of it. */
  private Copy pruned() {
    if (content.exceptions().isEmpty()) {
      return this;
    }
    var generated = Slots.among(content, content.exceptions().keySet());
    var slots = new TreeMap<>(content.exceptions());
    slots
        .entrySet()
        .removeIf(
            slot ->
                slot.getValue() instanceof Occurrence.Cancelled
                    && !generated.contains(slot.getKey()));
    return slots.size() == content.exceptions().size()
        ? this
        : new Copy(withSlots(content, slots), parts);
  }

  private Copy pruned(RecurrenceId slot) {
    return content.exceptions().get(slot) instanceof Occurrence.Cancelled ? pruned() : this;
  }

  private static EntryContent withSlots(
      EntryContent content, TreeMap<RecurrenceId, Occurrence> slots) {
    return new EntryContent(
        content.title(),
        content.notes(),
        content.location(),
        content.when(),
        content.isPrivate(),
        content.status(),
        content.recurrence(),
        content.isSeries() ? slots : new TreeMap<>());
  }
}
