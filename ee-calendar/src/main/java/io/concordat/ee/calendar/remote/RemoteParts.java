package io.concordat.ee.calendar.remote;

import io.concordat.spi.schedule.RecurrenceId;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a remote copy lies, and the revision of each of its parts. Stored in the mapping.
 *
 * @param id of the single event or of the series' master
 * @param revision the vendor's, verbatim
 * @param slots instances that the vendor holds as exceptions of their own. A cancelled slot without
 *     a part is an EXDATE of the master.
 * @param share who else has it
 */
public record RemoteParts(
    String id, String revision, SortedMap<RecurrenceId, Part> slots, Share share) {
  public RemoteParts {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }

  public RemoteParts(String id, String revision) {
    this(id, revision, Collections.emptySortedMap(), Share.ALONE);
  }

  /** Who else has an event. */
  public enum Share {
    /** Nobody is invited. */
    ALONE,
    /** The calendar's owner invited others. */
    HOST,
    /** Somebody else's meeting: the organizer's vendor keeps this copy up to date. */
    GUEST;

    static Share of(RemoteItem.Whole item) {
      if (item.attendees().isEmpty()) {
        return ALONE;
      }
      return item.organizerSelf() ? HOST : GUEST;
    }

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Share stored(String text) {
      return text.isEmpty() ? ALONE : valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * An organizer's event that has attendees: a write would notify them at vendors that cannot be
   * silenced.
   */
  public boolean guests() {
    return share == Share.HOST;
  }

  /** One exception of a series. */
  public record Part(String id, String revision) {}

  public RemoteParts withRevision(String revision) {
    return new RemoteParts(id, revision, slots, share);
  }

  public RemoteParts with(RecurrenceId slot, Part part) {
    var more = new TreeMap<>(slots);
    more.put(slot, part);
    return new RemoteParts(id, revision, more, share);
  }

  public RemoteParts withSlots(SortedMap<RecurrenceId, Part> now) {
    return new RemoteParts(id, revision, now, share);
  }

  /** The slot whose instance has this id. */
  public Optional<RecurrenceId> slotOf(String instanceId) {
    return slots.entrySet().stream()
        .filter(slot -> slot.getValue().id().equals(instanceId))
        .map(slot -> slot.getKey())
        .findFirst();
  }
}
