package io.concordat.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A virtual clock: a base clock plus an offset that only tests and the control API move. It can be
 * handed to the product as its {@link InstantSource}, so that both sides share one time.
 */
public final class TwinClock implements InstantSource {
  private final InstantSource base;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Duration offset = Duration.ZERO;

  private TwinClock(InstantSource base) {
    this.base = base;
  }

  /** Runs with the machine's clock. */
  public static TwinClock system() {
    return new TwinClock(InstantSource.system());
  }

  /** Stands still until it is moved. */
  public static TwinClock fixed(Instant start) {
    return new TwinClock(InstantSource.fixed(start));
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset);
  }

  public void set(Instant now) {
    move(Duration.between(base.instant(), now));
  }

  public void advance(Duration step) {
    synchronized (this) {
      offset = offset.plus(step);
    }
    listeners.forEach(Runnable::run);
  }

  /** Back to the base clock. */
  public void reset() {
    move(Duration.ZERO);
  }

  private void move(Duration value) {
    synchronized (this) {
      offset = value;
    }
    listeners.forEach(Runnable::run);
  }

  /** Hears of each jump of the clock, after it. */
  public void onMove(Runnable listener) {
    listeners.add(listener);
  }

  public Duration offset() {
    return offset;
  }

  /** The time without the offset, for logs that are compared with other processes. */
  public Instant real() {
    return base.instant();
  }
}
