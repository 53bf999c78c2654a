package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.http.Json;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads {@code recurrence} and refuses what Exchange cannot hold. Properties of other patterns are
 * refused unless they have the value Graph itself answers for them.
 */
final class RecurrenceReader {
  private static final Set<String> PATTERN =
      Set.of("type", "interval", "daysOfWeek", "dayOfMonth", "month", "firstDayOfWeek", "index");
  private static final Set<String> RANGE =
      Set.of("type", "startDate", "endDate", "numberOfOccurrences", "recurrenceTimeZone");

  private final JsonNode pattern;
  private final JsonNode range;
  private final Span span;
  private final Recurrence.Type type;

  private RecurrenceReader(JsonNode json, Span span) {
    this.pattern = json.path("pattern");
    this.range = json.path("range");
    this.span = span;
    known(pattern, PATTERN, "pattern");
    known(range, RANGE, "range");
    this.type = word(pattern, "type", Recurrence.Type.values());
  }

  static Recurrence read(JsonNode json, Span span) {
    return new RecurrenceReader(json, span).recurrence();
  }

  private Recurrence recurrence() {
    refuseForeign();
    Recurrence read =
        new Recurrence(
            type,
            number(pattern, "interval", 1, 999),
            needsDays() ? days() : Set.of(),
            type == Recurrence.Type.ABSOLUTE_MONTHLY || type == Recurrence.Type.ABSOLUTE_YEARLY
                ? number(pattern, "dayOfMonth", 1, 31)
                : 0,
            type.yearly() ? number(pattern, "month", 1, 12) : 0,
            pattern.hasNonNull("firstDayOfWeek")
                ? word(pattern, "firstDayOfWeek", DayOfWeek.values())
                : DayOfWeek.SUNDAY,
            pattern.hasNonNull("index")
                ? word(pattern, "index", Recurrence.Index.values())
                : Recurrence.Index.FIRST,
            range());
    return new SeriesCheck(read, span).checked();
  }

  private boolean needsDays() {
    return type == Recurrence.Type.WEEKLY || type.relative();
  }

  private void refuseForeign() {
    boolean absolute = !type.relative() && !daily();
    foreign("daysOfWeek", !needsDays() && !pattern.path("daysOfWeek").isEmpty());
    foreign("dayOfMonth", (!absolute || needsDays()) && pattern.path("dayOfMonth").asInt(0) != 0);
    foreign("month", !type.yearly() && pattern.path("month").asInt(0) != 0);
    boolean other = !pattern.path("index").asText("first").equalsIgnoreCase("first");
    foreign("index", !type.relative() && pattern.hasNonNull("index") && other);
  }

  private boolean daily() {
    return type == Recurrence.Type.DAILY || type == Recurrence.Type.WEEKLY;
  }

  private void foreign(String name, boolean present) {
    if (present) {
      throw invalid("'" + name + "' does not belong to the pattern '" + type.word() + "'.");
    }
  }

  private Set<DayOfWeek> days() {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    pattern.path("daysOfWeek").forEach(day -> days.add(word(day.asText(), DayOfWeek.values())));
    if (days.isEmpty()) {
      throw invalid("daysOfWeek is missing.");
    }
    return days;
  }

  private Recurrence.Range range() {
    Recurrence.Range.Kind kind = word(range, "type", Recurrence.Range.Kind.values());
    String zone = range.path("recurrenceTimeZone").asText("");
    LocalDate start = date("startDate");
    LocalDate end =
        kind == Recurrence.Range.Kind.END_DATE ? date("endDate") : Recurrence.Range.NO_DATE;
    if (kind == Recurrence.Range.Kind.END_DATE && end.isBefore(start)) {
      throw invalid("endDate is before startDate.");
    }
    int count =
        kind == Recurrence.Range.Kind.NUMBERED
            ? number(range, "numberOfOccurrences", 1, 100_000)
            : 0;
    return new Recurrence.Range(
        kind, start, end, count, zone.isBlank() ? span.start().zone() : Zone.read(zone));
  }

  private LocalDate date(String field) {
    try {
      return LocalDate.parse(Json.text(range, field).orElse(""));
    } catch (DateTimeException e) {
      throw invalid(field + " is no date.");
    }
  }

  private static int number(JsonNode node, String field, int least, int most) {
    int value = node.path(field).asInt(0);
    if (value < least || value > most) {
      throw invalid(field + " must be from " + least + " to " + most + ".");
    }
    return value;
  }

  private static <E extends Enum<E>> E word(JsonNode node, String field, E[] values) {
    return word(node.path(field).asText(""), values);
  }

  private static <E extends Enum<E>> E word(String text, E[] values) {
    for (E value : values) {
      if (value.name().replace("_", "").equalsIgnoreCase(text.strip())) {
        return value;
      }
    }
    throw invalid("'" + text + "' is not a value of recurrence.");
  }

  private static void known(JsonNode node, Set<String> names, String what) {
    if (!node.isObject()) {
      throw invalid("The " + what + " of recurrence is missing.");
    }
    node.properties()
        .forEach(
            p -> {
              if (!names.contains(p.getKey())) {
                throw GraphError.bodyRead(
                    "The property '" + p.getKey() + "' does not exist on the recurrence " + what);
              }
            });
  }

  static GraphError invalid(String message) {
    return GraphError.invalidProperty("Property recurrence is invalid: " + message);
  }
}
