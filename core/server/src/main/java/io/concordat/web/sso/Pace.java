package io.concordat.web.sso;

import io.concordat.web.Networks;
import io.concordat.web.Refusal;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** So many requests of one network a minute where nobody is signed in yet. */
@Singleton
final class Pace {
  private static final int MOST = 60;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int NETWORKS = 20_000;

  private final Networks networks;
  private final InstantSource clock;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  Pace(Networks networks, InstantSource clock) {
    this.networks = networks;
    this.clock = clock;
  }

  private record Window(Instant end, int used) {}

  void keep(HttpRequest<?> request) {
    Instant now = clock.instant();
    if (windows.size() >= NETWORKS) {
      windows.values().removeIf(window -> !now.isBefore(window.end()));
    }
    Window after =
        windows.compute(
            networks.of(request),
            (key, old) ->
                old == null || !now.isBefore(old.end())
                    ? new Window(now.plus(WINDOW), 1)
                    : new Window(old.end(), old.used() + 1));
    if (after.used() > MOST) {
      long wait = Math.max(1, Duration.between(now, after.end()).toSeconds());
      throw Refusal.of(429, "too_many_requests", "Too many tries: wait a minute.")
          .with("Retry-After", Long.toString(wait));
    }
  }
}
