package io.concordat.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.spi.channel.Channels.Dirty;
import io.concordat.spi.channel.Channels.Mark;
import io.concordat.spi.channel.Channels.Touch;
import io.concordat.spi.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A notice is a hint that is authentic or refused; none is lost, whenever it comes. */
final class RoutedChannelsTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final TenantId tenant = fixture.tenant("ours");
  private final RoutedChannels channels = fixture.ground().channels();
  private final UUID owner = UUID.randomUUID();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_notice_makes_the_owner_dirty_until_it_is_drained() {
    open("c1", owner);
    assertEquals(List.of(), channels.dirty(10));
    assertEquals(Touch.TOUCHED, touch("c1", "secret-c1"));
    assertEquals(List.of(news(owner)), channels.dirty(10));
    List<Mark> marks = marks();
    assertEquals(List.of(new Mark("c1", 1)), marks);
    drain(marks);
    assertEquals(List.of(), channels.dirty(10));
  }

  @Test
  void a_notice_during_the_pull_stays_dirty() {
    open("c1", owner);
    touch("c1", "secret-c1");
    List<Mark> marks = marks();
    touch("c1", "secret-c1");
    drain(marks);
    assertEquals(List.of(news(owner)), channels.dirty(10));
    // A run that was thought dead comes late: nothing is marked dirty or clean again.
    drain(marks());
    drain(marks);
    assertEquals(List.of(), channels.dirty(10));
  }

  @Test
  void wrong_missing_and_empty_secrets_and_unknown_channels_are_refused_alike() {
    open("c1", owner);
    assertEquals(Touch.REFUSED, touch("c1", "secret-c2"));
    assertEquals(Touch.REFUSED, touch("c1", ""));
    assertEquals(Touch.REFUSED, channels.touch("c1", Optional.empty()));
    assertEquals(Touch.REFUSED, touch("unknown", "secret-c1"));
    assertEquals(Touch.REFUSED, touch("", "secret-c1"));
    assertEquals(List.of(), channels.dirty(10));
    assertEquals(
        List.of(
            "wrong_secret",
            "missing_secret",
            "missing_secret",
            "unknown_channel",
            "unknown_channel"),
        Statements.column(fixture, "select reason from security_log order by id"));
  }

  @Test
  void a_retired_channel_is_quiet_and_only_its_secret_shows_that_it_was() {
    open("c1", owner);
    fixture.in(
        tenant,
        tx -> {
          channels.retire(tx, "c1");
          return true;
        });
    assertEquals(Touch.RETIRED, touch("c1", "secret-c1"));
    assertEquals(Touch.REFUSED, touch("c1", "wrong"));
    assertEquals(List.of(), channels.dirty(10));
  }

  @Test
  void what_came_before_it_retired_is_still_drained() {
    open("c1", owner);
    touch("c1", "secret-c1");
    fixture.in(
        tenant,
        tx -> {
          channels.retire(tx, "c1");
          return true;
        });
    assertEquals(List.of(news(owner)), channels.dirty(10));
    fixture.in(
        tenant,
        tx -> {
          channels.retireAll(tx, owner);
          return true;
        });
    assertEquals(List.of(), channels.dirty(10));
  }

  @Test
  void the_oldest_notice_comes_first_and_a_noisy_one_does_not_move_back() {
    UUID second = UUID.randomUUID();
    open("c1", owner);
    open("c2", second);
    touch("c1", "secret-c1");
    clock.advance(Duration.ofSeconds(1));
    touch("c2", "secret-c2");
    clock.advance(Duration.ofSeconds(1));
    touch("c1", "secret-c1");
    assertEquals(List.of(news(owner), news(second)), channels.dirty(10));
    assertEquals(List.of(news(owner)), channels.dirty(1));
  }

  @Test
  void another_tenant_cannot_drain_extend_or_retire() {
    open("c1", owner);
    touch("c1", "secret-c1");
    fixture.in(
        fixture.tenant("other"),
        tx -> {
          assertEquals(List.of(), channels.marks(tx, owner));
          channels.drained(tx, List.of(new Mark("c1", 1)));
          channels.retire(tx, "c1");
          channels.retireAll(tx, owner);
          channels.extend(tx, "c1", clock.instant().minusSeconds(1));
          return true;
        });
    assertEquals(List.of(news(owner)), channels.dirty(10));
    assertEquals(Touch.TOUCHED, touch("c1", "secret-c1"));
    assertEquals(0, channels.purge(clock.instant()));
  }

  @Test
  void no_index_holds_what_a_notice_changes() {
    // Else every notice would write to an index too.
    assertEquals(
        List.of("(channel_id)", "(tenant_id, owner)"),
        Statements.column(
            fixture,
            """
            select substring(indexdef from '\\(.*\\)') from pg_indexes
            where tablename = 'route_channels' order by 1"""));
  }

  private void open(String channel, UUID of) {
    fixture.in(
        tenant,
        tx -> {
          channels.open(
              tx, channel, of, "secret-" + channel, clock.instant().plus(Duration.ofDays(7)));
          return true;
        });
  }

  private Dirty news(UUID of) {
    return new Dirty(tenant, of, true, false);
  }

  private Touch touch(String channel, String secret) {
    return channels.touch(channel, Optional.of(secret));
  }

  private List<Mark> marks() {
    return fixture.in(tenant, tx -> channels.marks(tx, owner));
  }

  private void drain(List<Mark> marks) {
    fixture.in(
        tenant,
        tx -> {
          channels.drained(tx, marks);
          return true;
        });
  }
}
