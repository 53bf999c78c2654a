package io.concordat.web.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.schedule.Rules;
import io.concordat.spi.schedule.InvalidContent;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads {@code recurrence}: the rule, and the slots that it lists. */
record RecurrenceIn(Recurrence recurrence, SortedSet<RecurrenceId> cancelled) {
  private static final Set<String> FIELDS = Set.of("rrule", "exdates", "rdates", "further");
  private static final String RRULE = "RRULE:";
  private static final String EXRULE = "EXRULE:";
  private static final int MOST_DATES = 1_000;
  private static final int MOST_RULES = 20;
  private static final int LONGEST = 1_000;

  /**
   * @param known rules that are stored already; vendors' rules are not held against our grammar
   */
  static RecurrenceIn read(JsonNode node, When when, Optional<Recurrence> known) {
    if (!(node instanceof ObjectNode json)) {
      throw JsonIn.wrongType("recurrence", "an object with rrule, or null");
    }
    JsonIn.only(json, FIELDS, "recurrence.");
    var rules = new ArrayList<String>();
    var excluded = new ArrayList<String>();
    JsonIn.present(json, "rrule").ifPresent(rule -> rules.add(rule(rule)));
    for (String line : lines(json)) {
      (line.startsWith(RRULE) ? rules : excluded).add(value(line));
    }
    check(rules, known.map(Recurrence::rules).orElse(List.of()));
    check(excluded, known.map(Recurrence::excluded).orElse(List.of()));
    SortedSet<RecurrenceId> added = slots(json, "rdates", when);
    if (rules.isEmpty() && added.isEmpty()) {
      throw Refusal.field(
          "missing_field", "recurrence.rrule", "a series needs a rule; add it, or send null.");
    }
    return new RecurrenceIn(new Recurrence(rules, excluded, added), slots(json, "exdates", when));
  }

  private static String rule(JsonNode rule) {
    return JsonIn.text(rule, "recurrence.rrule", LONGEST);
  }

  private static List<String> lines(ObjectNode json) {
    return JsonIn.present(json, "further")
        .map(node -> JsonIn.texts(node, "recurrence.further", MOST_RULES, LONGEST))
        .orElse(List.of());
  }

  private static String value(String line) {
    if (line.startsWith(RRULE)) {
      return line.substring(RRULE.length());
    }
    if (line.startsWith(EXRULE)) {
      return line.substring(EXRULE.length());
    }
    throw Refusal.field(
        "invalid_rrule", "recurrence.further", "each item begins with RRULE: or EXRULE:.");
  }

  private static void check(List<String> rules, List<String> known) {
    for (String rule : rules) {
      if (!known.contains(rule)) {
        Rules.fault(rule).ifPresent(RecurrenceIn::refuse);
      }
    }
  }

  private static void refuse(Rules.Fault fault) {
    throw switch (fault) {
      case UNREADABLE ->
          Refusal.field(
              "invalid_rrule",
              "recurrence.rrule",
              "not an RRULE value of RFC 5545; an example is FREQ=WEEKLY;BYDAY=MO;COUNT=10.");
      case SUB_DAILY ->
          Refusal.field(
              "sub_daily_rrule",
              "recurrence.rrule",
              "repeats within a day; use DAILY, WEEKLY, MONTHLY or YEARLY without BYHOUR.");
    };
  }

  private static SortedSet<RecurrenceId> slots(ObjectNode json, String name, When when) {
    String field = "recurrence." + name;
    var slots = new TreeSet<RecurrenceId>();
    JsonIn.present(json, name)
        .map(node -> JsonIn.texts(node, field, MOST_DATES, 64))
        .orElse(List.of())
        .forEach(text -> slots.add(slot(field, text, when)));
    return slots;
  }

  static RecurrenceId slot(String field, String text, When when) {
    boolean allDay = when instanceof When.AllDay;
    try {
      RecurrenceId slot = RecurrenceId.parse(text, zone(when));
      if (slot.allDay() == allDay) {
        return slot;
      }
    } catch (InvalidContent e) {
      // Said below, with an example of the right kind.
    }
    throw Refusal.field(
        "invalid_time",
        field,
        allDay
            ? "an all-day series has dates, such as 2026-03-05."
            : "a timed series has its original local starts, such as 2026-03-05T09:00:00.");
  }

  private static ZoneId zone(When when) {
    return when instanceof When.Timed timed ? timed.zone() : ZoneOffset.UTC;
  }
}
