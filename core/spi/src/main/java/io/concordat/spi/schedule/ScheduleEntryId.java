package io.concordat.spi.schedule;

import java.util.UUID;

/** A schedule entry: a single one, or a whole series. */
public record ScheduleEntryId(UUID value) {
  public static ScheduleEntryId of(String text) {
    return new ScheduleEntryId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
