package io.concordat.ee.calendar.remote;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.concordat.ee.calendar.event.NormalForm;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A calendar under test, and how its answers are read. */
public record Trial(RemoteCalendar calendar) {
  static When at(String wall) {
    return timed(wall, BERLIN, 60);
  }

  RemoteParts create(EntryContent content) {
    var written = calendar.create(UUID.randomUUID().toString(), content);
    return assertInstanceOf(Written.Done.class, written, content::toString).parts();
  }

  static RemoteParts done(Written written) {
    return assertInstanceOf(Written.Done.class, written).parts();
  }

  Copy read(String id) {
    return Copy.of(assertInstanceOf(Read.Found.class, calendar.read(id)));
  }

  /** In the vendor's words: those it need not hold are ours. */
  void assertSame(EntryContent expected, EntryContent actual) {
    assertEquals(shown(expected), shown(actual));
  }

  EntryContent shown(EntryContent content) {
    return NormalForm.of(calendar.asShown(content));
  }

  Changes changes(Optional<String> cursor) {
    var items = new ArrayList<RemoteItem>();
    var page = Optional.<String>empty();
    while (true) {
      var listed = assertInstanceOf(Listing.Page.class, calendar.list(cursor, page));
      items.addAll(listed.items());
      if (listed.nextCursor().isPresent()) {
        return new Changes(items, listed.nextCursor().get(), copies(List.of(), items));
      }
      page = listed.nextPage();
    }
  }

  /** A listing, and what it makes of what was known. */
  record Changes(List<RemoteItem> items, String cursor, List<Copy> copies) {
    Changes then(Changes next) {
      return new Changes(next.items(), next.cursor(), Trial.copies(copies, next.items()));
    }
  }

  private static List<Copy> copies(List<Copy> known, List<RemoteItem> items) {
    var copies = new TreeMap<String, Copy>();
    known.forEach(copy -> copies.put(copy.parts().id(), copy));
    for (var item : items) {
      if (item instanceof RemoteItem.Whole whole) {
        copies.compute(whole.id(), (id, copy) -> copy == null ? Copy.of(whole) : copy.with(whole));
      }
    }
    for (var item : items) {
      if (item instanceof RemoteItem.Slot slot) {
        copies.computeIfPresent(slot.masterId(), (id, copy) -> copy.with(slot));
      }
    }
    return List.copyOf(copies.values());
  }
}
