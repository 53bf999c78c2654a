package io.concordat.ee.calendar.remote;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.days;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every vendor behind {@link RemoteCalendar} does. Each test starts with no events. */
public interface RemoteCalendarContract extends SlotsContract, ChannelsContract {
  ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  default void describesItself() {
    var described = calendar().describe();
    assertFalse(described.id().isEmpty());
    assertTrue(described.writable());
    assertEquals(BERLIN, described.zone());
  }

  @Test
  default void anEmptyCalendarListsNothing() {
    var first = trial().changes(Optional.empty());
    assertEquals(List.of(), first.items());
    assertEquals(List.of(), trial().changes(Optional.of(first.cursor())).items());
  }

  @Test
  default void whatIsCreatedComesBackTheSame() {
    for (var content : contents()) {
      var parts = trial().create(content);
      trial().assertSame(content, trial().read(parts.id()).content());
      assertEquals(parts, trial().read(parts.id()).parts(), content::toString);
    }
  }

  @Test
  default void whatIsCreatedIsListedTheSame() {
    var contents = contents();
    contents.forEach(trial()::create);
    var listed = trial().changes(Optional.empty());
    assertEquals(contents.size(), listed.copies().size());
    for (var content : contents) {
      assertTrue(
          listed.copies().stream()
              .anyMatch(copy -> Fields.same(trial().shown(content), trial().shown(copy.content()))),
          () -> content + " in " + listed.copies());
    }
    assertEquals(List.of(), trial().changes(Optional.of(listed.cursor())).items());
  }

  @Test
  default void whatWeCreateIsOursAndInvitesNobody() {
    var key = UUID.randomUUID().toString();
    calendar().create(key, single("mine"));
    var found = assertInstanceOf(Read.Found.class, calendar().readCreated(key)).item();
    assertEquals(Optional.of(key), found.key());
    assertEquals(Set.of(), found.attendees());
    assertTrue(found.organizerSelf());
    assertFalse(found.icalUid().isEmpty());
  }

  @Test
  default void creatingAgainFindsTheFirst() {
    var key = UUID.randomUUID().toString();
    calendar().create(key, single("first"));
    var again = assertInstanceOf(Written.Exists.class, calendar().create(key, single("second")));
    var found = assertInstanceOf(Read.Found.class, again.now());
    assertEquals("first", found.item().content().title());
    assertEquals(1, trial().changes(Optional.empty()).items().size());
  }

  @Test
  default void creatingAgainFindsThatItWasDeleted() {
    var key = UUID.randomUUID().toString();
    var parts = Trial.done(calendar().create(key, single("first")));
    Trial.done(calendar().delete(parts, single("a")));
    var again = assertInstanceOf(Written.Exists.class, calendar().create(key, single("first")));
    assertInstanceOf(Read.Deleted.class, again.now());
  }

  @Test
  default void aKeyThatWasNeverUsedIsMissing() {
    assertInstanceOf(Read.Missing.class, calendar().readCreated(UUID.randomUUID().toString()));
  }

  @Test
  default void anUpdateIsListedOnceWithItsRevision() {
    var parts = trial().create(single("before"));
    trial().create(single("other"));
    var cursor = trial().changes(Optional.empty()).cursor();
    var after = Trial.done(calendar().update(parts, single("before"), single("after")));
    assertNotEquals(parts.revision(), after.revision());
    var listed = trial().changes(Optional.of(cursor));
    assertEquals(List.of(new Copy(single("after"), after)), listed.copies());
  }

  @Test
  default void anUpdateLeavesAloneWhatDidNotChange() {
    var before = texts("a", "notes", "room");
    var parts = trial().create(before);
    var theirs = Trial.done(calendar().update(parts, before, texts("a", "their notes", "room")));
    Trial.done(calendar().update(theirs, before, texts("b", "notes", "room")));
    trial().assertSame(texts("b", "their notes", "room"), trial().read(parts.id()).content());
  }

  @Test
  default void everyContentCanBecomeEveryOther() {
    var contents = contents();
    for (int i = 0; i < contents.size(); i++) {
      var from = contents.get(i);
      var to = contents.get((i + 3) % contents.size());
      var parts = trial().create(from);
      var written = calendar().update(parts, from, to);
      var after = assertInstanceOf(Written.Done.class, written, () -> from + " to " + to).parts();
      trial().assertSame(to, trial().read(parts.id()).content());
      assertEquals(after.revision(), trial().read(parts.id()).parts().revision());
    }
  }

  @Test
  default void aStaleUpdateWritesNothing() {
    var parts = trial().create(single("a"));
    Trial.done(calendar().update(parts, single("a"), single("b")));
    assertInstanceOf(Written.Stale.class, calendar().update(parts, single("a"), single("c")));
    assertInstanceOf(Written.Stale.class, calendar().delete(parts, single("a")));
    trial().assertSame(single("b"), trial().read(parts.id()).content());
  }

  @Test
  default void aDayOfASeriesThatSomebodyMovedMeanwhileIsStale() {
    var weekly = weekly("w", Map.of());
    var parts = trial().create(weekly);
    var moved =
        series(
            "w",
            timed("2026-03-02T09:35", BERLIN, 60),
            weekly.recurrence().orElseThrow(),
            Map.of());
    Trial.done(calendar().update(parts, weekly, moved));
    for (var day : List.of(cancelled(), changed("other", timed("2026-03-09T11:00", BERLIN, 60)))) {
      var wanted = weekly("w", Map.of(slot("2026-03-09T09:00"), day));
      assertInstanceOf(Written.Stale.class, calendar().update(parts, weekly, wanted));
    }
    trial().assertSame(moved, trial().read(parts.id()).content());
  }

