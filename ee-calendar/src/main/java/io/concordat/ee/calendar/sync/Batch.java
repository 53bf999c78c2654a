package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Items that are applied in one transaction, put together by what they belong to. */
final class Batch {
  final Map<String, RemoteItem.Whole> wholes = new LinkedHashMap<>();
  final Map<String, List<RemoteItem.Slot>> slots = new LinkedHashMap<>();
  final Set<String> deleted = new LinkedHashSet<>();
  final List<RemoteItem.Malformed> malformed = new ArrayList<>();
  final Map<String, Read> reads = new HashMap<>();

  /** Whether all slots of each series are here: a full listing, or a direct read. */
  final boolean complete;

  /** The full listing this belongs to, else 0. */
  final long generation;

  Batch(boolean complete, long generation) {
    this.complete = complete;
    this.generation = generation;
  }

  static Batch of(Collection<RemoteItem> items, boolean complete, long generation) {
    var batch = new Batch(complete, generation);
    items.forEach(batch::add);
    return batch;
  }

  /** What direct reads showed, each by the id that was asked for. */
  static Batch ofReads(Map<String, Read> reads, long generation) {
    var batch = new Batch(true, generation);
    batch.reads.putAll(reads);
    return batch;
  }

  private void add(RemoteItem item) {
    switch (item) {
      case RemoteItem.Whole whole -> {
        deleted.remove(whole.id());
        wholes.put(whole.id(), whole);
      }
      case RemoteItem.Slot slot ->
          slots.computeIfAbsent(slot.masterId(), id -> new ArrayList<>()).add(slot);
      case RemoteItem.Deleted(var id) -> {
        wholes.remove(id);
        deleted.add(id);
      }
      case RemoteItem.Malformed bad -> malformed.add(bad);
    }
  }

  List<RemoteItem.Slot> slotsOf(String master) {
    return slots.getOrDefault(master, List.of());
  }

  /** Every vendor id that may have a mapping. */
  Set<String> ids() {
    var ids = new HashSet<>(wholes.keySet());
    ids.addAll(slots.keySet());
    ids.addAll(deleted);
    ids.addAll(reads.keySet());
    return ids;
  }

  int size() {
    return wholes.size()
        + slots.values().stream().mapToInt(List::size).sum()
        + deleted.size()
        + malformed.size();
  }
}
