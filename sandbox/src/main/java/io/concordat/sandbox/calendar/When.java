package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A start or an end: a day, or an instant seen in a zone. */
sealed interface When {
  DateTimeFormatter RFC3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
  DateTimeFormatter SLOT_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  DateTimeFormatter SLOT_DAY = DateTimeFormatter.BASIC_ISO_DATE;
  Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?");
  Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  /** The position on its own time line: days for a day, seconds for an instant. */
  long tick();

  /** The same kind of value at another position. */
  When at(long tick);

  /** Google's name of an occurrence that starts here, as it ends instance ids. */
  String slot();

  Instant instant(ZoneId calendarZone);

  ObjectNode json(ZoneId shownIn);

  record Day(LocalDate date) implements When {
    @Override
    public long tick() {
      return date.toEpochDay();
    }

    @Override
    public When at(long tick) {
      return new Day(LocalDate.ofEpochDay(tick));
    }

    @Override
    public String slot() {
      return date.format(SLOT_DAY);
    }

    @Override
    public Instant instant(ZoneId calendarZone) {
      return date.atStartOfDay(calendarZone).toInstant();
    }

    @Override
    public ObjectNode json(ZoneId shownIn) {
      return Json.object().put("date", date.toString());
    }
  }

  record Time(Instant moment, ZoneId zone) implements When {
    @Override
    public long tick() {
      return moment.getEpochSecond();
    }

    @Override
    public When at(long tick) {
      return new Time(Instant.ofEpochSecond(tick), zone);
    }

    @Override
    public String slot() {
      return SLOT_TIME.format(moment.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant instant(ZoneId calendarZone) {
      return moment;
    }

    @Override
    public ObjectNode json(ZoneId shownIn) {
      return Json.object()
          .put("dateTime", RFC3339.format(moment.atZone(shownIn)))
          .put("timeZone", zone.getId());
    }
  }

  /** Reads an {@code EventDateTime}; a recurring event must name its zone. */
  static When read(JsonNode node, String field, ZoneId calendarZone, boolean recurring) {
    if (!(node instanceof ObjectNode object)) {
      throw GoogleError.required("Missing " + field + " time.");
    }
    Optional<String> date = text(object, "date", field);
    Optional<String> dateTime = text(object, "dateTime", field);
    Optional<String> zone = text(object, "timeZone", field);
    if (date.isPresent() == dateTime.isPresent()) {
      throw GoogleError.invalid("Invalid " + field + " time.");
    }
    object.fieldNames().forEachRemaining(name -> known(name, field));
    return date.<When>map(text -> day(text, field))
        .orElseGet(() -> time(dateTime.orElseThrow(), zone, field, calendarZone, recurring));
  }

  private static Optional<String> text(ObjectNode object, String name, String field) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw GoogleError.invalid("Invalid value for: " + field + "." + name);
    }
    return Optional.of(node.asText());
  }

  private static void known(String name, String field) {
    if (!Set.of("date", "dateTime", "timeZone").contains(name)) {
      throw GoogleError.invalid("Unknown name: " + field + "." + name);
    }
  }

  private static Day day(String text, String field) {
    try {
      return new Day(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw GoogleError.invalid("Invalid value for: " + field + ".date");
    }
  }

  private static Time time(
      String text, Optional<String> zone, String field, ZoneId calendarZone, boolean recurring) {
    if (recurring && zone.isEmpty()) {
      throw GoogleError.required("Missing time zone definition for " + field + " time.");
    }
    Optional<ZoneId> named = zone.map(id -> zone(id, field));
    return new Time(moment(text, named, field), named.orElse(calendarZone));
  }

  static ZoneId zone(String id, String field) {
    if (!ZONES.contains(id) || id.startsWith("SystemV/")) {
      throw GoogleError.invalid("Invalid time zone definition for " + field + " time.");
    }
    return ZoneId.of(id);
  }

  private static Instant moment(String text, Optional<ZoneId> zone, String field) {
    if (!TIMESTAMP.matcher(text).matches()) {
      throw GoogleError.invalid("Invalid value for: " + field + ".dateTime");
    }
    try {
      return parse(text, zone, field);
    } catch (DateTimeException e) {
      throw GoogleError.invalid("Invalid value for: " + field + ".dateTime");
    }
  }

  private static Instant parse(String text, Optional<ZoneId> zone, String field) {
    boolean offset = text.endsWith("Z") || text.charAt(text.length() - 6) == '+' || minus(text);
    if (offset) {
      return Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond());
    }
    ZoneId named =
        zone.orElseThrow(
            () -> GoogleError.required("Missing time zone definition for " + field + " time."));
    return Instant.ofEpochSecond(LocalDateTime.parse(text).atZone(named).toEpochSecond());
  }

  private static boolean minus(String text) {
    return text.lastIndexOf('-') > text.indexOf('T');
  }

  /** A query bound: RFC 3339 with its mandatory offset; fractions are ignored. */
  static Instant bound(String text, String name) {
    try {
      if (TIMESTAMP.matcher(text).matches()) {
        return Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond());
      }
    } catch (DateTimeException e) {
      throw GoogleError.invalidParameter(name, "Bad Request");
    }
    throw GoogleError.invalidParameter(name, "Bad Request");
  }
}
