package io.concordat.sandbox.calendar;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/** An ascending sequence without the members of another. */
final class Without implements PrimitiveIterator.OfLong {
  private static final int SILENCE = 50_000;

  private final Merged source;
  private final Merged minus;
  private long next;
  private boolean ready;

  Without(Merged source, Merged minus) {
    this.source = source;
    this.minus = minus;
    advance();
  }

  /** Gives up when exclusions swallow an endless rule. */
  private void advance() {
    ready = false;
    for (int i = 0; !ready && i < SILENCE && source.hasNext(); i++) {
      next = source.nextLong();
      ready = !excluded(next);
    }
  }

  private boolean excluded(long tick) {
    while (minus.hasNext() && minus.peek() < tick) {
      minus.nextLong();
    }
    return minus.hasNext() && minus.peek() == tick;
  }

  @Override
  public boolean hasNext() {
    return ready;
  }

  @Override
  public long nextLong() {
    if (!ready) {
      throw new NoSuchElementException();
    }
    long value = next;
    advance();
    return value;
  }
}
