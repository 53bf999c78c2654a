package io.concordat.ee.calendar.remote;

import java.util.List;

/** What a direct read shows. */
public sealed interface Read {
  /** A single event, or a series with all of its exceptions. */
  record Found(RemoteItem.Whole item, List<RemoteItem.Slot> slots) implements Read {
    public Found {
      slots = List.copyOf(slots);
    }
  }

  /** It was there and has been deleted (or is one of the vendor's cancelled rows). */
  record Deleted() implements Read {}

  /** The vendor knows nothing of it (404). */
  record Missing() implements Read {}

  /** There, but not readable as an event. */
  record Unreadable(RemoteItem.Malformed item) implements Read {}
}
