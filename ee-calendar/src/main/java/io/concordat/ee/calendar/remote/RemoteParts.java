package io.concordat.ee.calendar.remote;

import io.concordat.spi.schedule.RecurrenceId;
import java.util.Collections;
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
 */
public record RemoteParts(String id, String revision, SortedMap<RecurrenceId, Part> slots) {
  public RemoteParts {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }

  public RemoteParts(String id, String revision) {
    this(id, revision, Collections.emptySortedMap());
  }

  /** One exception of a series. */
  public record Part(String id, String revision) {}

  public RemoteParts withRevision(String revision) {
    return new RemoteParts(id, revision, slots);
  }

  public RemoteParts with(RecurrenceId slot, Part part) {
    var more = new TreeMap<>(slots);
    more.put(slot, part);
    return new RemoteParts(id, revision, more);
  }

  /** The slot whose instance has this id. */
  public Optional<RecurrenceId> slotOf(String instanceId) {
    return slots.entrySet().stream()
        .filter(slot -> slot.getValue().id().equals(instanceId))
        .map(slot -> slot.getKey())
        .findFirst();
  }
}
