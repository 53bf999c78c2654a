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
import io.concordat.ee.calendar.event.NormalForm;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every vendor behind {@link RemoteCalendar} does. Each test starts with no events. */
public interface RemoteCalendarContract {
  ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** The calendar under test. */
  RemoteCalendar calendar();

  /** Somewhere notices may be sent. */
  URI callback();

  @Test
  default void describesItself() {
    var described = calendar().describe();
    assertFalse(described.id().isEmpty());
    assertTrue(described.writable());
    assertEquals(BERLIN, described.zone());
  }

  @Test
  default void anEmptyCalendarListsNothing() {
    var first = changes(Optional.empty());
    assertEquals(List.of(), first.items());
    assertEquals(List.of(), changes(Optional.of(first.cursor())).items());
  }

  @Test
  default void whatIsCreatedComesBackTheSame() {
    for (var content : contents()) {
      var parts = create(content);
      assertSame(content, read(parts.id()).content());
      assertEquals(parts, read(parts.id()).parts(), content::toString);
    }
  }

  @Test
  default void whatIsCreatedIsListedTheSame() {
    var contents = contents();
    contents.forEach(this::create);
    var listed = changes(Optional.empty());
    assertEquals(contents.size(), listed.copies().size());
    for (var content : contents) {
      assertTrue(
          listed.copies().stream()
              .anyMatch(copy -> Fields.same(shown(content), shown(copy.content()))),
          () -> content + " in " + listed.copies());
    }
    assertEquals(List.of(), changes(Optional.of(listed.cursor())).items());
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
    assertEquals(1, changes(Optional.empty()).items().size());
  }

  @Test
  default void creatingAgainFindsThatItWasDeleted() {
    var key = UUID.randomUUID().toString();
    var parts = done(calendar().create(key, single("first")));
    done(calendar().delete(parts));
    var again = assertInstanceOf(Written.Exists.class, calendar().create(key, single("first")));
    assertInstanceOf(Read.Deleted.class, again.now());
  }

  @Test
  default void aKeyThatWasNeverUsedIsMissing() {
    assertInstanceOf(Read.Missing.class, calendar().readCreated(UUID.randomUUID().toString()));
  }

  @Test
  default void anUpdateIsListedOnceWithItsRevision() {
    var parts = create(single("before"));
    create(single("other"));
    var cursor = changes(Optional.empty()).cursor();
    var after = done(calendar().update(parts, single("before"), single("after")));
    assertNotEquals(parts.revision(), after.revision());
    var listed = changes(Optional.of(cursor));
    assertEquals(List.of(new Copy(single("after"), after)), listed.copies());
  }

  @Test
  default void anUpdateLeavesAloneWhatDidNotChange() {
    var before = texts("a", "notes", "room");
    var parts = create(before);
    var theirs = done(calendar().update(parts, before, texts("a", "their notes", "room")));
    done(calendar().update(theirs, before, texts("b", "notes", "room")));
    assertSame(texts("b", "their notes", "room"), read(parts.id()).content());
  }

  @Test
  default void everyContentCanBecomeEveryOther() {
    var contents = contents();
    for (int i = 0; i < contents.size(); i++) {
      var from = contents.get(i);
      var to = contents.get((i + 3) % contents.size());
      var parts = create(from);
      var written = calendar().update(parts, from, to);
      var after = assertInstanceOf(Written.Done.class, written, () -> from + " to " + to).parts();
      assertSame(to, read(parts.id()).content());
      assertEquals(after.revision(), read(parts.id()).parts().revision());
    }
  }

  @Test
  default void aStaleUpdateWritesNothing() {
    var parts = create(single("a"));
    done(calendar().update(parts, single("a"), single("b")));
    assertInstanceOf(Written.Stale.class, calendar().update(parts, single("a"), single("c")));
    assertInstanceOf(Written.Stale.class, calendar().delete(parts));
    assertSame(single("b"), read(parts.id()).content());
  }

  @Test
  default void whatIsDeletedIsListedAsDeletedAndStaysSo() {
    var parts = create(single("a"));
    var cursor = changes(Optional.empty()).cursor();
    assertInstanceOf(Written.Done.class, calendar().delete(parts));
    assertEquals(List.of(new RemoteItem.Deleted(parts.id())), changes(Optional.of(cursor)).items());
    for (var again :
        List.of(calendar().delete(parts), calendar().update(parts, single("a"), single("b")))) {
      assertTrue(again instanceof Written.Missing || again instanceof Written.Stale);
    }
    assertInstanceOf(Read.Deleted.class, calendar().read(parts.id()));
  }

