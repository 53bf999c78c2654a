package io.concordat.outbox;

import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.Transactions;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Tells the listeners what was committed, at least once and in order. */
public final class Dispatcher implements AutoCloseable {
  /** The names of its pollers begin so: wake them after an append. */
  public static final String POLLERS = "outbox.";

  private static final Duration EVERY = Duration.ofMillis(150);
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final NewsRows news;
  private final Leadership leadership;
  private final List<Lane> lanes;

  public Dispatcher(
      DataSource pool,
      Tenancy tenancy,
      Transactions transactions,
      List<OutboxListener> listeners,
      InstantSource clock,
      Meters meters) {
    this.news = new NewsRows(new AcrossTenants(pool));
    this.leadership = new Leadership(pool);
    this.lanes =
        listeners.stream()
            .map(it -> new Lane(it, tenancy, transactions, news, clock, meters))
            .toList();
    refuseTwins();
    lanes.forEach(Lane::since);
    meters.gauge("concordat.outbox.waiting", Map.of(), news, NewsRows::waiting);
    meters.gauge("concordat.outbox.lag.seconds", Map.of(), new Lag(news, clock), Lag::seconds);
  }

  private void refuseTwins() {
    if (lanes.stream().map(Lane::name).distinct().count() != lanes.size()) {
      throw new IllegalArgumentException("two outbox listeners have one name");
    }
  }

  /** One poller a listener, and one that forgets old news. */
  public List<Poller> pollers() {
    List<Poller> pollers = new ArrayList<>();
    for (Lane lane : lanes) {
      pollers.add(new Poller(POLLERS + lane.name(), EVERY, () -> round(lane)));
    }
    pollers.add(new Poller("outbox-sweep", SWEEP, this::sweep));
    return pollers;
  }

  /** By hand: everything that is committed now has been told, or failed, when this returns. */
  public void crank() {
    lanes.forEach(this::round);
    sweep();
  }

  private void round(Lane lane) {
    if (leads()) {
      lane.round(news.news());
    }
  }

  private void sweep() {
    if (leads()) {
      for (NewsRows.News one : news.news()) {
        if (lanes.stream().allMatch(lane -> lane.hasHeard(one))) {
          news.forget(one.tenant(), one.upTo());
        }
      }
    }
  }

  private boolean leads() {
    return switch (leadership.state()) {
      case GAINED -> {
        lanes.forEach(Lane::forget);
        yield true;
      }
      case LEADING -> true;
      case FOLLOWING -> false;
    };
  }

  @Override
  public void close() {
    leadership.close();
  }
}
