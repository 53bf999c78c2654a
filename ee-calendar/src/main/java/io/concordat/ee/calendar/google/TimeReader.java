package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Zones;
import io.concordat.ee.calendar.remote.RemoteItem.Original;
import io.concordat.spi.schedule.InvalidContent;
import io.concordat.spi.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Reads {@code start}, {@code end} and {@code originalStartTime}. Google may show a time in another
 * zone than its own {@code timeZone}: the offset gives the moment, the name the wall.
 *
 * @param calendar the zone of times that name none
 */
record TimeReader(ZoneId calendar) {
  private static final ZoneId UTC = ZoneId.of("UTC");

  When when(JsonNode event) {
    var start = present(event, "start", Refusal.NO_START);
    var end = present(event, "end", Refusal.NO_END);
    if (start.hasNonNull("date") != end.hasNonNull("date")) {
      throw new Unreadable(Refusal.UNREADABLE_TIME, "a date and a time are mixed");
    }
    try {
      return start.hasNonNull("date")
          ? new When.AllDay(date(start), date(end))
          : new When.Timed(time(start), time(end));
    } catch (InvalidContent e) {
      throw new Unreadable(Refusal.END_BEFORE_START, "the end is not after the start");
    }
  }

  Original original(JsonNode event) {
    var original = event.path("originalStartTime");
    return original.hasNonNull("date")
        ? new Original.Day(date(original))
        : new Original.Moment(time(original));
  }

  private static JsonNode present(JsonNode event, String name, Refusal missing) {
    var node = event.path(name);
    if (!node.hasNonNull("date") && !node.hasNonNull("dateTime")) {
      throw new Unreadable(missing, name + " is missing");
    }
    return node;
  }

  private static LocalDate date(JsonNode node) {
    try {
      return LocalDate.parse(node.path("date").asText());
    } catch (DateTimeException e) {
      throw new Unreadable(Refusal.UNREADABLE_TIME, "a date cannot be read");
    }
  }

  private ZonedDateTime time(JsonNode node) {
    var text = node.path("dateTime").asText();
    try {
      return offsetAt(text) < 0
          ? LocalDateTime.parse(text).atZone(zone(node, calendar))
          : OffsetDateTime.parse(text)
              .atZoneSameInstant(zone(node, text.endsWith("Z") ? UTC : calendar));
    } catch (DateTimeException e) {
      throw new Unreadable(Refusal.UNREADABLE_TIME, "a time cannot be read");
    }
  }

  private static ZoneId zone(JsonNode node, ZoneId otherwise) {
    if (!node.hasNonNull("timeZone")) {
      return otherwise;
    }
    return Zones.find(node.path("timeZone").asText())
        .orElseThrow(() -> new Unreadable(Refusal.UNKNOWN_ZONE, "the time zone is not known"));
  }

  /** Where the offset begins, or -1. */
  private static int offsetAt(String text) {
    int time = text.indexOf('T');
    return time < 0
        ? -1
        : Math.max(text.indexOf('Z'), Math.max(text.indexOf('+'), text.indexOf('-', time)));
  }
}
