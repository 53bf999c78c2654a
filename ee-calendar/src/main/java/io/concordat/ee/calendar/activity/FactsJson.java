package io.concordat.ee.calendar.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import io.concordat.ee.calendar.activity.Deed.Facts;
import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.UserId;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Before and after as they are stored and shown: the changed fields, long texts cut. */
final class FactsJson {
  private static final int LONGEST = 500;
  private static final int SLOTS = 50;

  private final JsonGenerator json;

  FactsJson(JsonGenerator json) {
    this.json = json;
  }

  void write(Deed deed) throws IOException {
    Facts before = deed.before();
    Facts after = deed.after();
    if (before.content().isPresent() && after.content().isPresent()) {
      var changed = Fields.changed(before.content().get(), after.content().get());
      side("before", before, changed);
      side("after", after, changed);
    } else {
      side("before", before, said(before));
      side("after", after, said(after));
    }
  }

  /** Of what comes or goes as a whole: whatever it says at all. */
  private static Collection<Field> said(Facts facts) {
    return facts.content().<Collection<Field>>map(FactsJson::said).orElse(List.of());
  }

  private static Set<Field> said(EntryContent content) {
    var fields = EnumSet.of(Master.TITLE, Master.WHEN);
    add(fields, Master.NOTES, !content.notes().isBlank());
    add(fields, Master.LOCATION, !content.location().isBlank());
    add(fields, Master.PRIVATE, content.isPrivate());
    add(fields, Master.STATUS, content.status() != EntryStatus.CONFIRMED);
    add(fields, Master.RECURRENCE, content.isSeries());
    return Set.copyOf(fields);
  }

  private static void add(Set<Master> fields, Master field, boolean said) {
    if (said) {
      fields.add(field);
    }
  }

  private void side(String name, Facts facts, Collection<Field> fields) throws IOException {
    if (fields.isEmpty() && facts.assignees().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(name);
    if (facts.content().isPresent()) {
      content(facts.content().get(), fields);
    }
    if (facts.assignees().isPresent()) {
      users(facts.assignees().get());
    }
    json.writeEndObject();
  }

  private void users(Set<UserId> users) throws IOException {
    strings("assigneeIds", users.stream().map(UserId::toString).sorted().toList());
  }

  private void content(EntryContent content, Collection<Field> fields) throws IOException {
    for (Field field : fields) {
      if (field instanceof Master master) {
        master(content, master);
      }
    }
    var slots =
        fields.stream()
            .filter(Field.Slot.class::isInstance)
            .map(field -> ((Field.Slot) field).id())
            .limit(SLOTS)
            .toList();
    if (!slots.isEmpty()) {
      occurrences(content, slots);
    }
  }

  private void master(EntryContent content, Master field) throws IOException {
    switch (field) {
      case TITLE -> text("title", content.title());
      case NOTES -> text("notes", content.notes());
      case LOCATION -> text("location", content.location());
      case WHEN -> when(content.when());
      case PRIVATE -> json.writeBooleanField("private", content.isPrivate());
      case STATUS -> json.writeStringField("status", FactsJson.name(content.status()));
      case RECURRENCE ->
          strings("rrules", content.recurrence().map(Recurrence::rules).orElse(List.of()));
    }
  }

  private static String name(EntryStatus status) {
    return switch (status) {
      case CONFIRMED -> "confirmed";
      case TENTATIVE -> "tentative";
    };
  }

  private void strings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void text(String name, String text) throws IOException {
    json.writeStringField(name, cut(text));
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private void when(When when) throws IOException {
    switch (when) {
      case When.AllDay(var start, var end) -> {
        json.writeStringField("start", start.toString());
        json.writeStringField("end", end.toString());
        json.writeBooleanField("allDay", true);
      }
      case When.Timed timed -> {
        json.writeStringField("start", timed.start().toOffsetDateTime().toString());
        json.writeStringField("end", timed.end().toOffsetDateTime().toString());
        json.writeStringField("timeZone", timed.zone().getId());
        json.writeBooleanField("allDay", false);
      }
    }
  }

  /** Null: as the rule makes it. */
  private void occurrences(EntryContent content, List<RecurrenceId> slots) throws IOException {
    json.writeObjectFieldStart("occurrences");
    for (RecurrenceId slot : slots) {
      json.writeFieldName(slot.toString());
      var occurrence = Optional.ofNullable(content.exceptions().get(slot));
      if (occurrence.isPresent()) {
        occurrence(occurrence.get());
      } else {
        json.writeNull();
      }
    }
    json.writeEndObject();
  }

  private void occurrence(Occurrence occurrence) throws IOException {
    json.writeStartObject();
    switch (occurrence) {
      case Occurrence.Cancelled() -> json.writeBooleanField("cancelled", true);
      case Occurrence.Changed(var title, var notes, var location, var when, var status) -> {
        json.writeBooleanField("cancelled", false);
        text("title", title);
        text("notes", notes);
        text("location", location);
        when(when);
        json.writeStringField("status", FactsJson.name(status));
      }
    }
    json.writeEndObject();
  }
}
