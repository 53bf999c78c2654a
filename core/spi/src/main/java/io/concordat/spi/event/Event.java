package io.concordat.spi.event;

import java.util.Map;
import java.util.UUID;

/**
 * Something that happened. Never carries a secret or a private title.
 *
 * @param type for example {@code SCHEDULE_ENTRY_UPDATED}
 * @param subject id of what it happened to
 * @param cause why, for example {@code api}, {@code calendar_sync}
 * @param data small further facts: strings, numbers, booleans
 */
public record Event(String type, UUID subject, String cause, Map<String, Object> data) {
  public Event {
    data = Map.copyOf(data);
  }
}
