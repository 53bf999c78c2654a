package io.concordat.ee.calendar.cleanup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.cleanup.Cleanup.Found;
import io.concordat.ee.calendar.cleanup.Cleanup.Sample;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.ProviderJson;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Clean-ups as they are stored, and as people see them. */
final class CleanupJson {
  private static final JsonMapper JSON = new JsonMapper();

  private CleanupJson() {}

  static String stored(Found found) {
    return shown(found).toString();
  }

  private static ObjectNode shown(Found found) {
    return ProviderJson.object()
        .put("events", found.events())
        .put("plain", found.plain())
        .put("edited", found.edited())
        .put("guests", found.guests())
        .put("unknown", found.unknown())
        .put("copies", found.copies());
  }

  static Found found(String text) {
    JsonNode node = tree(text);
    return new Found(
        node.path("events").asInt(),
        node.path("plain").asInt(),
        node.path("edited").asInt(),
        node.path("guests").asInt(),
        node.path("unknown").asInt(),
        node.path("copies").asInt());
  }

  static String stored(Map<String, Optional<UUID>> going) {
    ObjectNode node = ProviderJson.object();
    going.forEach((id, mapping) -> node.put(id, mapping.map(UUID::toString).orElse("")));
    return node.toString();
  }

  static Map<String, Optional<UUID>> going(String text) {
    var going = new HashMap<String, Optional<UUID>>();
    tree(text)
        .properties()
        .forEach(
            one -> {
              String mapping = one.getValue().asText();
              going.put(
                  one.getKey(),
                  mapping.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(mapping)));
            });
    return going;
  }

  static String storedCounts(Map<Stays, Integer> counts) {
    return shown(counts).toString();
  }

  private static ObjectNode shown(Map<Stays, Integer> counts) {
    ObjectNode node = ProviderJson.object();
    for (Stays why : Stays.values()) {
      node.put(why.stored(), counts.getOrDefault(why, 0));
    }
    return node;
  }

  static Map<Stays, Integer> counts(String text) {
    var counts = new EnumMap<Stays, Integer>(Stays.class);
    tree(text)
        .properties()
        .forEach(one -> counts.put(Stays.of(one.getKey()), one.getValue().asInt()));
    return counts;
  }

  static String stored(List<Sample> samples) {
    ArrayNode array = JSON.createArrayNode();
    samples.forEach(
        one ->
            array
                .addObject()
                .put("title", one.title())
                .put("start", one.start())
                .put("private", one.isPrivate())
                .put("why", one.why().map(Stays::stored).orElse("")));
    return array.toString();
  }

  static List<Sample> samples(String text) {
    return tree(text).valueStream().map(CleanupJson::sample).toList();
  }

  private static Sample sample(JsonNode node) {
    String why = node.path("why").asText();
    return new Sample(
        node.path("title").asText(),
        node.path("start").asText(),
        node.path("private").asBoolean(),
        why.isEmpty() ? Optional.empty() : Optional.of(Stays.of(why)));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored clean-up cannot be read", e);
    }
  }

  /** As lists show it. */
  static ObjectNode brief(Cleanup cleanup) {
    ObjectNode node = ProviderJson.object();
    node.put("id", cleanup.id().toString());
    node.put("providerId", cleanup.provider().toString());
    node.put("state", cleanup.state().stored());
    node.put("removed", cleanup.removed());
    node.put("left", cleanup.left());
    node.put("requestedAt", cleanup.times().requested().toString());
    node.put("readyAt", ProviderJson.time(cleanup.times().ready()));
    node.put("startedAt", ProviderJson.time(cleanup.times().started()));
    node.put("finishedAt", ProviderJson.time(cleanup.times().finished()));
    node.put("errorCode", ProviderJson.orNull(cleanup.trouble().code()));
    return node.put("nextAttemptAt", ProviderJson.time(cleanup.trouble().nextAttemptAt()));
  }

  /**
   * @param mails whether deleting a meeting mails its guests
   */
  static ObjectNode write(Cleanup cleanup, Brand brand, boolean mails) {
    ObjectNode node = brief(cleanup);
    node.set("found", shown(cleanup.found()));
    node.put("guestsAreMailed", mails);
    node.putObject("choices")
        .put("edited", cleanup.choices().edited())
        .put("guests", cleanup.choices().guests())
        .put("unknown", cleanup.choices().unknown());
    node.set("stays", shown(cleanup.stays()));
    node.putObject("cost")
        .put("requests", cleanup.requests())
        .put("seconds", (int) Math.ceil(cleanup.requests() / brand.requestsPerSecond()));
    ArrayNode samples = node.putArray("samples");
    cleanup.samples().forEach(one -> samples.add(shown(one)));
    return node;
  }

  private static ObjectNode shown(Sample sample) {
    return ProviderJson.object()
        .put("title", sample.isPrivate() ? "Busy" : sample.title())
        .put("start", sample.start())
        .put("private", sample.isPrivate())
        .put("reason", sample.why().map(Stays::stored).orElse(null));
  }
}
