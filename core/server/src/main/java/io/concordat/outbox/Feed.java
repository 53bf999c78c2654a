package io.concordat.outbox;

import io.concordat.spi.event.Event;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tenant's events in commit order, for whoever keeps a cursor. */
public final class Feed {
  /**
   * @param cursor continues after this event
   */
  public record Item(String cursor, Event event, Instant at) {}

  /**
   * @param next where to continue; the cursor that was given when there was nothing new
   */
  public record Page(List<Item> items, Optional<String> next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * Throws {@link IllegalArgumentException} when the cursor is not one of ours.
   *
   * @param after empty: from the beginning
   */
  public Page read(Tx tx, Optional<String> after, int limit) {
    Position position = after.map(Position::of).orElse(Position.START);
    List<Item> items =
        OutboxRows.after(tx, position, limit).stream()
            .map(it -> new Item(it.position().cursor(), it.event(), it.at()))
            .toList();
    return new Page(items, items.isEmpty() ? after : Optional.of(items.getLast().cursor()));
  }

  /** The cursor after which the events since then are; empty when those are all that there are. */
  Optional<String> before(Tx tx, Instant since) {
    return OutboxRows.lastBefore(tx, since).map(Position::cursor);
  }
}
