package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ibm.icu.util.TimeZone;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** What Graph would show of a POST: times in UTC, the zone by Windows' name. Zones are ICU's. */
final class Echo {
  private Echo() {}

  static ObjectNode of(ObjectNode posted) {
    var event = posted.deepCopy();
    event.put("id", "AAMk=").put("@odata.etag", "W/\"1\"").put("iCalUId", "u");
    event.put("type", event.hasNonNull("recurrence") ? "seriesMaster" : "singleInstance");
    event.put("originalStartTimeZone", windows(event.path("start").path("timeZone").asText()));
    if (!event.path("isAllDay").asBoolean()) {
      toUtc((ObjectNode) event.path("start"));
      toUtc((ObjectNode) event.path("end"));
    }
    return event;
  }

  /** The zone that Exchange makes slots in. */
  static ZoneId rules(String name) {
    return ZoneId.of(Optional.ofNullable(TimeZone.getIDForWindowsID(name, "001")).orElse(name));
  }

  static boolean named(String zone) {
    return TimeZone.getWindowsID(zone) != null;
  }

  private static String windows(String name) {
    return TimeZone.getIDForWindowsID(name, "001") == null ? TimeZone.getWindowsID(name) : name;
  }

  private static void toUtc(ObjectNode moment) {
    var wall = LocalDateTime.parse(moment.path("dateTime").asText());
    var instant = wall.atZone(rules(moment.path("timeZone").asText())).toInstant();
    moment.put("dateTime", instant.atZone(ZoneOffset.UTC).toLocalDateTime() + ":00.0000000");
    moment.put("timeZone", "UTC");
  }
}
