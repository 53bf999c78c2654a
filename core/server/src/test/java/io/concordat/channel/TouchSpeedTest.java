package io.concordat.channel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.spi.channel.Channels.Touch;
import io.concordat.spi.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A notice beside a bare insert of one row, on the same pool, in turns. */
@EnabledIfSystemProperty(named = "concordat.long", matches = "true")
final class TouchSpeedTest {
  private static final int CHANNELS = 1_000;
  private static final int THREADS = 16;
  private static final int EACH = 1_000;

  @Test
  void a_notice_costs_little_more_than_an_insert() throws Exception {
    try (GroundFixture fixture = GroundFixture.open()) {
      TenantId tenant = fixture.tenant("ours");
      RoutedChannels channels = fixture.ground().channels();
      fixture.in(
          tenant,
          tx -> {
            for (int i = 0; i < CHANNELS; i++) {
              channels.open(
                  tx, "c" + i, UUID.randomUUID(), "secret", InstantSource.system().instant());
            }
            return true;
          });
      try (Connection owner = fixture.owner();
          Statement statement = owner.createStatement()) {
        statement.execute("create table bare (id bigint generated always as identity, n int)");
        statement.execute("grant all on bare to public");
      }
      List<Double> ratios = new ArrayList<>();
      for (int run = 0; run < 5; run++) {
        double insert = perSecond(n -> insert(fixture, n));
        double touch = perSecond(n -> touch(channels, n));
        ratios.add(touch / insert);
        System.err.printf("touch %.0f/s, bare insert %.0f/s%n", touch, insert);
      }
      ratios.sort(null);
      assertTrue(ratios.get(2) > 0.6, "ratios: " + ratios);
    }
  }

  private static void touch(RoutedChannels channels, int n) {
    Touch touch = channels.touch("c" + (n * 7919L) % CHANNELS, Optional.of("secret"));
    if (touch != Touch.TOUCHED) {
      throw new AssertionError(touch);
    }
  }

  private static void insert(GroundFixture fixture, int n) {
    try (Connection connection = fixture.ground().pool().getConnection();
        var statement = connection.prepareStatement("insert into bare (n) values (?)")) {
      statement.setInt(1, n);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double perSecond(IntConsumer work) throws Exception {
    long start = System.nanoTime();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int from = t * EACH;
      tasks.add(
          () -> {
            for (int i = 0; i < EACH; i++) {
              work.accept(from + i);
            }
            return true;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> future : threads.invokeAll(tasks)) {
        future.get();
      }
    }
    return THREADS * EACH / ((System.nanoTime() - start) / 1e9);
  }
}
