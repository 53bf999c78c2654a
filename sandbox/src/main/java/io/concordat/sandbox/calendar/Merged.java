package io.concordat.sandbox.calendar;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/** Ascending sources as one ascending sequence without repetition. */
final class Merged implements PrimitiveIterator.OfLong {
  private final PrimitiveIterator.OfLong[] sources;
  private final long[] heads;
  private final boolean[] filled;

  Merged(List<PrimitiveIterator.OfLong> sources) {
    this.sources = sources.toArray(PrimitiveIterator.OfLong[]::new);
    this.heads = new long[this.sources.length];
    this.filled = new boolean[this.sources.length];
    for (int i = 0; i < heads.length; i++) {
      pull(i);
    }
  }

  private void pull(int i) {
    filled[i] = sources[i].hasNext();
    if (filled[i]) {
      heads[i] = sources[i].nextLong();
    }
  }

  @Override
  public boolean hasNext() {
    for (boolean f : filled) {
      if (f) {
        return true;
      }
    }
    return false;
  }

  long peek() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < heads.length; i++) {
      least = filled[i] ? Math.min(least, heads[i]) : least;
    }
    return least;
  }

  @Override
  public long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long least = peek();
    for (int i = 0; i < heads.length; i++) {
      while (filled[i] && heads[i] <= least) { // a gap in the clock can make two walls one instant
        pull(i);
      }
    }
    return least;
  }
}
