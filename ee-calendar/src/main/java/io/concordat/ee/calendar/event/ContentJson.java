package io.concordat.ee.calendar.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Contents as stored JSON. The round trip is exact. {@code v} is the version of the shape: a newer
 * one is refused instead of misread.
 */
public final class ContentJson {
  /** The version written. */
  public static final int VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private ContentJson() {}

  public static String write(EntryContent content) {
    return text(json -> write(json, content));
  }

  public static EntryContent read(String text) {
    return content(versioned(text));
  }

  /** A JSON text with {@code v}, and whatever else is written. */
  public static String text(Written what) {
    var out = new StringWriter(512);
    try (var json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      what.into(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Reads what {@link #text} wrote. */
  public static JsonNode versioned(String text) {
    try {
      var node = MAPPER.readTree(text);
      int version = node.path("v").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException("stored JSON of version " + version + " is not known");
      }
      return node;
    } catch (IOException e) {
      throw new IllegalArgumentException("stored JSON cannot be read");
    }
  }

  /** Writes fields into an object. */
  @FunctionalInterface
  public interface Written {
    void into(JsonGenerator json) throws IOException;
  }

  /** Writes one occurrence as a value: null if it is cancelled. */
  public static void write(JsonGenerator json, Occurrence occurrence) throws IOException {
    switch (occurrence) {
      case Occurrence.Cancelled() -> json.writeNull();
      case Occurrence.Changed(var title, var notes, var location, var when, var status) -> {
        json.writeStartObject();
        texts(json, title, notes, location, when, status);
        json.writeEndObject();
      }
    }
  }

  /** Reads what {@link #write(JsonGenerator, Occurrence)} wrote. */
  public static Occurrence occurrence(JsonNode node) {
    return node.isNull()
        ? new Occurrence.Cancelled()
        : new Occurrence.Changed(
            node.path("title").asText(),
            node.path("notes").asText(),
            node.path("location").asText(),
            when(node.path("when")),
            EntryStatus.valueOf(node.path("status").asText()));
  }

  private static void write(JsonGenerator json, EntryContent content) throws IOException {
    texts(
        json,
        content.title(),
        content.notes(),
        content.location(),
        content.when(),
        content.status());
    json.writeBooleanField("private", content.isPrivate());
    if (content.recurrence().isPresent()) {
      write(json, content.recurrence().get(), content.exceptions());
    }
  }

  private static void texts(
      JsonGenerator json,
      String title,
      String notes,
      String location,
      When when,
      EntryStatus status)
      throws IOException {
    json.writeStringField("title", title);
    json.writeStringField("notes", notes);
    json.writeStringField("location", location);
    json.writeObjectFieldStart("when");
    write(json, when);
    json.writeEndObject();
    json.writeStringField("status", status.name());
  }

  private static void write(JsonGenerator json, When when) throws IOException {
    switch (when) {
      case When.AllDay(var start, var end) -> {
        json.writeStringField("first", start.toString());
        json.writeStringField("end", end.toString());
      }
      case When.Timed timed -> {
        json.writeStringField("zone", timed.zone().getId());
        write(json, "start", timed.start());
        write(json, "end", timed.end());
      }
    }
  }

  private static void write(JsonGenerator json, String name, ZonedDateTime time)
      throws IOException {
    json.writeArrayFieldStart(name);
    json.writeString(time.toLocalDateTime().toString());
    json.writeString(time.getOffset().getId());
    json.writeEndArray();
  }

  private static void write(
      JsonGenerator json, Recurrence recurrence, SortedMap<RecurrenceId, Occurrence> exceptions)
      throws IOException {
    json.writeObjectFieldStart("recurrence");
    list(json, "rules", recurrence.rules());
    list(json, "excluded", recurrence.excluded());
    list(json, "added", recurrence.added().stream().map(RecurrenceId::toString).toList());
    json.writeEndObject();
    json.writeObjectFieldStart("exceptions");
    for (var slot : exceptions.entrySet()) {
      json.writeFieldName(slot.getKey().toString());
      write(json, slot.getValue());
    }
    json.writeEndObject();
  }

  private static void list(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (var value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static EntryContent content(JsonNode node) {
    return new EntryContent(
        node.path("title").asText(),
        node.path("notes").asText(),
        node.path("location").asText(),
        when(node.path("when")),
        node.path("private").asBoolean(),
        EntryStatus.valueOf(node.path("status").asText()),
        Optional.of(node.path("recurrence")).filter(JsonNode::isObject).map(ContentJson::rule),
        exceptions(node.path("exceptions")));
  }

  private static When when(JsonNode node) {
    if (node.has("first")) {
      return new When.AllDay(
          LocalDate.parse(node.path("first").asText()), LocalDate.parse(node.path("end").asText()));
    }
    var zone = ZoneId.of(node.path("zone").asText());
    return new When.Timed(time(node.path("start"), zone), time(node.path("end"), zone));
  }

  private static ZonedDateTime time(JsonNode node, ZoneId zone) {
    var offset = ZoneOffset.of(node.path(1).asText());
    return ZonedDateTime.ofLocal(LocalDateTime.parse(node.path(0).asText()), zone, offset);
  }

  private static Recurrence rule(JsonNode node) {
    var added = new TreeSet<RecurrenceId>();
    strings(node.path("added")).forEach(text -> added.add(slot(text)));
    return new Recurrence(strings(node.path("rules")), strings(node.path("excluded")), added);
  }

  private static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    array.forEach(value -> strings.add(value.asText()));
    return strings;
  }

  private static SortedMap<RecurrenceId, Occurrence> exceptions(JsonNode node) {
    var slots = new TreeMap<RecurrenceId, Occurrence>();
    node.properties().forEach(slot -> slots.put(slot(slot.getKey()), occurrence(slot.getValue())));
    return slots;
  }

  /** Slots are stored as local times: the zone has no say. */
  public static RecurrenceId slot(String text) {
    return RecurrenceId.parse(text, ZoneOffset.UTC);
  }
}
