package io.concordat.spi.event;

import io.concordat.spi.tenant.Tx;
import java.util.List;

/** Events that are committed with the change they tell of, or not at all. */
public interface Outbox {
  void append(Tx tx, List<Event> events);

  default void append(Tx tx, Event event) {
    append(tx, List.of(event));
  }
}
