package io.concordat.ee.calendar.activity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Deeds as one document for {@code json_to_recordset}. */
final class DeedsJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private DeedsJson() {}

  static String rows(List<Deed> deeds, Instant now) {
    var out = new StringWriter(512 * deeds.size());
    try (var json = FACTORY.createGenerator(out)) {
      json.writeStartArray();
      for (int i = 0; i < deeds.size(); i++) {
        row(json, deeds.get(i), id(now, i));
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * Ordered by time (RFC 9562, version 7): the key alone keeps the list in order.
   *
   * @param position among those of the same moment
   */
  static UUID id(Instant now, int position) {
    long high = (now.toEpochMilli() << 16) | 0x7000 | ((position >>> 14) & 0xfff);
    long low = ((position & 0x3fffL) << 48) | (ThreadLocalRandom.current().nextLong() >>> 16);
    return new UUID(high, low | 0x8000_0000_0000_0000L);
  }

  private static void row(JsonGenerator json, Deed deed, UUID id) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    json.writeStringField("side", deed.side().stored());
    json.writeStringField("action", deed.action().stored());
    json.writeStringField("cause", deed.because().cause().stored());
    text(json, "actor", deed.because().by().map(UserId::toString));
    text(json, "entry_id", deed.entry().map(ScheduleEntryId::toString));
    text(json, "remote_id", deed.remoteId());
    json.writeStringField("title", FactsJson.cut(deed.title()));
    json.writeBooleanField("private", deed.isPrivate());
    text(json, "reason", Optional.of(deed.reason()).filter(reason -> !reason.isEmpty()));
    text(json, "request_id", Optional.of(deed.requestId()).filter(known -> !known.isEmpty()));
    new FactsJson(json).write(deed);
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }
}
