package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.graph.Changes.Change;
import io.concordat.sandbox.http.Json;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One item of a notification on its way.
 *
 * @param id the same at each attempt
 * @param attempt how often it has failed
 */
record Notice(String id, Subscription subscription, News news, Instant born, int attempt) {

  /** What it says. */
  sealed interface News {
    /** An event has changed. */
    record Changed(Change change) implements News {}

    /** Something is the matter with the subscription. */
    record Lifecycle(Word word) implements News {}
  }

  /** The lifecycle words. */
  public enum Word {
    REAUTHORIZATION_REQUIRED("reauthorizationRequired"),
    SUBSCRIPTION_REMOVED("subscriptionRemoved"),
    MISSED("missed");

    private final String text;

    Word(String text) {
      this.text = text;
    }

    static Word of(String text) {
      for (Word word : values()) {
        if (word.text.equals(text)) {
          return word;
        }
      }
      throw new IllegalArgumentException(
          "event must be reauthorizationRequired, subscriptionRemoved or missed");
    }
  }

  Notice again() {
    return new Notice(id, subscription, news, born, attempt + 1);
  }

  /** Where it goes; a lifecycle item has no address if the app gave none. */
  Optional<URI> url() {
    return switch (news) {
      case News.Changed _ -> Optional.of(subscription.url());
      case News.Lifecycle _ -> subscription.lifecycleUrl();
    };
  }

  /** What the log calls it. */
  String what() {
    return switch (news) {
      case News.Changed(var change) -> change.kind().name().toLowerCase(Locale.ROOT);
      case News.Lifecycle(var word) -> word.text;
    };
  }

  Optional<String> eventId() {
    return switch (news) {
      case News.Changed(var change) ->
          Optional.of(subscription.immutableIds() ? change.immutableId() : change.eventId());
      case News.Lifecycle _ -> Optional.empty();
    };
  }

  ObjectNode json(Instant expires) {
    ObjectNode json = Json.object().put("subscriptionId", subscription.id());
    json.put("subscriptionExpirationDateTime", Subscription.time(expires));
    json.put("tenantId", subscription.owner().directoryId());
    json.put("clientState", subscription.clientState().orElse(null));
    switch (news) {
      case News.Lifecycle _ -> json.put("lifecycleEvent", what());
      case News.Changed(var change) -> describe(json, change);
    }
    return json;
  }

  private void describe(ObjectNode json, Change change) {
    String eventId = eventId().orElseThrow();
    String resource = "Users/" + change.userId() + "/Events/" + eventId;
    json.put("id", id).put("changeType", what()).put("resource", resource);
    json.putObject("resourceData")
        .put("@odata.type", "#Microsoft.Graph.Event")
        .put("@odata.id", resource)
        .put("@odata.etag", change.etag())
        .put("id", eventId);
  }
}
