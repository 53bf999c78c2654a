package io.concordat.ee.calendar.remote;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.ContentJson;
import io.concordat.spi.schedule.RecurrenceId;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.TreeMap;

/** Parts and parked slots as stored JSON, versioned like {@link ContentJson}. */
public final class RemoteJson {
  private RemoteJson() {}

  public static String write(RemoteParts parts) {
    return ContentJson.text(
        json -> {
          json.writeStringField("id", parts.id());
          json.writeStringField("revision", parts.revision());
          json.writeStringField("share", parts.share().stored());
          json.writeObjectFieldStart("slots");
          for (var slot : parts.slots().entrySet()) {
            write(json, slot.getKey(), slot.getValue());
          }
          json.writeEndObject();
        });
  }

  public static RemoteParts parts(String text) {
    var node = ContentJson.versioned(text);
    var slots = new TreeMap<RecurrenceId, RemoteParts.Part>();
    node.path("slots")
        .properties()
        .forEach(slot -> slots.put(ContentJson.slot(slot.getKey()), part(slot.getValue())));
    return new RemoteParts(
        node.path("id").asText(),
        node.path("revision").asText(),
        slots,
        RemoteParts.Share.stored(node.path("share").asText()));
  }

  public static String write(RemoteItem.Slot slot) {
    return ContentJson.text(
        json -> {
          json.writeStringField("master", slot.masterId());
          switch (slot.original()) {
            case RemoteItem.Original.Day(var date) -> json.writeStringField("day", date.toString());
            case RemoteItem.Original.Moment(var start) ->
                json.writeStringField("moment", start.toString());
          }
          json.writeStringField("id", slot.id());
          json.writeStringField("revision", slot.revision());
          json.writeFieldName("occurrence");
          ContentJson.write(json, slot.occurrence());
        });
  }

  public static RemoteItem.Slot slot(String text) {
    var node = ContentJson.versioned(text);
    return new RemoteItem.Slot(
        node.path("master").asText(),
        original(node),
        node.path("id").asText(),
        node.path("revision").asText(),
        ContentJson.occurrence(node.path("occurrence")));
  }

  private static void write(JsonGenerator json, RecurrenceId slot, RemoteParts.Part part)
      throws IOException {
    json.writeArrayFieldStart(slot.toString());
    json.writeString(part.id());
    json.writeString(part.revision());
    json.writeEndArray();
  }

  private static RemoteParts.Part part(JsonNode node) {
    return new RemoteParts.Part(node.path(0).asText(), node.path(1).asText());
  }

  private static RemoteItem.Original original(JsonNode node) {
    return node.has("day")
        ? new RemoteItem.Original.Day(LocalDate.parse(node.path("day").asText()))
        : new RemoteItem.Original.Moment(ZonedDateTime.parse(node.path("moment").asText()));
  }
}
