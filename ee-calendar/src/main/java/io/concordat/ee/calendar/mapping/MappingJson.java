package io.concordat.ee.calendar.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.concordat.ee.calendar.event.ContentJson;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.RemoteJson;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.tenant.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whole mappings as one document for {@code jsonb_to_recordset}, and their JSON columns. */
final class MappingJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private MappingJson() {}

  static String rows(Collection<Mapping> mappings) {
    var out = new StringWriter(1_024 * mappings.size());
    try (var json = FACTORY.createGenerator(out)) {
      json.writeStartArray();
      for (Mapping mapping : mappings) {
        row(json, mapping);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void row(JsonGenerator json, Mapping mapping) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", mapping.id().toString());
    json.writeStringField("provider_id", mapping.provider().toString());
    json.writeStringField("entry_id", mapping.entry().toString());
    json.writeNumberField("generation", mapping.generation());
    json.writeNumberField("revision", mapping.revision() + 1);
    copy(json, mapping.place());
    agreed(json, mapping.agreed());
    standing(json, mapping.standing());
    json.writeEndObject();
  }

  private static void copy(JsonGenerator json, Mapping.Place copy) throws IOException {
    if (copy.parts().isPresent()) {
      json.writeStringField("remote_id", copy.parts().get().id());
      raw(json, "remote_parts", RemoteJson.write(copy.parts().get()));
    }
    if (copy.icalUid().isPresent()) {
      json.writeStringField("ical_uid", copy.icalUid().get());
    }
    json.writeBooleanField("found_there", copy.foundThere());
    json.writeArrayFieldStart("attendees");
    for (UserId user : copy.attendees()) {
      json.writeString(user.toString());
    }
    json.writeEndArray();
  }

  private static void agreed(JsonGenerator json, Mapping.Agreed agreed) throws IOException {
    if (agreed.base().isPresent()) {
      raw(json, "base", ContentJson.write(agreed.base().get()));
    }
    json.writeBooleanField("theirs_deleted", gone(agreed.theirs()));
    if (agreed.theirs() instanceof Remote.Present(var content)) {
      raw(json, "theirs", ContentJson.write(content));
    }
    switch (agreed.intent()) {
      case Intent.None() -> {}
      case Intent.Write(var content) -> raw(json, "intent", ContentJson.write(content));
      case Intent.Delete() -> raw(json, "intent", "{}");
    }
  }

  private static void standing(JsonGenerator json, Mapping.Standing standing) throws IOException {
    json.writeStringField("sync_status", standing.status().stored());
    number(json, "local_version", standing.localVersion());
    number(json, "held_version", standing.heldVersion());
    number(json, "released_version", standing.releasedVersion());
    text(json, "reason", standing.reason());
    text(json, "conflict_kind", standing.conflict());
    text(json, "cause", standing.because().map(why -> why.cause().stored()));
    text(json, "caused_by", standing.because().flatMap(Because::by).map(UserId::toString));
  }

  private static void raw(JsonGenerator json, String field, String value) throws IOException {
    json.writeFieldName(field);
    json.writeRawValue(value);
  }

  private static void number(JsonGenerator json, String field, Optional<Long> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.get());
    }
  }

  private static void text(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  private static boolean gone(Remote theirs) {
    return switch (theirs) {
      case Remote.Deleted(), Remote.Missing() -> true;
      case Remote.Present present -> false;
      case Remote.Unseen() -> false;
    };
  }

  static Remote theirs(@Nullable String content, boolean deleted) {
    if (deleted) {
      return new Remote.Deleted();
    }
    return content == null ? new Remote.Unseen() : new Remote.Present(ContentJson.read(content));
  }

  static Optional<EntryContent> content(@Nullable String json) {
    return Optional.ofNullable(json).map(ContentJson::read);
  }

  static Intent intent(@Nullable String json) {
    if (json == null) {
      return new Intent.None();
    }
    return json.equals("{}") ? new Intent.Delete() : new Intent.Write(ContentJson.read(json));
  }
}
