package io.concordat.ee.calendar.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.sync.Act;
import io.concordat.ee.calendar.sync.Act.Side;
import io.concordat.ee.calendar.sync.Act.Verb;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Acts as they are stored, and as people see them. */
final class ActJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ActJson() {}

  static String write(Collection<Act> acts) {
    ArrayNode array = JSON.createArrayNode();
    acts.forEach(act -> array.add(write(act)));
    return array.toString();
  }

  private static ObjectNode write(Act act) {
    ObjectNode node = ProviderJson.object();
    node.put("side", act.side().name()).put("verb", act.verb().name());
    node.put("key", act.key()).put("digest", act.digest());
    act.entry().ifPresent(entry -> node.put("entry", entry.toString()));
    node.put("title", act.title()).put("start", act.start()).put("private", act.isPrivate());
    return node.put("reason", act.reason()).put("mails", act.mails());
  }

  static List<Act> read(String text) {
    try {
      return JSON.readTree(text).valueStream().map(ActJson::read).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored plan cannot be read", e);
    }
  }

  private static Act read(JsonNode node) {
    return new Act(
        Side.valueOf(node.path("side").asText()),
        Verb.valueOf(node.path("verb").asText()),
        node.path("key").asText(),
        node.path("digest").asText(),
        Optional.ofNullable(node.get("entry")).map(JsonNode::asText).map(UUID::fromString),
        node.path("title").asText(),
        node.path("start").asText(),
        node.path("private").asBoolean(),
        node.path("reason").asText(),
        node.path("mails").asBoolean());
  }

  /** For readers. */
  static ObjectNode shown(Act act) {
    ObjectNode node = ProviderJson.object();
    node.put("side", act.side().name().toLowerCase(Locale.ROOT));
    node.put("act", act.verb().name().toLowerCase(Locale.ROOT));
    node.put("entryId", act.entry().map(UUID::toString).orElse(null));
    node.put("title", act.isPrivate() ? "Busy" : act.title());
    node.put("start", act.start());
    node.put("private", act.isPrivate());
    return node.put("reason", act.reason().isEmpty() ? null : act.reason());
  }
}
