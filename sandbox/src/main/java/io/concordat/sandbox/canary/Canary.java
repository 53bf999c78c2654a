package io.concordat.sandbox.canary;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A text that must be heard nowhere.
 *
 * @param kind who made it: all that a finding says about it
 * @param shown how often an answer that must show it has done so
 */
record Canary(String text, String kind, AtomicInteger shown) {
  Canary(String text, String kind) {
    this(text, kind, new AtomicInteger());
  }

  /** The same secret, written otherwise. */
  Canary as(String other) {
    return new Canary(other, kind, shown);
  }

  boolean isAt(CharSequence other, int at) {
    return at + text.length() <= other.length()
        && CharSequence.compare(text, other.subSequence(at, at + text.length())) == 0;
  }
}
