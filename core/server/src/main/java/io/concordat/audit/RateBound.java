package io.concordat.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** At most so many of a kind in a window; what a flood brings beyond is only counted. */
final class RateBound<K> {
  private static final int KINDS = 10_000;

  private final int most;
  private final Duration window;
  private final Map<K, Window> windows = new ConcurrentHashMap<>();

  RateBound(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  private record Window(Instant end, int used) {}

  boolean admits(K kind, Instant now) {
    if (windows.size() >= KINDS) {
      windows.values().removeIf(it -> !now.isBefore(it.end()));
    }
    Window after =
        windows.compute(
            kind,
            (key, old) ->
                old == null || !now.isBefore(old.end())
                    ? new Window(now.plus(window), 1)
                    : new Window(old.end(), old.used() + 1));
    return after.used() <= most;
  }
}
