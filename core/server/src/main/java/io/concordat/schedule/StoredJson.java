package io.concordat.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How recurrence and exceptions lie in their jsonb columns. Not the API's shape. */
final class StoredJson {
  private static final JsonMapper JSON = new JsonMapper();

  private StoredJson() {}

  static String write(Recurrence recurrence) {
    ObjectNode node = JSON.createObjectNode();
    texts(node.putArray("rules"), recurrence.rules());
    texts(node.putArray("excluded"), recurrence.excluded());
    texts(node.putArray("added"), recurrence.added());
    return node.toString();
  }

  static Recurrence recurrence(String json) {
    JsonNode node = read(json);
    var added = new TreeSet<RecurrenceId>();
    node.path("added").forEach(slot -> added.add(slot(slot.textValue())));
    return new Recurrence(texts(node.path("rules")), texts(node.path("excluded")), added);
  }

  static String write(SortedMap<RecurrenceId, Occurrence> exceptions) {
    ObjectNode node = JSON.createObjectNode();
    exceptions.forEach((slot, occurrence) -> node.set(slot.toString(), node(occurrence)));
    return node.toString();
  }

  static SortedMap<RecurrenceId, Occurrence> exceptions(String json) {
    var exceptions = new TreeMap<RecurrenceId, Occurrence>();
    read(json)
        .properties()
        .forEach(field -> exceptions.put(slot(field.getKey()), occurrence(field.getValue())));
    return exceptions;
  }

  private static JsonNode node(Occurrence occurrence) {
    ObjectNode node = JSON.createObjectNode();
    switch (occurrence) {
      case Occurrence.Cancelled cancelled -> {}
      case Occurrence.Changed changed ->
          node.put("title", changed.title())
              .put("notes", changed.notes())
              .put("location", changed.location())
              .put("start", start(changed.when()))
              .put("end", end(changed.when()))
              .put("status", changed.status().name());
    }
    return node;
  }

  private static Occurrence occurrence(JsonNode node) {
    return node.isEmpty()
        ? new Occurrence.Cancelled()
        : new Occurrence.Changed(
            node.path("title").textValue(),
            node.path("notes").textValue(),
            node.path("location").textValue(),
            when(node.path("start").textValue(), node.path("end").textValue()),
            EntryStatus.valueOf(node.path("status").textValue()));
  }

  private static String start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> timed.start().toString();
    };
  }

  private static String end(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> end.toString();
      case When.Timed timed -> timed.end().toString();
    };
  }

  private static When when(String start, String end) {
    return start.indexOf('T') < 0
        ? new When.AllDay(LocalDate.parse(start), LocalDate.parse(end))
        : new When.Timed(ZonedDateTime.parse(start), ZonedDateTime.parse(end));
  }

  private static RecurrenceId slot(String text) {
    return RecurrenceId.parse(text, ZoneOffset.UTC);
  }

  private static void texts(ArrayNode array, Collection<?> values) {
    values.forEach(value -> array.add(value.toString()));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(value -> texts.add(value.textValue()));
    return texts;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry's recurrence cannot be read back", e);
    }
  }
}
