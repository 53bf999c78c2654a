package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A whole calendar, as far as it concerns a clean-up. */
final class Listed {
  /** Everything that is there, marked or not. */
  final Set<String> ids = new HashSet<>();

  private final Map<String, RemoteItem.Whole> marked = new LinkedHashMap<>();
  private final Map<String, List<RemoteItem.Slot>> slots = new HashMap<>();

  /** Requests that it took, at least. */
  int requests;

  private Listed() {}

  static Listed all(RemoteCalendar calendar) {
    var listed = new Listed();
    Optional<String> page = Optional.empty();
    do {
      page = listed.add(calendar.list(Optional.empty(), page));
    } while (page.isPresent());
    return listed;
  }

  private Optional<String> add(Listing listing) {
    requests++;
    return switch (listing) {
      case Listing.Page(var items, var next, var cursor) -> {
        items.forEach(this::add);
        yield next;
      }
      case Listing.CursorExpired() ->
          throw new IllegalStateException("a listing without a cursor cannot expire");
    };
  }

  private void add(RemoteItem item) {
    switch (item) {
      case RemoteItem.Whole whole -> {
        ids.add(whole.id());
        if (key(whole).isPresent()) {
          marked.put(whole.id(), whole);
        }
      }
      case RemoteItem.Slot slot ->
          slots.computeIfAbsent(slot.masterId(), id -> new ArrayList<>()).add(slot);
      case RemoteItem.Malformed(var id, var reason, var detail) -> ids.add(id);
      case RemoteItem.Deleted(var id) -> {
        ids.remove(id);
        marked.remove(id);
      }
    }
  }

  /** The key of what bears our mark. */
  static Optional<UUID> key(RemoteItem.Whole whole) {
    return whole.key().flatMap(Reach::id);
  }

  Collection<RemoteItem.Whole> marked() {
    return marked.values();
  }

  Copy copy(RemoteItem.Whole whole) {
    return Copy.of(new Read.Found(whole, slots.getOrDefault(whole.id(), List.of())));
  }
}
