package io.concordat.ee.calendar.remote;

import java.util.List;
import java.util.Optional;

/** What a page of changes is. */
public sealed interface Listing {
  /**
   * Exactly one of the two tokens is present.
   *
   * @param nextPage there is more of this listing
   * @param nextCursor this was the last page; changes after it are listed from here
   */
  record Page(List<RemoteItem> items, Optional<String> nextPage, Optional<String> nextCursor)
      implements Listing {
    public Page {
      items = List.copyOf(items);
      if (nextPage.isPresent() == nextCursor.isPresent()) {
        throw new IllegalArgumentException("a page leads to the next one or to a cursor");
      }
    }
  }

  /** The cursor is no longer known: read everything again, and delete nothing for it. */
  record CursorExpired() implements Listing {}
}
