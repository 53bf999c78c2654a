package io.concordat.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A virtual clock: a base clock plus an offset that only tests and the control API move. It can be
 * handed to the product as its {@link InstantSource}, so that both sides share one time.
 */
public final class TwinClock implements InstantSource {
  private final InstantSource base;
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

  public synchronized void set(Instant now) {
    offset = Duration.between(base.instant(), now);
  }

  public synchronized void advance(Duration step) {
    offset = offset.plus(step);
  }

  /** Back to the base clock. */
  public synchronized void reset() {
    offset = Duration.ZERO;
  }

  public Duration offset() {
    return offset;
  }

  /** The time without the offset, for logs that are compared with other processes. */
  public Instant real() {
    return base.instant();
  }
}
