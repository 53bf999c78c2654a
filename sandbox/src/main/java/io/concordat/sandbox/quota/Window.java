package io.concordat.sandbox.quota;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Units used in a sliding window, in six hundred slices. */
public final class Window {
  private final long length;
  private final long slice;
  private final Deque<long[]> slices = new ArrayDeque<>();
  private long used;

  public Window(Duration length) {
    this.length = length.toMillis();
    this.slice = Math.max(1, this.length / 600);
  }

  /** The units since {@code now} minus the window; a clock that was set back empties it. */
  public long used(long now) {
    while (!slices.isEmpty() && outside(slices.getFirst()[0], now)) {
      used -= slices.removeFirst()[1];
    }
    if (!slices.isEmpty() && slices.getLast()[0] > now + slice) {
      slices.clear();
      used = 0;
    }
    return used;
  }

  private boolean outside(long start, long now) {
    return start + length <= now;
  }

  public void add(long now, int units) {
    long start = now - now % slice;
    if (slices.isEmpty() || slices.getLast()[0] != start) {
      slices.addLast(new long[] {start, 0});
    }
    slices.getLast()[1] += units;
    used += units;
  }

  /** How long until the oldest units leave the window; nothing if it is empty. */
  public Duration relief(long now) {
    return slices.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis(Math.max(0, slices.getFirst()[0] + length - now));
  }
}
