package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code patternedRecurrence}: what repeats, and how long. */
record Recurrence(
    Type type,
    int interval,
    Set<DayOfWeek> days,
    int dayOfMonth,
    int month,
    DayOfWeek firstDay,
    Index index,
    Range range) {

  Recurrence {
    days = Set.copyOf(days);
  }

  /** The six patterns. */
  enum Type {
    DAILY("daily"),
    WEEKLY("weekly"),
    ABSOLUTE_MONTHLY("absoluteMonthly"),
    RELATIVE_MONTHLY("relativeMonthly"),
    ABSOLUTE_YEARLY("absoluteYearly"),
    RELATIVE_YEARLY("relativeYearly");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    boolean relative() {
      return this == RELATIVE_MONTHLY || this == RELATIVE_YEARLY;
    }

    boolean yearly() {
      return this == ABSOLUTE_YEARLY || this == RELATIVE_YEARLY;
    }
  }

  /** Which of the matching days of a month. */
  enum Index {
    FIRST(0),
    SECOND(1),
    THIRD(2),
    FOURTH(3),
    LAST(-1);

    private final int place;

    Index(int place) {
      this.place = place;
    }

    <T> T of(List<T> matches) {
      return place < 0 ? matches.getLast() : matches.get(place);
    }
  }

  /** How long; the end date counts. */
  record Range(Kind kind, LocalDate start, LocalDate end, int count, Zone zone) {
    static final LocalDate NO_DATE = LocalDate.of(1, 1, 1);

    /** The three kinds. */
    enum Kind {
      END_DATE("endDate"),
      NO_END("noEnd"),
      NUMBERED("numbered");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      String word() {
        return word;
      }
    }

    ObjectNode json() {
      return Json.object()
          .put("type", kind.word())
          .put("startDate", start.toString())
          .put("endDate", (kind == Kind.END_DATE ? end : NO_DATE).toString())
          .put("recurrenceTimeZone", zone.name())
          .put("numberOfOccurrences", kind == Kind.NUMBERED ? count : 0);
    }
  }

  boolean endless() {
    return range.kind() == Range.Kind.NO_END;
  }

  /**
   * The days on which occurrences begin, in the range's zone; ascending, without end if endless.
   */
  Iterator<LocalDate> dates() {
    return new Dates(this);
  }

  boolean has(LocalDate date) {
    Iterator<LocalDate> dates = dates();
    while (dates.hasNext()) {
      LocalDate next = dates.next();
      if (!next.isBefore(date)) {
        return next.equals(date);
      }
    }
    return false;
  }

  /** As Graph answers it: every property, with its default where the pattern has none. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    ObjectNode pattern = json.putObject("pattern");
    pattern.put("type", type.word()).put("interval", interval).put("month", month);
    pattern.put("dayOfMonth", dayOfMonth);
    if (!days.isEmpty()) {
      pattern.set("daysOfWeek", words());
    }
    pattern.put("firstDayOfWeek", word(firstDay)).put("index", lower(index));
    json.set("range", range.json());
    return json;
  }

  private ArrayNode words() {
    return Json.strings(days.stream().sorted().map(Recurrence::word).toList());
  }

  static String word(DayOfWeek day) {
    return lower(day);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static List<DayOfWeek> week(DayOfWeek first) {
    return IntStream.range(0, 7).mapToObj(first::plus).toList();
  }
}
