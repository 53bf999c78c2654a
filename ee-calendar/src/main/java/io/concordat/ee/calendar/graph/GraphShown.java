package io.concordat.ee.calendar.graph;

import io.concordat.spi.schedule.EntryContent;

/** Our contents in Graph's words: what a read shows after a write. For comparing only. */
final class GraphShown {
  private GraphShown() {}

  /** Applying it twice changes nothing more. What Graph cannot hold stays as it is. */
  static EntryContent of(EntryContent content) {
    return content;
  }
}
