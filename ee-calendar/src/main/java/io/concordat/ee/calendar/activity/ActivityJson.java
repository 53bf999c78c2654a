package io.concordat.ee.calendar.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.activity.ActivityRows.Done;
import io.concordat.ee.calendar.provider.ProviderJson;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done, as somebody may see it.
 *
 * @param masked it is private and not theirs: they see that and when, but not what
 */
public record ActivityJson(Done done, boolean masked) {
  private static final String BUSY = "Busy";
  private static final ObjectMapper JSON = new ObjectMapper();

  ObjectNode write() {
    ObjectNode node = ProviderJson.object();
    node.put("id", done.id().toString());
    node.put("at", done.at().toString());
    node.put("runId", id(done.run()));
    node.put(
        "trigger", ProviderJson.orNull(Optional.of(done.trigger()).filter(it -> !it.isEmpty())));
    node.put("side", done.side());
    node.put("action", done.action());
    node.put("cause", done.cause());
    node.put("reason", ProviderJson.orNull(done.reason()));
    node.put("actorId", id(done.actor()));
    node.put("requestId", ProviderJson.orNull(done.requestId()));
    node.put("entryId", id(done.entry()));
    node.put("eventId", ProviderJson.orNull(done.remoteId()));
    node.put("title", title());
    node.put("private", done.isPrivate());
    node.put("masked", masked);
    node.set("before", before().orElseGet(ActivityJson::nothing));
    return node.set("after", after().orElseGet(ActivityJson::nothing));
  }

  private static JsonNode nothing() {
    return NullNode.getInstance();
  }

  private static @Nullable String id(Optional<UUID> id) {
    return ProviderJson.orNull(id.map(UUID::toString));
  }

  public String title() {
    return masked ? BUSY : done.title();
  }

  /** The changed fields as they were. */
  public Optional<JsonNode> before() {
    return done.before().map(this::shown);
  }

  public Optional<JsonNode> after() {
    return done.after().map(this::shown);
  }

  private JsonNode shown(String stored) {
    try {
      JsonNode node = JSON.readTree(stored);
      if (masked) {
        mask(node);
        node.path("occurrences").forEach(ActivityJson::mask);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored activity cannot be read", e);
    }
  }

  private static void mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      hide(object, "title", BUSY);
      hide(object, "notes", "");
      hide(object, "location", "");
    }
  }

  private static void hide(ObjectNode object, String field, String instead) {
    if (object.has(field)) {
      object.put(field, instead);
    }
  }
}
