package io.concordat.outbox;

import io.concordat.spi.event.Event;
import io.concordat.spi.job.Poller;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.TenantGone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events of those tenants that somebody on this node listens to, wherever they were
 * made. A hint: nothing is stored, and what happens while nobody listens is told to nobody.
 */
public final class Tail {
  /** So long ago may have happened what a new listener is told first. */
  public static final Duration MEMORY = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Tail.class);
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final int BATCH = 1_000;

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final Feed feed;
  private final InstantSource clock;
  private final Map<TenantId, Ears> listening = new ConcurrentHashMap<>();

  public Tail(Tenancy tenancy, Transactions transactions, Feed feed, InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.feed = feed;
    this.clock = clock;
  }

  /** Ends the listening. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param ear must not block; hears events in commit order, those of the last seconds first
   */
  public Listening listen(TenantId tenant, Consumer<List<Event>> ear) {
    listening.compute(tenant, (id, ears) -> (ears == null ? new Ears() : ears).with(ear));
    return () -> listening.computeIfPresent(tenant, (id, ears) -> ears.without(ear));
  }

  /** Reads while somebody listens; a wake after an append tells this node's own news at once. */
  public Poller poller() {
    return new Poller(Dispatcher.POLLERS + "tail", EVERY, this::round);
  }

  /** By hand: whoever listens has heard of everything that is committed now. */
  public void round() {
    listening.forEach(this::round);
  }

  private void round(TenantId tenant, Ears ears) {
    try {
      tenancy.run(tenant, () -> ears.hear(readAll(ears)));
    } catch (TenantGone gone) {
      log.debug("nobody hears of a tenant that is deleted");
      listening.remove(tenant);
    }
  }

  private List<Feed.Item> readAll(Ears ears) {
    List<Feed.Item> found = new ArrayList<>();
    Feed.Page page;
    do {
      page = transactions.call(tx -> read(tx, ears));
      found.addAll(page.items());
    } while (page.items().size() == BATCH);
    return found;
  }

  private Feed.Page read(Tx tx, Ears ears) {
    if (!ears.begun) {
      ears.cursor = feed.before(tx, clock.instant().minus(MEMORY));
      ears.begun = true;
    }
    Feed.Page page = feed.read(tx, ears.cursor, BATCH);
    ears.cursor = page.next();
    return page;
  }

  /** Who listens to one tenant. The place in the feed belongs to the round alone. */
  private final class Ears {
    private final Map<Consumer<List<Event>>, Boolean> told = new HashMap<>();
    private final Deque<Feed.Item> recent = new ArrayDeque<>();
    private Optional<String> cursor = Optional.empty();
    private boolean begun;

    synchronized Ears with(Consumer<List<Event>> ear) {
      told.put(ear, false);
      return this;
    }

    synchronized @org.jspecify.annotations.Nullable Ears without(Consumer<List<Event>> ear) {
      told.remove(ear);
      return told.isEmpty() ? null : this;
    }

    synchronized void hear(List<Feed.Item> news) {
      recent.addAll(news);
      Instant old = clock.instant().minus(MEMORY);
      while (!recent.isEmpty() && (recent.size() > BATCH || recent.getFirst().at().isBefore(old))) {
        recent.removeFirst();
      }
      told.replaceAll((ear, before) -> tell(ear, before ? news : recent));
    }

    private boolean tell(Consumer<List<Event>> ear, Iterable<Feed.Item> items) {
      List<Event> events = new ArrayList<>();
      items.forEach(item -> events.add(item.event()));
      if (!events.isEmpty()) {
        ear.accept(events);
      }
      return true;
    }
  }
}