  @Test
  default void whatIsDeletedIsListedAsDeletedAndStaysSo() {
    var parts = trial().create(single("a"));
    var cursor = trial().changes(Optional.empty()).cursor();
    assertInstanceOf(Written.Done.class, calendar().delete(parts, single("a")));
    assertEquals(
        List.of(new RemoteItem.Deleted(parts.id())), trial().changes(Optional.of(cursor)).items());
    for (var again :
        List.of(
            calendar().delete(parts, single("a")),
            calendar().update(parts, single("a"), single("b")))) {
      assertTrue(again instanceof Written.Missing || again instanceof Written.Stale);
    }
    assertInstanceOf(Read.Deleted.class, calendar().read(parts.id()));
  }

  @Test
  default void whatNeverWasIsMissing() {
    var never = new RemoteParts("0123456789abcdef", "\"1\"");
    assertInstanceOf(Read.Missing.class, calendar().read(never.id()));
    assertInstanceOf(Written.Missing.class, calendar().delete(never, single("a")));
    assertInstanceOf(Written.Missing.class, calendar().update(never, single("a"), single("b")));
  }

  @Test
  default void aRuleWithinADayIsRefused() {
    var hourly = series("h", Trial.at("2026-03-02T09:00"), "FREQ=HOURLY;COUNT=3");
    assertEquals(
        new Written.Refused(Refusal.SUB_DAILY),
        calendar().create(UUID.randomUUID().toString(), hourly));
    var parts = trial().create(single("a"));
    assertEquals(
        new Written.Refused(Refusal.SUB_DAILY), calendar().update(parts, single("a"), hourly));
    trial().assertSame(single("a"), trial().read(parts.id()).content());
  }

  @Test
  default void anUnknownCursorMeansToReadEverything() {
    assertInstanceOf(
        Listing.CursorExpired.class,
        calendar().list(Optional.of("bm90LWEtY3Vyc29y"), Optional.empty()));
  }

  private static EntryContent texts(String title, String notes, String location) {
    return new EntryContent(
        title,
        notes,
        location,
        Trial.at("2026-03-02T09:00"),
        false,
        EntryStatus.CONFIRMED,
        Optional.empty(),
        new TreeMap<>());
  }

  private static EntryContent narrowed(EntryContent content) {
    return new EntryContent(
        content.title(),
        content.notes(),
        content.location(),
        content.when(),
        true,
        EntryStatus.TENTATIVE,
        content.recurrence(),
        content.exceptions());
  }

  /** What the vendor can hold of these; it refuses the rest with a reason. */
  default boolean holds(EntryContent content) {
    return true;
  }

  private List<EntryContent> contents() {
    return allContents().stream().filter(this::holds).toList();
  }

  private static List<EntryContent> allContents() {
    var overlap = LocalDateTime.parse("2026-11-01T01:30").atZone(NEW_YORK);
    var early = overlap.withEarlierOffsetAtOverlap();
    var late = overlap.withLaterOffsetAtOverlap();
    Map<RecurrenceId, Occurrence> slots =
        Map.of(
            slot("2026-03-09T09:00"),
            cancelled(),
            slot("2026-03-30T09:00"),
            changed("moved", timed("2026-03-31T14:15", NEW_YORK, 20)));
    var recurrence =
        new Recurrence(
            List.of("FREQ=DAILY;UNTIL=20260320"),
            List.of("FREQ=WEEKLY;BYDAY=SU"),
            new TreeSet<>(Set.of(slot("2026-04-01T08:30"))));
    return List.of(
        single("plain"),
        narrowed(single("private and tentative")),
        texts("", "", ""),
        texts("👷 עברית \"quoted\" \\", "<b>HTML</b>\n<a href=\"x\">&amp;</a>", "Straße 1"),
        single("all day", days("2026-03-28", 1)),
        single("three days", days("2026-12-30", 3)),
        single("utc", timed("2026-03-02T09:00", ZoneOffset.UTC, 5)),
        single("alias", timed("2026-03-02T09:00", ZoneId.of("Asia/Calcutta"), 5)),
        single("first hour of two", new When.Timed(early, early.plusMinutes(15))),
        single("second hour of two", new When.Timed(late, late.plusMinutes(15))),
        single("into the second hour", new When.Timed(early, late)),
        weekly("series", slots),
        narrowed(weekly("private series", Map.of(slot("2026-03-16T09:00"), cancelled()))),
        series("rules", timed("2026-03-02T08:30", BERLIN, 30), recurrence, Map.of()),
        series(
            "all-day series",
            days("2026-03-02", 1),
            "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261231",
            Map.of(
                slot("2026-04-06"),
                cancelled(),
                slot("2026-05-04"),
                changed("x", days("2026-05-05", 2)))),
        series(
            "over a clock change",
            timed("2026-10-20T01:30", NEW_YORK, 45),
            "FREQ=DAILY;COUNT=20",
            Map.of(slot("2026-11-01T01:30"), cancelled())));
  }
}
