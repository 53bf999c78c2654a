package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.schedule.When;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes {@code start}, {@code end} and {@code isAllDay}. */
final class GraphTimes {
  private static final DateTimeFormatter WALL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.'0000000'");

  private GraphTimes() {}

  /** Of a single event or an occurrence. What wall time cannot say without doubt goes as UTC. */
  static void single(When when, ObjectNode event) {
    switch (when) {
      case When.AllDay allDay -> days(allDay, event);
      case When.Timed timed -> timed(timed, zone(timed), event);
    }
  }

  /** Of a series: always in its zone, by which Graph makes the slots. */
  static void series(When when, ObjectNode event) {
    switch (when) {
      case When.AllDay allDay -> days(allDay, event);
      case When.Timed timed ->
          timed(timed, GraphZones.windows(timed.zone()).orElse(GraphZones.UTC), event);
    }
  }

  /** The name of the zone that a series' slots are made in. */
  static String seriesZone(When when) {
    return switch (when) {
      case When.AllDay allDay -> GraphZones.UTC;
      case When.Timed timed -> GraphZones.windows(timed.zone()).orElse(GraphZones.UTC);
    };
  }

  /** Midnights of one zone, whichever: Graph wants them so, and keeps the dates. */
  private static void days(When.AllDay days, ObjectNode event) {
    event.put("isAllDay", true);
    put(event, "start", days.start().atStartOfDay(), GraphZones.UTC);
    put(event, "end", days.end().atStartOfDay(), GraphZones.UTC);
  }

  private static void timed(When.Timed timed, String windows, ObjectNode event) {
    boolean utc = windows.equals(GraphZones.UTC);
    event.put("isAllDay", false);
    put(event, "start", wall(timed.start(), utc), windows);
    put(event, "end", wall(timed.end(), utc), windows);
  }

  private static LocalDateTime wall(ZonedDateTime time, boolean utc) {
    return (utc ? time.withZoneSameInstant(ZoneOffset.UTC) : time).toLocalDateTime();
  }

  private static void put(ObjectNode event, String name, LocalDateTime wall, String zone) {
    event.putObject(name).put("dateTime", WALL.format(wall)).put("timeZone", zone);
  }

  /** Windows' name of the zone, if both ends mean the same moment there; else UTC. */
  static String zone(When.Timed timed) {
    return GraphZones.shown(timed.zone())
        .filter(shown -> certain(timed.start(), shown) && certain(timed.end(), shown))
        .flatMap(shown -> GraphZones.windows(timed.zone()))
        .orElse(GraphZones.UTC);
  }

  private static boolean certain(ZonedDateTime time, ZoneId shown) {
    var offsets = shown.getRules().getValidOffsets(time.toLocalDateTime());
    return offsets.size() == 1 && offsets.getFirst().equals(time.getOffset());
  }
}