  @Test
  default void aDeletedSeriesTakesItsExceptionsAlong() {
    var parts =
        create(weekly("s", Map.of(slot("2026-03-16T09:00"), changed("x", days("2026-03-17", 1)))));
    var cursor = changes(Optional.empty()).cursor();
    done(calendar().delete(parts));
    assertTrue(changes(Optional.of(cursor)).items().contains(new RemoteItem.Deleted(parts.id())));
    assertInstanceOf(Read.Deleted.class, calendar().read(parts.id()));
  }

  @Test
  default void whatNeverWasIsMissing() {
    var never = new RemoteParts("0123456789abcdef", "\"1\"");
    assertInstanceOf(Read.Missing.class, calendar().read(never.id()));
    assertInstanceOf(Written.Missing.class, calendar().delete(never));
    assertInstanceOf(Written.Missing.class, calendar().update(never, single("a"), single("b")));
  }

  @Test
  default void slotsAreCancelledChangedAndRestored() {
    var moved = changed("moved", timed("2026-03-24T15:00", BERLIN, 30));
    var steps =
        List.of(
            weekly("s", Map.of(slot("2026-03-09T09:00"), cancelled())),
            weekly("s", Map.of(slot("2026-03-16T09:00"), cancelled())),
            weekly("s", Map.of(slot("2026-03-16T09:00"), moved, slot("2026-03-30T09:00"), moved)),
            weekly("t", Map.of(slot("2026-03-16T09:00"), cancelled())),
            weekly("t", Map.of(slot("2026-03-09T09:00"), moved)),
            weekly("t", Map.of()),
            weekly("u", Map.of()));
    var parts = create(steps.getFirst());
    var known = changes(Optional.empty());
    for (int i = 1; i < steps.size(); i++) {
      parts = done(calendar().update(parts, steps.get(i - 1), steps.get(i)));
      assertSame(steps.get(i), read(parts.id()).content());
      assertEquals(parts, read(parts.id()).parts());
      known = known.then(changes(Optional.of(known.cursor())));
      assertSame(steps.get(i), known.copies().getFirst().content());
    }
  }

  @Test
  default void aStaleSlotIsNotOverwritten() {
    var before =
        weekly("s", Map.of(slot("2026-03-09T09:00"), changed("x", at("2026-03-09T10:00"))));
    var parts = create(before);
    var theirs =
        weekly("s", Map.of(slot("2026-03-09T09:00"), changed("y", at("2026-03-09T11:00"))));
    done(calendar().update(parts, before, theirs));
    var ours = weekly("s", Map.of(slot("2026-03-09T09:00"), cancelled()));
    assertInstanceOf(Written.Stale.class, calendar().update(parts, before, ours));
    assertSame(theirs, read(parts.id()).content());
  }

  @Test
  default void aMovedSeriesKeepsOnlyTheSlotsItStillHas() {
    var before =
        weekly(
            "s",
            Map.of(
                slot("2026-03-09T09:00"),
                cancelled(),
                slot("2026-03-16T09:00"),
                changed("x", at("2026-03-16T12:00"))));
    var after =
        series(
            "s",
            at("2026-03-02T10:00"),
            "FREQ=WEEKLY",
            Map.of(slot("2026-03-16T10:00"), cancelled()));
    var parts = create(before);
    done(calendar().update(parts, before, after));
    assertSame(after, read(parts.id()).content());
  }

  @Test
  default void aRuleWithinADayIsRefused() {
    var hourly = series("h", at("2026-03-02T09:00"), "FREQ=HOURLY;COUNT=3");
    assertEquals(
        new Written.Refused(Refusal.SUB_DAILY),
        calendar().create(UUID.randomUUID().toString(), hourly));
    var parts = create(single("a"));
    assertEquals(
        new Written.Refused(Refusal.SUB_DAILY), calendar().update(parts, single("a"), hourly));
    assertSame(single("a"), read(parts.id()).content());
  }

