package io.concordat.sandbox.ics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A date, or a wall time in a zone, out of a file. */
sealed interface Stamp {
  DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  /** As Google's {@code EventDateTime}. */
  ObjectNode json();

  LocalDate date();

  record Day(LocalDate date) implements Stamp {
    @Override
    public ObjectNode json() {
      return Json.object().put("date", date.toString());
    }
  }

  record Wall(LocalDateTime time, ZoneId zone) implements Stamp {
    @Override
    public ObjectNode json() {
      String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(time);
      return Json.object().put("dateTime", text).put("timeZone", zone.getId());
    }

    @Override
    public LocalDate date() {
      return time.toLocalDate();
    }

    /** The instant in the form UNTIL wants. */
    String utc() {
      return time.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).format(UTC);
    }
  }

  /** Eight digits are a date whatever the parameters say; a date-time has its zone or floats. */
  static Stamp read(String text, Line line, Zones zones) {
    String value = text.strip();
    try {
      if (value.matches("\\d{8}")) {
        return new Day(LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE));
      }
      if (value.endsWith("Z")) {
        return new Wall(LocalDateTime.parse(value, UTC), ZoneId.of("UTC"));
      }
      ZoneId zone = line.parameter("TZID").map(zones::named).orElse(zones.floating());
      return new Wall(LocalDateTime.parse(value, LOCAL), zone);
    } catch (DateTimeException e) {
      throw new Malformed("malformed date " + value + " in " + line.name());
    }
  }

  /** The same kind as a model: a date becomes a time at the model's hour, a time loses its hour. */
  default Stamp like(Stamp model) {
    return switch (model) {
      case Day _ -> new Day(date());
      case Wall(var time, var zone) ->
          this instanceof Wall ? this : new Wall(date().atTime(time.toLocalTime()), zone);
    };
  }

  /** The last moment that an UNTIL of this kind covers, in the form the start demands. */
  default String until(Stamp start) {
    return switch (start) {
      case Day _ -> date().format(DateTimeFormatter.BASIC_ISO_DATE);
      case Wall(var _, var zone) ->
          this instanceof Wall wall
              ? wall.utc()
              : new Wall(date().atTime(LocalTime.of(23, 59, 59)), zone).utc();
    };
  }
}
