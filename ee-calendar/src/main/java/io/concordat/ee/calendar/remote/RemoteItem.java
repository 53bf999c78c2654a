package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.EventType;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** One item of a listing or a read. */
public sealed interface RemoteItem {
  String id();

  /**
   * A single event or a series' master. Its own EXDATEs are in the content as cancelled slots; what
   * else became of its slots comes as items of their own ({@link Slot}), in any order.
   *
   * @param icalUid empty if the vendor gave none
   * @param attendees e-mail addresses in lower case, rooms left out
   * @param organizerSelf false: a guest's copy
   * @param key the client key this item was created under, if it is one of ours
   */
  record Whole(
      String id,
      String revision,
      EntryContent content,
      String icalUid,
      Set<String> attendees,
      boolean organizerSelf,
      EventType type,
      Optional<String> key)
      implements RemoteItem {
    public Whole {
      attendees = Set.copyOf(attendees);
    }

    /** The same item, in other words. */
    public Whole with(EntryContent words) {
      return new Whole(id, revision, words, icalUid, attendees, organizerSelf, type, key);
    }
  }

  /** One slot of a series that was changed or cancelled by itself. May come before its master. */
  record Slot(String masterId, Original original, String id, String revision, Occurrence occurrence)
      implements RemoteItem {}

  /** A single, a series or (rarely) an instance whose id we know, with nothing but its id. */
  record Deleted(String id) implements RemoteItem {}

  /**
   * Cannot be read; put aside with its reason while its page completes.
   *
   * @param detail our own words, safe to show
   */
  record Malformed(String id, Refusal reason, String detail) implements RemoteItem {}

  /** When a slot was to begin. It becomes a slot id only by its series' start. */
  sealed interface Original {
    RecurrenceId slot(When master);

    /** Of an all-day series. */
    record Day(LocalDate date) implements Original {
      @Override
      public RecurrenceId slot(When master) {
        return switch (master) {
          case When.AllDay allDay -> RecurrenceId.of(date);
          case When.Timed timed -> RecurrenceId.of(date.atTime(timed.start().toLocalTime()));
        };
      }
    }

    /** Of a timed series, in whatever zone the vendor wrote it. */
    record Moment(ZonedDateTime start) implements Original {
      @Override
      public RecurrenceId slot(When master) {
        return switch (master) {
          case When.AllDay allDay -> RecurrenceId.of(start.toLocalDate());
          case When.Timed timed ->
              RecurrenceId.of(start.withZoneSameInstant(timed.zone()).toLocalDateTime());
        };
      }
    }
  }
}