  @Test
  default void aSlotThatTheSeriesDoesNotHaveIsRefusedOnChange() {
    var parts = create(weekly("s", Map.of()));
    var tuesday =
        weekly("s", Map.of(slot("2026-03-10T09:00"), changed("x", at("2026-03-11T09:00"))));
    assertEquals(
        new Written.Refused(Refusal.NO_SUCH_SLOT),
        calendar().update(parts, weekly("s", Map.of()), tuesday));
  }

  @Test
  default void anUnknownCursorMeansToReadEverything() {
    assertInstanceOf(
        Listing.CursorExpired.class,
        calendar().list(Optional.of("bm90LWEtY3Vyc29y"), Optional.empty()));
  }

  @Test
  default void noticesAreGrantedAndEnded() {
    var id = UUID.randomUUID().toString();
    var granted =
        assertInstanceOf(
            Watched.Granted.class,
            calendar().watch(id, Secret.of("t"), callback(), Duration.ofDays(1)));
    assertEquals(id, granted.channelId());
    assertTrue(granted.expires().isPresent());
    calendar().stop(id, granted.resourceId());
    calendar().stop(id, granted.resourceId());
  }

  @Test
  default void aChannelIsRenewedWhileItIsThere() {
    String id = UUID.randomUUID().toString();
    var ttl = Duration.ofDays(1);
    var granted =
        assertInstanceOf(
            Watched.Granted.class, calendar().watch(id, Secret.of(id + ".t"), callback(), ttl));
    Renewed first = calendar().renew(id, granted.resourceId(), ttl.plusDays(1));
    calendar().stop(id, granted.resourceId());
    Renewed after = calendar().renew(id, granted.resourceId(), ttl);
    if (first instanceof Renewed.Granted(var expires)) {
      assertTrue(expires.orElseThrow().isAfter(granted.expires().orElseThrow()));
      assertEquals(new Renewed.Gone(), after);
    } else {
      assertEquals(List.of(new Renewed.Never(), new Renewed.Never()), List.of(first, after));
    }
  }

  @Test
  default void aChannelWhoseAnswerWasLostCanBeEnded() {
    var lost = UUID.randomUUID().toString();
    var kept = UUID.randomUUID().toString();
    var ttl = Duration.ofDays(1);
    calendar().watch(lost, Secret.of(lost + ".t"), callback(), ttl);
    var granted =
        assertInstanceOf(
            Watched.Granted.class, calendar().watch(kept, Secret.of(kept + ".t"), callback(), ttl));
    calendar().stopLost(Set.of(lost, "never-there"), granted.resourceId(), callback());
    assertNotEquals(
        new Renewed.Gone(), calendar().renew(kept, granted.resourceId(), ttl.plusDays(1)));
    calendar().stop(kept, granted.resourceId());
  }

  @Test
  default void noticesAreNotSentInTheClear() {
    assertEquals(
        new Watched.Refused(Refusal.CALLBACK_NOT_ACCEPTED),
        calendar()
            .watch(
                UUID.randomUUID().toString(),
                Secret.of("t"),
                URI.create("http://plain.example.org/hook"),
                Duration.ofDays(1)));
  }

  private static When at(String wall) {
    return timed(wall, BERLIN, 60);
  }

  private static EntryContent texts(String title, String notes, String location) {
    return new EntryContent(
        title,
        notes,
        location,
        at("2026-03-02T09:00"),
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

  private RemoteParts create(EntryContent content) {
    var written = calendar().create(UUID.randomUUID().toString(), content);
    return assertInstanceOf(Written.Done.class, written, content::toString).parts();
  }

  private static RemoteParts done(Written written) {
    return assertInstanceOf(Written.Done.class, written).parts();
  }

  private Copy read(String id) {
    return Copy.of(assertInstanceOf(Read.Found.class, calendar().read(id)));
  }

  /** In the vendor's words: those it need not hold are ours. */
  private void assertSame(EntryContent expected, EntryContent actual) {
    assertEquals(shown(expected), shown(actual));
  }

  private EntryContent shown(EntryContent content) {
    return NormalForm.of(calendar().asShown(content));
  }

  private Changes changes(Optional<String> cursor) {
    var items = new ArrayList<RemoteItem>();
    var page = Optional.<String>empty();
    while (true) {
      var listed = assertInstanceOf(Listing.Page.class, calendar().list(cursor, page));
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
      return new Changes(
          next.items(), next.cursor(), RemoteCalendarContract.copies(copies, next.items()));
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
