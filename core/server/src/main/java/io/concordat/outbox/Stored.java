package io.concordat.outbox;

import io.concordat.spi.event.Event;
import java.time.Instant;

/** An event in the database. */
record Stored(Position position, Event event, Instant at) {}
