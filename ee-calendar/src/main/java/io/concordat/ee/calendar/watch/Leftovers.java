package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.remote.RemoteFault;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Channels that are no longer wanted: stopped at the vendor as far as it knows them. */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Ledger ledger;

  Leftovers(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What was replaced, and what ended by itself. */
  void stop(Visit visit) {
    for (Channel channel : ledger.channels(visit.id())) {
      if (over(channel, visit.at())) {
        ledger.forget(channel);
      } else if (channel.replaced()) {
        stop(visit, channel);
      }
    }
  }

  /** A granted one may have been renewed without our knowing: its renewal tells. */
  private static boolean over(Channel channel, Instant at) {
    return !channel.granted() && !channel.expiresAt().isAfter(at);
  }

  private void stop(Visit visit, Channel channel) {
    tried(
        () -> {
          channel.resourceId().ifPresent(resource -> visit.calendar().stop(channel.id(), resource));
          ledger.stopped(visit, channel);
        });
  }

  /** What was asked for without an answer: the vendor may hold it beside the one that is live. */
  void stopLost(Visit visit) {
    List<Channel> channels = ledger.channels(visit.id());
    List<Channel> lost = channels.stream().filter(Channel::lost).toList();
    Optional<String> live = live(channels, visit.at());
    if (lost.isEmpty() || live.isEmpty()) {
      return;
    }
    Set<String> ids = lost.stream().map(Channel::id).collect(Collectors.toSet());
    tried(
        () -> {
          // Some may have been asked for when our address was another one.
          lost.stream()
              .flatMap(channel -> channel.callback().stream())
              .distinct()
              .forEach(
                  callback -> visit.calendar().stopLost(ids, live.get(), URI.create(callback)));
          lost.forEach(channel -> ledger.stopped(visit, channel));
        });
  }

  /** The one that is live, unless the vendor has just failed to renew or replace it. */
  private static Optional<String> live(List<Channel> channels, Instant at) {
    return channels.stream()
        .filter(channel -> channel.live(at) && channel.failures() == 0)
        .findFirst()
        .flatMap(Channel::resourceId);
  }

  private static void tried(Runnable act) {
    try {
      act.run();
    } catch (RemoteFault broken) {
      LOG.info("unwanted channels are stopped later: {}", broken.getMessage());
    }
  }

  /** Whether some could not be stopped, though there is one that is live. */
  boolean any(Visit visit) {
    List<Channel> channels = ledger.channels(visit.id());
    Predicate<Channel> unwanted =
        live(channels, visit.at()).isPresent() ? channel -> !channel.granted() : Channel::replaced;
    return channels.stream().anyMatch(unwanted);
  }
}
