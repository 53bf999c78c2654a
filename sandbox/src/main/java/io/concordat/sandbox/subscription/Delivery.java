package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.fault.Trouble;
import io.concordat.sandbox.subscription.Reputation.State;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Notices on their way: trouble, addresses, repetition, and what is given up. */
final class Delivery {
  private final TwinClock clock;
  private final Faults faults;
  private final Agenda agenda;
  private final Post post;
  private final NoticeLog log;
  private final Map<URI, Address> addresses = new ConcurrentHashMap<>();
  private final Map<String, Reputation> hosts = new ConcurrentHashMap<>();
  private final AtomicLong posts = new AtomicLong();
  private Function<String, Optional<Subscription>> live = _ -> Optional.empty();
  private Consumer<Notice> lost = _ -> {};
  private volatile Pace pace = Pace.GRAPH;

  Delivery(TwinClock clock, Faults faults, Agenda agenda, HttpClient http) {
    this.clock = clock;
    this.faults = faults;
    this.agenda = agenda;
    this.post = new Post(http);
    this.log = new NoticeLog(clock);
  }

  /** Which subscriptions live, and who hears of a change that nobody will be told. */
  void attach(Function<String, Optional<Subscription>> subscriptions, Consumer<Notice> onLoss) {
    live = subscriptions;
    lost = onLoss;
  }

  Pace pace() {
    return pace;
  }

  void pace(Pace value) {
    pace = value;
  }

  void reset() {
    addresses.clear();
    hosts.clear();
    log.clear();
    pace = Pace.GRAPH;
  }

  ObjectNode json() {
    return log.json();
  }

  /** Sends a new notice, unless a fault wants it otherwise. */
  void offer(Notice notice) {
    Optional<URI> url = notice.url();
    if (url.isEmpty()) {
      return;
    }
    Optional<Trouble> trouble = faults.nextTrouble();
    if (trouble.isEmpty()) {
      judged(url.get(), notice);
      return;
    }
    switch (trouble.get().mode()) {
      case DROP -> log.add(notice, 0, "dropped");
      case REPEAT -> address(url.get()).repeat(notice);
      case REORDER -> address(url.get()).hold(notice);
      case DELAY -> at(clock.instant().plus(trouble.get().delay()), notice);
    }
  }

  /** A host that is slow gets its notices later, one that is very slow gets none. */
  private void judged(URI url, Notice notice) {
    Instant now = clock.instant();
    State state = host(url).state(now, pace.fewest());
    switch (state) {
      case GOOD -> at(now, notice);
      case SLOW -> at(now.plusSeconds(10), notice);
      case DROPPING -> giveUp(notice, "dropped: the address is too slow");
    }
  }

  /** Sends a notice at an instant of the twin's clock. */
  void at(Instant due, Notice notice) {
    notice.url().ifPresent(url -> agenda.at(due, () -> address(url).add(notice)));
  }

  private void giveUp(Notice notice, String outcome) {
    log.add(notice, 0, outcome);
    lost.accept(notice);
  }

  private Reputation host(URI url) {
    return hosts.computeIfAbsent(url.getAuthority(), _ -> new Reputation());
  }

  private Address address(URI url) {
    return addresses.computeIfAbsent(
        url, u -> new Address(clock, agenda, this::pace, notices -> send(u, notices)));
  }

  /** One POST for items of several subscriptions, directories and apps. */
  private void send(URI url, List<Notice> notices) {
    List<Notice> alive = notices.stream().filter(this::mayBeTold).toList();
    if (alive.isEmpty()) {
      return;
    }
    long number = posts.incrementAndGet();
    long started = System.nanoTime();
    int status = post.to(url, alive, this::expiry, pace.slow());
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    host(url).answered(clock.instant(), took.compareTo(pace.slow()) >= 0);
    boolean taken = status >= 200 && status < 300;
    for (Notice notice : alive) {
      log.add(notice, number, (taken ? "delivered " : "failed ") + status);
      if (!taken) {
        retry(notice);
      }
    }
  }

  private Instant expiry(Notice notice) {
    return live.apply(notice.subscription().id())
        .map(Subscription::expires)
        .orElse(notice.subscription().expires());
  }

  /** Whether the subscription is still there; a notice waits while the app must show itself. */
  private boolean mayBeTold(Notice notice) {
    return switch (notice.news()) {
      case Notice.News.Lifecycle _ -> true;
      case Notice.News.Changed _ -> {
        Optional<Subscription> subscription = live.apply(notice.subscription().id());
        if (subscription.isEmpty()) {
          log.add(notice, 0, "gone");
          yield false;
        }
        boolean authorized = clock.instant().isBefore(subscription.get().authorizedUntil());
        if (!authorized) {
          log.add(notice, 0, "held");
          retry(notice);
        }
        yield authorized;
      }
    };
  }

  private void retry(Notice notice) {
    Notice again = notice.again();
    Duration wait = pace.retry().multipliedBy(1L << Math.min(notice.attempt(), 20));
    Instant due = clock.instant().plus(wait);
    if (due.isAfter(notice.born().plus(pace.giveUp()))) {
      giveUp(notice, "given up");
    } else {
      at(due, again);
    }
  }
}
