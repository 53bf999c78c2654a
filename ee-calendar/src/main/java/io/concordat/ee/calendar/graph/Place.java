package io.concordat.ee.calendar.graph;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Where a calendar's events lie below {@code /v1.0}. The default calendar has addresses of its own:
 * only its delta is documented in v1.0.
 *
 * @param calendar empty for the default calendar
 * @param zone of the mailbox
 */
record Place(Optional<String> calendar, ZoneId zone) {
  /** For calls that need no calendar. */
  static final Place UNKNOWN = new Place(Optional.empty(), ZoneOffset.UTC);

  private static final String EVENT =
      "?$select="
          + encoded(GraphEventReader.SELECT)
          + "&$expand="
          + encoded(GraphEventReader.EXPAND);

  String events() {
    return prefix() + "/events";
  }

  /** All events and masters, with everything that is read. */
  String all(int top) {
    return events() + EVENT + "&$top=" + top;
  }

  /** The masters alone, with what tells that something about them changed. */
  String masters() {
    return events()
        + "?$filter="
        + encoded("type eq 'seriesMaster'")
        + "&$select=id,changeKey&$top=1000";
  }

  /** What was created under this key. */
  String created(String key) {
    var filter =
        "singleValueExtendedProperties/Any(ep: ep/id eq '"
            + GraphEventReader.KEY
            + "' and ep/value eq '"
            + key
            + "')";
    return events() + EVENT + "&$filter=" + encoded(filter);
  }

  String delta(Instant from, Instant to) {
    return prefix() + "/calendarView/delta?startDateTime=" + from + "&endDateTime=" + to;
  }

  /** What notices are asked about. */
  String resource() {
    return calendar.map(id -> "me/calendars/" + id + "/events").orElse("me/events");
  }

  /** One event, wherever in the mailbox it lies. */
  static String event(String id) {
    return "/me/events/" + encoded(id);
  }

  /** One event with everything that is read. */
  static String whole(String id) {
    return event(id) + EVENT;
  }

  static String instances(String id, Instant from, Instant to) {
    return event(id)
        + "/instances?startDateTime="
        + from
        + "&endDateTime="
        + to
        + "&$select=id,type,start,end,isAllDay,originalStart,originalStartTimeZone,seriesMasterId"
        + "&$top=500";
  }

  private String prefix() {
    return calendar.map(id -> "/me/calendars/" + encoded(id)).orElse("/me");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
