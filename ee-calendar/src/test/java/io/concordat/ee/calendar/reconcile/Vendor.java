package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vendor as small as it can be: revisions, a change feed, conditional writes. */
final class Vendor {
  private final Map<Long, Event> events = new HashMap<>();
  long changes;

  static final class Event {
    final long id;
    final Item item;
    EntryContent content;
    boolean deleted;
    long revision;

    Event(long id, Item item, EntryContent content) {
      this.id = id;
      this.item = item;
      this.content = content;
    }

    Remote seen() {
      return deleted ? new Remote.Deleted() : new Remote.Present(content);
    }
  }

  @Nullable Event find(long id) {
    return events.get(id);
  }

  Event create(long id, Item item, EntryContent content) {
    var event = new Event(id, item, content);
    events.put(id, event);
    touch(event);
    return event;
  }

  /** A new revision, whether or not anything that we look at has changed. */
  void touch(Event event) {
    event.revision = ++changes;
  }

  /** An event as it was when it was listed. */
  record Listed(Event event, long revision) {}

  /** What changed since; a listing of everything leaves out what is deleted. */
  List<Listed> since(long cursor) {
    var changed = new ArrayList<Listed>();
    for (var event : events.values()) {
      if (event.revision > cursor && (cursor > 0 || !event.deleted)) {
        changed.add(new Listed(event, event.revision));
      }
    }
    changed.sort(Comparator.comparingLong(Listed::revision));
    return changed;
  }
}
