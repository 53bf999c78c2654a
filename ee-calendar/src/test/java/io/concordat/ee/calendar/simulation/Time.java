package io.concordat.ee.calendar.simulation;

import io.concordat.sandbox.clock.TwinClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One time for all; the vendors' clocks may be wrong by some minutes. */
final class Time implements InstantSource {
  static final Instant START = Instant.parse("2026-11-02T06:00:00Z");

  final TwinClock google = TwinClock.fixed(START);
  final TwinClock microsoft = TwinClock.fixed(START);
  private Instant now = START;
  private Duration googleAhead = Duration.ZERO;
  private Duration microsoftAhead = Duration.ZERO;

  @Override
  public Instant instant() {
    return now;
  }

  void restart() {
    now = START;
    skew(Duration.ZERO, Duration.ZERO);
  }

  void forward(Instant to) {
    if (to.isAfter(now)) {
      now = to;
      show();
    }
  }

  void skew(Duration ofGoogle, Duration ofMicrosoft) {
    googleAhead = ofGoogle;
    microsoftAhead = ofMicrosoft;
    show();
  }

  private void show() {
    google.set(now.plus(googleAhead));
    microsoft.set(now.plus(microsoftAhead));
  }
}
