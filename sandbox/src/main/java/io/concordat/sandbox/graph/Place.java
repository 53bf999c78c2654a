package io.concordat.sandbox.graph;

import io.concordat.sandbox.http.Call;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** A calendar as one caller reaches it, and the items named below it. */
record Place(Mailboxes world, Caller caller, Mailbox box, Folder folder, boolean anyFolder) {
  private static final Set<String> READ =
      Set.of("Calendars.Read", "Calendars.ReadWrite", "Calendars.ReadBasic");
  private static final Set<String> WRITE = Set.of("Calendars.ReadWrite");

  void reading() {
    caller.needsOneOf(READ);
  }

  void writing() {
    caller.needsOneOf(WRITE);
    if (!folder.canEdit()) {
      throw GraphError.accessDenied();
    }
  }

  /** One item, or one day of a series, where it lies. */
  record Found(Folder folder, Item item, Optional<LocalDate> day) {
    Item.Stamp stamp() {
      return day.map(item.parts()::get).map(Item.Part::stamp).orElse(item.stamp());
    }
  }

  Found find(Call call, String id) {
    call.eventId(id);
    Ids.Ref ref = Ids.read(id);
    Folder home =
        box.folderOf(ref)
            .filter(f -> anyFolder || f == folder)
            .orElseThrow(GraphError::itemNotFound);
    call.calendarId(home.id());
    Item item = home.item(ref.key()).orElseThrow(GraphError::itemNotFound);
    if (ref.day().filter(day -> !item.hasDay(day)).isPresent()) {
      throw GraphError.itemNotFound();
    }
    return new Found(home, item, ref.day());
  }

  View view(Folder home, Prefer prefer) {
    return new View(box, home, prefer, world.options().allDayFloats());
  }
}
