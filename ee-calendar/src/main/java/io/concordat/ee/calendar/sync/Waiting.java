package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Entries of the calendar's user that have no copy yet. In the first full listing an event that is
 * the same work becomes that copy, instead of a second entry.
 */
final class Waiting {
  private static final int MOST = 20_000;

  private final DirtyRows dirty;
  private final Desk desk;

  Waiting(DirtyRows dirty, Desk desk) {
    this.dirty = dirty;
    this.desk = desk;
  }

  Intake.Known of(Session session) {
    if (session.provider().progress().importedAt().isPresent() || !session.provider().pullsIn()) {
      return Intake.Known.NONE;
    }
    Map<SameWork.Likeness, ScheduleEntry> entries =
        session.tx((tx, counts) -> entries(tx, session));
    return (tx, content) ->
        Optional.ofNullable(entries.get(SameWork.Likeness.of(session.calendar.asShown(content))));
  }

  private Map<SameWork.Likeness, ScheduleEntry> entries(Tx tx, Session session) {
    var found = new HashMap<SameWork.Likeness, ScheduleEntry>();
    var unmapped =
        dirty.unmapped(tx, session.id, session.provider().user(), true, true, session.began, MOST);
    for (ScheduleEntry entry :
        desk.read(tx, unmapped.stream().map(DirtyRows.Unmapped::entry).toList()).values()) {
      EntryContent content = session.calendar.asShown(entry.content());
      found.putIfAbsent(SameWork.Likeness.of(content), entry);
    }
    return found;
  }
}
