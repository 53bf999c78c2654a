package io.concordat.web.entry;

import io.concordat.schedule.Listing.Position;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.web.Listing;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A place in a list as callers carry it: opaque, and good for as long as they like. */
final class Cursor {
  private Cursor() {}

  static String of(Position position) {
    String text = position.start() + " " + position.id() + " " + position.slot();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Position parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(" ", 3);
      return new Position(Instant.parse(parts[0]), ScheduleEntryId.of(parts[1]), parts[2]);
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw Listing.unknownCursor();
    }
  }
}
