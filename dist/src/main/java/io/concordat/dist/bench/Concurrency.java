package io.concordat.dist.bench;

/** What the product may have on its way to the vendor at once, by its documented settings. */
final class Concurrency {
  private static final int RUNS = 10;
  private static final int WRITES_PER_CALENDAR = 2;

  private Concurrency() {}

  static int allowed(int calendars, int entriesEach) {
    return Math.min(calendars, RUNS) * Math.min(entriesEach, WRITES_PER_CALENDAR);
  }
}
