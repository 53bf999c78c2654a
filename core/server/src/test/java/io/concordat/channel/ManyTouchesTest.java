package io.concordat.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.spi.channel.Channels.Dirty;
import io.concordat.spi.channel.Channels.Hint;
import io.concordat.spi.channel.Channels.Mark;
import io.concordat.spi.channel.Channels.Touch;
import io.concordat.spi.tenant.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many notices in one request: each by itself, and none more than it says. */
final class ManyTouchesTest {
  private final GroundFixture fixture = GroundFixture.open();
  private final TenantId tenant = fixture.tenant("ours");
  private final TenantId other = fixture.tenant("theirs");
  private final RoutedChannels channels = fixture.ground().channels();
  private final UUID owner = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void bad_hints_do_not_harm_the_good_ones_and_answers_keep_their_order() {
    open(tenant, "a", owner);
    open(other, "b", second);
    open(tenant, "gone", owner);
    run(tenant, tx -> channels.retire(tx, "gone"));
    List<Hint> hints =
        List.of(
            news("unknown"),
            news("b"),
            hint("a", "secret-b"),
            new Hint("a", Optional.empty(), Optional.empty()),
            new Hint("a", Optional.of(""), Optional.empty()),
            news("a"),
            news("gone"),
            hint("gone", "secret-a"));
    assertEquals(
        List.of(
            Touch.REFUSED,
            Touch.TOUCHED,
            Touch.REFUSED,
            Touch.REFUSED,
            Touch.REFUSED,
            Touch.TOUCHED,
            Touch.RETIRED,
            Touch.REFUSED),
        channels.touchAll(hints));
    assertEquals(List.of(new Mark("a", 1)), fixture.in(tenant, tx -> channels.marks(tx, owner)));
    assertEquals(List.of(new Mark("b", 1)), fixture.in(other, tx -> channels.marks(tx, second)));
    assertEquals(
        List.of(
            "unknown_channel", "wrong_secret", "missing_secret", "missing_secret", "wrong_secret"),
        Statements.column(fixture, "select reason from security_log order by id"));
  }

  @Test
  void no_hints_are_no_statement() {
    assertEquals(List.of(), channels.touchAll(List.of()));
  }

  @Test
  void a_channel_named_twice_is_touched_once() {
    open(tenant, "a", owner);
    assertEquals(
        List.of(Touch.TOUCHED, Touch.TOUCHED), channels.touchAll(List.of(news("a"), news("a"))));
    assertEquals(List.of(new Mark("a", 1)), fixture.in(tenant, tx -> channels.marks(tx, owner)));
  }

  @Test
  void care_is_news_and_stays_until_it_was_taken() {
    open(tenant, "a", owner);
    channels.touchAll(List.of(care("a", "missed")));
    assertEquals(List.of(new Dirty(tenant, owner, true, true)), channels.dirty(10));
    run(tenant, tx -> channels.drained(tx, channels.marks(tx, owner)));
    assertEquals(List.of(new Dirty(tenant, owner, false, true)), channels.dirty(10));
    assertEquals(Map.of("a", "missed"), cares());
    run(tenant, tx -> channels.cared(tx, owner, Map.of("a", "missed")));
    assertEquals(List.of(), channels.dirty(10));
  }

  @Test
  void the_strongest_word_stays_in_any_order_and_news_does_not_take_it_away() {
    open(tenant, "a", owner);
    open(tenant, "b", owner);
    channels.touchAll(List.of(care("a", "reauthorize"), care("b", "removed")));
    channels.touchAll(List.of(care("a", "missed"), care("b", "missed"), care("a", "removed")));
    channels.touchAll(List.of(news("a"), care("b", "reauthorize")));
    channels.touch("a", Optional.of("secret-a"));
    assertEquals(Map.of("a", "removed", "b", "removed"), cares());
  }

  @Test
  void a_stronger_word_that_came_while_the_weaker_was_dealt_with_stays() {
    open(tenant, "a", owner);
    channels.touchAll(List.of(care("a", "reauthorize")));
    Map<String, String> taken = cares();
    channels.touchAll(List.of(care("a", "removed")));
    run(tenant, tx -> channels.cared(tx, owner, taken));
    assertEquals(Map.of("a", "removed"), cares());
  }

  @Test
  void a_wrong_secret_asks_for_no_care_and_a_retired_channel_needs_none() {
    open(tenant, "a", owner);
    open(tenant, "b", owner);
    channels.touchAll(List.of(new Hint("a", Optional.of("guess"), Optional.of("removed"))));
    channels.touchAll(List.of(care("b", "removed")));
    run(tenant, tx -> channels.retire(tx, "b"));
    channels.touchAll(List.of(care("b", "removed")));
    assertEquals(Map.of(), cares());
    run(tenant, tx -> channels.retireAll(tx, owner));
    assertEquals(List.of(), channels.dirty(10));
  }

  @Test
  void another_tenant_neither_sees_nor_clears_care() {
    open(tenant, "a", owner);
    channels.touchAll(List.of(care("a", "removed")));
    run(other, tx -> channels.cared(tx, owner, Map.of("a", "removed")));
    assertEquals(Map.of(), fixture.in(other, tx -> channels.cares(tx, owner)));
    assertEquals(Map.of("a", "removed"), cares());
  }

  @Test
  void a_word_that_nobody_knows_is_a_mistake_of_the_caller() {
    assertThrows(IllegalArgumentException.class, () -> care("a", "whatever"));
  }

  @Test
  void requests_that_name_the_same_channels_in_any_order_do_not_lose_a_notice() throws Exception {
    List<Hint> hints = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      open(tenant, "c" + i, owner);
      hints.add(news("c" + i));
    }
    List<Hint> backwards = new ArrayList<>(hints);
    Collections.reverse(backwards);
    List<Callable<List<Touch>>> requests = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      requests.add(() -> channels.touchAll(hints));
      requests.add(() -> channels.touchAll(backwards));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<Touch>> answer : threads.invokeAll(requests)) {
        assertEquals(Collections.nCopies(20, Touch.TOUCHED), answer.get());
      }
    }
    List<Mark> marks = fixture.in(tenant, tx -> channels.marks(tx, owner));
    assertEquals(List.of(200L), marks.stream().map(Mark::generation).distinct().toList());
  }

  private static Hint news(String channel) {
    return hint(channel, "secret-" + channel);
  }

  private static Hint hint(String channel, String secret) {
    return new Hint(channel, Optional.of(secret), Optional.empty());
  }

  private static Hint care(String channel, String word) {
    return new Hint(channel, Optional.of("secret-" + channel), Optional.of(word));
  }

  private Map<String, String> cares() {
    return fixture.in(tenant, tx -> channels.cares(tx, owner));
  }

  private void open(TenantId of, String channel, UUID whose) {
    run(
        of,
        tx ->
            channels.open(
                tx,
                channel,
                whose,
                "secret-" + channel,
                fixture.ground().clock().instant().plusSeconds(60)));
  }

  private void run(TenantId of, io.concordat.spi.tenant.Transactions.Task task) {
    fixture.in(
        of,
        tx -> {
          task.run(tx);
          return true;
        });
  }
}
