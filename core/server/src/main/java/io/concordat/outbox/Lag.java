package io.concordat.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * For how long the oldest events have waited, as far as this node has seen: rows hold no time, so
 * it begins when they are first found to be the oldest.
 */
final class Lag {
  private final NewsRows news;
  private final InstantSource clock;
  private Optional<String> oldest = Optional.empty();
  private Instant since = Instant.EPOCH;

  Lag(NewsRows news, InstantSource clock) {
    this.news = news;
    this.clock = clock;
  }

  synchronized double seconds() {
    Instant now = clock.instant();
    Optional<String> found = news.oldest();
    if (!found.equals(oldest) || found.isEmpty()) {
      oldest = found;
      since = now;
    }
    return Duration.between(since, now).toMillis() / 1_000.0;
  }
}
