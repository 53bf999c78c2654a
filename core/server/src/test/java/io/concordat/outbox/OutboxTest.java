package io.concordat.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.job.Poller;
import io.concordat.spi.tenant.TenantId;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events are told with their change or not at all, in order, and at least once. */
final class OutboxTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private TenantId tenant = new TenantId(new UUID(0, 0));

  /** Keeps what it heard; fails as often as it is told to. */
  private static final class Ear implements OutboxListener {
    private final String name;
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private int failures;

    Ear(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<String> types() {
      return Set.of("A", "B");
    }

    @Override
    public void heard(TenantId tenant, List<Event> events) {
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("not today");
      }
      events.forEach(event -> heard.add(event.type() + event.data().get("n")));
    }

    List<String> all() {
      return List.copyOf(heard);
    }
  }

  @BeforeEach
  void open() {
    tenant = fixture.tenant("ours");
  }

  @AfterEach
  void close() {
    dispatchers.forEach(Dispatcher::close);
    fixture.close();
  }

  @Test
  void events_are_heard_in_order_and_once() {
    Ear ear = new Ear("ear");
    Dispatcher dispatcher = dispatcher(ear);
    append("A", 1, 2);
    append("C", 3);
    append("B", 4);
    dispatcher.crank();
    dispatcher.crank();
    assertEquals(List.of("A1", "A2", "B4"), ear.all());
    assertEquals(List.of("0"), Statements.column(fixture, "select count(*) from route_outbox"));
  }

  @Test
  void a_rolled_back_change_tells_nothing() {
    Ear ear = new Ear("ear");
    Dispatcher dispatcher = dispatcher(ear);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            fixture.in(
                tenant,
                tx -> {
                  fixture.ground().outbox().append(tx, event("A", 1));
                  throw new IllegalArgumentException("undo");
                }));
    dispatcher.crank();
    assertEquals(List.of(), ear.all());
    assertEquals(List.of(), feed());
  }

  @Test
  void a_late_commit_is_skipped_by_nobody() throws Exception {
    Ear ear = new Ear("ear");
    Dispatcher dispatcher = dispatcher(ear);
    try (Connection slow = fixture.ground().pool().getConnection()) {
      slow.setAutoCommit(false);
      slow.createStatement()
          .execute("select set_config('app.tenant_id', '%s', true)".formatted(tenant));
      slow.createStatement()
          .execute(
              """
              with news as (insert into route_outbox (tenant_id) values ('%1$s'))
              insert into outbox (tenant_id, type, subject, cause, data, at)
              values ('%1$s', 'A', gen_random_uuid(), 'api', '{"n":1}', '2026-11-21')"""
                  .formatted(tenant));
      append("A", 2);
      dispatcher.crank();
      // The second was committed first, but to tell it now would lose the first.
      assertEquals(List.of(), ear.all());
      assertEquals(List.of(), feed());
      slow.commit();
      slow.setAutoCommit(true);
    }
    dispatcher.crank();
    assertEquals(List.of("A1", "A2"), ear.all());
    assertEquals(List.of("A1", "A2"), feed());
  }

  @Test
  void a_failing_listener_is_told_again_after_a_while_and_holds_up_nobody() {
    Ear broken = new Ear("broken");
    Ear sound = new Ear("sound");
    broken.failures = 1;
    Dispatcher dispatcher = dispatcher(broken, sound);
    append("A", 1);
    dispatcher.crank();
    dispatcher.crank();
    assertEquals(List.of(), broken.all());
    assertEquals(List.of("A1"), sound.all());
    clock.advance(Duration.ofSeconds(1));
    dispatcher.crank();
    assertEquals(List.of("A1"), broken.all());
    assertEquals(List.of("A1"), sound.all());
  }

  @Test
  void a_restart_goes_on_where_it_ended() {
    Ear before = new Ear("ear");
    Dispatcher first = dispatcher(before);
    append("A", 1);
    first.crank();
    append("A", 2);
    first.close();
    Ear after = new Ear("ear");
    dispatcher(after).crank();
    assertEquals(List.of("A2"), after.all());
  }

  @Test
  void a_new_listener_hears_what_happens_from_now_on() {
    append("A", 1);
    Ear late = new Ear("late");
    Dispatcher dispatcher = dispatcher(late);
    append("A", 2);
    dispatcher.crank();
    assertEquals(List.of("A2"), late.all());
  }

  @Test
  void one_node_tells_until_it_is_gone() {
    Ear here = new Ear("ear");
    Ear there = new Ear("ear");
    Dispatcher first = dispatcher(here);
    Dispatcher second = dispatcher(there);
    first.crank();
    append("A", 1);
    second.crank();
    assertEquals(List.of(), there.all());
    first.crank();
    assertEquals(List.of("A1"), here.all());
    first.close();
    append("A", 2);
    second.crank();
    assertEquals(List.of("A2"), there.all());
  }

  @Test
  void a_commit_wakes_the_listeners() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    OutboxListener listener =
        new OutboxListener() {
          @Override
          public String name() {
            return "quick";
          }

          @Override
          public Set<String> types() {
            return Set.of("A");
          }

          @Override
          public void heard(TenantId tenant, List<Event> events) {
            assertEquals(tenant, fixture.ground().tenancy().current());
            heard.countDown();
          }
        };
    Dispatcher dispatcher = dispatcher(listener);
    // So slow by themselves that only the wake can be the reason.
    List<Poller> slow =
        dispatcher.pollers().stream()
            .map(it -> new Poller(it.name(), Duration.ofMinutes(5), it.work()))
            .toList();
    fixture.ground().pollers().start(slow);
    append("A", 1);
    assertTrue(heard.await(5, TimeUnit.SECONDS));
    fixture.ground().pollers().close();
  }

  @Test
  void ten_thousand_events_are_one_statement_and_arrive_whole() {
    Ear ear = new Ear("ear");
    Dispatcher dispatcher = dispatcher(ear);
    long start = System.nanoTime();
    append("A", IntStream.range(0, 10_000).toArray());
    long appended = System.nanoTime();
    dispatcher.crank();
    long told = System.nanoTime();
    assertEquals(IntStream.range(0, 10_000).mapToObj(n -> "A" + n).toList(), ear.all());
    System.err.printf(
        "10,000 events: appended in %d ms, told in %d ms%n",
        (appended - start) / 1_000_000, (told - appended) / 1_000_000);
  }

  @Test
  void the_feed_goes_on_from_a_cursor_and_shows_one_tenant_only() {
    TenantId other = fixture.tenant("other");
    append("A", 1, 2, 3);
    fixture.in(
        other,
        tx -> {
          fixture.ground().outbox().append(tx, event("A", 99));
          return true;
        });
    Feed feed = fixture.ground().feed();
    Feed.Page first = fixture.in(tenant, tx -> feed.read(tx, Optional.empty(), 2));
    assertEquals(2, first.items().size());
    Feed.Page second = fixture.in(tenant, tx -> feed.read(tx, first.next(), 2));
    assertEquals(List.of("A3"), shown(second));
    Feed.Page third = fixture.in(tenant, tx -> feed.read(tx, second.next(), 2));
    assertEquals(List.of(), shown(third));
    assertEquals(second.next(), third.next());
    for (String bad : new String[] {"", "x", "1-", "-1", "1-2-3", "9".repeat(30) + "-1"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> fixture.in(tenant, tx -> feed.read(tx, Optional.of(bad), 2)));
    }
  }

  private List<String> feed() {
    return fixture.in(tenant, tx -> shown(fixture.ground().feed().read(tx, Optional.empty(), 100)));
  }

  private static List<String> shown(Feed.Page page) {
    return page.items().stream()
        .map(item -> item.event().type() + item.event().data().get("n"))
        .toList();
  }

  private void append(String type, int... numbers) {
    fixture.in(
        tenant,
        tx -> {
          List<Event> events = IntStream.of(numbers).mapToObj(n -> event(type, n)).toList();
          fixture.ground().outbox().append(tx, events);
          return true;
        });
  }

  private static Event event(String type, int n) {
    return new Event(type, UUID.randomUUID(), "api", Map.of("n", n));
  }

  private Dispatcher dispatcher(OutboxListener... listeners) {
    var ground = fixture.ground();
    Dispatcher dispatcher =
        new Dispatcher(
            ground.pool(),
            ground.tenancy(),
            ground.transactions(),
            List.of(listeners),
            clock,
            ground.meters());
    dispatchers.add(dispatcher);
    return dispatcher;
  }
}
