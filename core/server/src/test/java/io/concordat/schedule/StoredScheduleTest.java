package io.concordat.schedule;

import static io.concordat.schedule.Given.BERLIN;
import static io.concordat.schedule.Given.days;
import static io.concordat.schedule.Given.series;
import static io.concordat.schedule.Given.shown;
import static io.concordat.schedule.Given.single;
import static io.concordat.schedule.Given.slot;
import static io.concordat.schedule.Given.timed;
import static io.concordat.schedule.Given.titled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.identity.Role;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class StoredScheduleTest {
  private static volatile Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private static final GroundFixture fixture = GroundFixture.open(() -> now);
  private static final StoredSchedule schedule =
      new StoredSchedule(fixture.ground().outbox(), () -> now);
  private static final TenantId tenant = fixture.tenant("one");
  private static final UserId ann = fixture.user(tenant, "ann@example.com", Role.TECHNICIAN);
  private static final UserId bob = fixture.user(tenant, "bob@example.com", Role.TECHNICIAN);

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static ScheduleEntryId id() {
    return new ScheduleEntryId(UUID.randomUUID());
  }

  private static Map<ScheduleEntryId, Applied> apply(Command... commands) {
    return fixture.in(tenant, tx -> schedule.apply(tx, "test", List.of(commands)));
  }

  private static ScheduleEntryId made(EntryContent content, UserId... users) {
    ScheduleEntryId id = id();
    assertEquals(
        Map.of(id, new Applied.Done(1)), apply(new Command.Create(id, content, Set.of(users), "")));
    return id;
  }

  private static StoredEntry read(ScheduleEntryId id) {
    return fixture.in(tenant, tx -> schedule.find(tx, id).orElseThrow());
  }

  private static long events() {
    return number("select count(*) from outbox");
  }

  private static long number(String sql) {
    return fixture.in(tenant, tx -> Handles.of(tx).createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void whatIsStoredReadsBackExactly() {
    var overlap = LocalDateTime.parse("2026-10-25T02:30").atZone(BERLIN);
    var later = overlap.withLaterOffsetAtOverlap();
    var utc = ZonedDateTime.of(LocalDateTime.parse("2026-03-05T09:00"), ZoneOffset.UTC);
    var named = utc.withZoneSameLocal(ZoneId.of("UTC"));
    var kathmandu = utc.withZoneSameLocal(ZoneId.of("Asia/Kathmandu"));
    var added = new TreeSet<RecurrenceId>(List.of(slot("2026-01-08T15:00:00")));
    var rich =
        Series.cancel(
            Series.change(
                Given.content(
                    "\u05e9\u05dc\u05d5\u05dd \ud83d\udc77\u200d\u2640\ufe0f \\ \" ' {} NULL",
                    new When.Timed(overlap, later.plusMinutes(5)),
                    Optional.of(
                        new Recurrence(
                            List.of("FREQ=WEEKLY", "freq=daily;x=1"),
                            List.of("FREQ=MONTHLY"),
                            added)),
                    Collections.emptySortedMap()),
                slot("2026-11-01T02:30:00"),
                shown("", new When.Timed(later, later))),
            slot("2026-11-08T02:30:00"));
    for (EntryContent content :
        List.of(
            single(days("2026-03-05", 3)),
            single(new When.Timed(later, later)),
            single(new When.Timed(utc, utc.plusMinutes(1))),
            single(new When.Timed(named, named.plusMinutes(1))),
            single(new When.Timed(kathmandu, kathmandu.plusDays(1))),
            series(days("2026-03-05", 1), "FREQ=DAILY;COUNT=3"),
            new EntryContent(
                "",
                "",
                "",
                timed("2026-03-05T09:00", 0),
                true,
                EntryStatus.TENTATIVE,
                Optional.empty(),
                Collections.emptySortedMap()),
            rich)) {
      assertEquals(content, read(made(content)).entry().content());
    }
  }

  @Test
  void staleCommandsChangeNothingAndTheOthersHold() {
    EntryContent visit = single(timed("2026-03-05T09:00", 60));
    ScheduleEntryId one = made(visit, ann);
    ScheduleEntryId two = made(visit, ann);
    ScheduleEntryId three = made(visit, ann);
    ScheduleEntryId unknown = id();
    long before = events();

    var applied =
        apply(
            new Command.Update(one, 1, titled(visit, "new")),
            new Command.Assign(two, 1, Set.of(bob)),
            new Command.Delete(three, 7),
            new Command.Update(unknown, 1, visit));

    assertEquals(
        Map.of(
            one, new Applied.Done(2),
            two, new Applied.Done(2),
            three, new Applied.Stale(),
            unknown, new Applied.Stale()),
        applied);
    assertEquals(before + 2, events());
    assertEquals("new", read(one).entry().content().title());
    assertEquals(Set.of(bob), read(two).entry().assignees());
    assertEquals(1, read(three).entry().version());
    assertEquals(
        Map.of(one, new Applied.Stale()), apply(new Command.Create(one, visit, Set.of(), "")));
  }

  @Test
  void ofTwoAtOnceOneIsStale() throws Exception {
    EntryContent visit = single(timed("2026-03-05T09:00", 60));
    ScheduleEntryId id = made(visit, ann);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries = new ArrayList<Callable<Applied>>();
      for (int i = 0; i < 6; i++) {
        Command command =
            i % 2 == 0
                ? new Command.Update(id, 1, titled(visit, "by " + i))
                : new Command.Assign(id, 1, i == 1 ? Set.of(bob) : Set.of(ann, bob));
        tries.add(() -> Objects.requireNonNull(apply(command).get(id)));
      }
      long done = 0;
      for (var outcome : executor.invokeAll(tries)) {
        done += outcome.get().equals(new Applied.Done(2)) ? 1 : 0;
      }
      assertEquals(1, done);
    }
    assertEquals(2, read(id).entry().version());
    assertEquals(
        Map.of(id, new Applied.Stale()), apply(new Command.Update(id, 1, titled(visit, "late"))));
  }

  @Test
  void equalContentIsNoChange() {
    EntryContent weekly =
        Series.cancel(
            series(timed("2026-03-05T09:00", 60), "FREQ=WEEKLY"), slot("2026-03-12T09:00:00"));
    ScheduleEntryId id = made(weekly, ann, bob);
    long before = events();
    assertEquals(Map.of(id, new Applied.Done(1)), apply(new Command.Update(id, 1, weekly)));
    assertEquals(
        Map.of(id, new Applied.Done(1)), apply(new Command.Assign(id, 1, Set.of(bob, ann))));
    assertEquals(before, events());
  }

  @Test
  void whoEditedLastIsKeptWhenSomethingElseChangesIt() {
    EntryContent visit = single(timed("2026-03-05T09:00", 60));
    ScheduleEntryId id = made(visit, ann);
    assertEquals(Optional.empty(), entry(id).edited());
    var change =
        new Change(
            id, 1, titled(visit, "edited"), Optional.empty(), Optional.empty(), Optional.of(ann));
    fixture.in(tenant, tx -> schedule.change(tx, "api", List.of(change)));
    assertEquals(Optional.of(new ScheduleEntry.Edit(ann, 2)), entry(id).edited());
    assertEquals("api", entry(id).cause());
    apply(new Command.Update(id, 2, titled(visit, "synced")));
    assertEquals(Optional.of(new ScheduleEntry.Edit(ann, 2)), entry(id).edited());
    assertEquals(3, entry(id).version());
    assertEquals("test", entry(id).cause());
    fixture.in(tenant, tx -> schedule.delete(tx, "api", Optional.of(ann), Map.of(id, 3L)));
    assertEquals(Optional.of(new ScheduleEntry.Edit(ann, 4)), entry(id).edited());
  }

  private ScheduleEntry entry(ScheduleEntryId id) {
    return Objects.requireNonNull(fixture.in(tenant, tx -> schedule.read(tx, List.of(id))).get(id));
  }

  @Test
  void tombstonesKeepTheLastContentUntilTheyAreForgotten() {
    EntryContent visit = single(timed("2026-03-05T09:00", 60));
    ScheduleEntryId id = made(visit, ann);
    assertEquals(Map.of(id, new Applied.Done(2)), apply(new Command.Delete(id, 1)));
    var tombstone = fixture.in(tenant, tx -> schedule.read(tx, List.of(id))).get(id);
    assertTrue(tombstone != null && tombstone.deleted() && tombstone.content().equals(visit));
    assertInstanceOf(Applied.Stale.class, apply(new Command.Delete(id, 2)).get(id));
    assertInstanceOf(
        Applied.Stale.class, apply(new Command.Create(id, visit, Set.of(), "")).get(id));
    String seen = "select count(*) from spi_schedule_assignees where entry_id = '" + id + "'";
    assertEquals(0, number(seen));
    String view =
        "select count(*) from spi_schedule_entries where deleted and version = 2 and id = '"
            + id
            + "'";
    assertEquals(1, number(view));

    fixture.in(tenant, schedule::purge);
    assertEquals(1, fixture.in(tenant, tx -> schedule.read(tx, List.of(id))).size());
    Instant start = now;
    now = start.plus(Duration.ofDays(181));
    fixture.in(tenant, schedule::purge);
    now = start;
    assertEquals(0, fixture.in(tenant, tx -> schedule.read(tx, List.of(id))).size());
  }

  @Test
  void theViewsShowTheSpanAndOnlyOwnRows() {
    ScheduleEntryId endless = made(series(timed("2026-03-05T09:00", 60), "FREQ=WEEKLY"), ann);
    ScheduleEntryId ending = made(series(days("2026-03-05", 1), "FREQ=DAILY;COUNT=3"), ann);
    String span =
        "select starts_at || ' ' || coalesce(ends_at::text, 'endless') from spi_schedule_entries"
            + " where id = :id";
    assertEquals("2026-03-05 08:00:00+00 endless", text(tenant, span, endless));
    assertEquals("2026-03-05 00:00:00+00 2026-03-08 00:00:00+00", text(tenant, span, ending));
    assertEquals("", text(fixture.tenant("other"), span, ending));
  }

  private static String text(TenantId of, String sql, ScheduleEntryId id) {
    return fixture.in(
        of,
        tx -> {
          Handles.of(tx).execute("set local time zone 'UTC'");
          return Handles.of(tx)
              .createQuery(sql)
              .bind("id", id.value())
              .mapTo(String.class)
              .findOne()
              .orElse("");
        });
  }

  /** Beside a plain batched insert of the same rows into the same tables. */
  @Test
  void thousandsOfEntriesAreOneGo() {
    int count = Boolean.getBoolean("concordat.long") ? 10_000 : 2_000;
    long product = Long.MAX_VALUE;
    long raw = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      TenantId fresh = fixture.tenant("bulk " + round);
      UserId user = fixture.user(fresh, "u" + round + "@example.com", Role.TECHNICIAN);
      var commands = new ArrayList<Command>();
      for (int i = 0; i < count; i++) {
        var start = timed("2026-01-01T09:00", 30).start().plusMinutes(i * 15L);
        commands.add(
            new Command.Create(
                id(), single(new When.Timed(start, start.plusHours(1))), Set.of(user), ""));
      }
      long began = System.nanoTime();
      var applied = fixture.in(fresh, tx -> schedule.apply(tx, "test", commands));
      product = Math.min(product, System.nanoTime() - began);
      assertTrue(applied.values().stream().allMatch(Applied.Done.class::isInstance));
      TenantId copy = fixture.tenant("copy " + round);
      UserId copied = fixture.user(copy, "c" + round + "@example.com", Role.TECHNICIAN);
      raw = Math.min(raw, RawInsert.time(fixture, fresh, copy, copied));
    }
    System.out.printf(
        "schedule.apply %d creates: %.0f entries/s, raw batched insert %.0f entries/s, ratio %.2f%n",
        count, count * 1e9 / product, count * 1e9 / raw, (double) raw / product);
    assertTrue(product < raw * 4, "entries are not written set-wise");
  }
}
