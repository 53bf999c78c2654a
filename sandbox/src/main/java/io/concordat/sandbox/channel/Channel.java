package io.concordat.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.oauth.Caller;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One watch on one calendar, as asked for and granted. */
record Channel(
    String id,
    String account,
    String clientId,
    String calendarId,
    String resourceId,
    String resourceUri,
    URI address,
    Optional<String> token,
    Instant expires) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What the calendar brings to a watch request. */
  record Resource(String calendarId, String id, String uri) {}

  static Channel read(
      ObjectNode body, Caller caller, Resource resource, Instant now, Duration cap) {
    String id = Json.text(body, "id").orElse("");
    if (!id.matches("[A-Za-z0-9\\-_+/=]{1,64}")) {
      throw GoogleError.required("channel.id is missing or malformed.");
    }
    if (!Set.of("web_hook", "webhook").contains(Json.text(body, "type").orElse(""))) {
      throw error("channelUnknownType", "Unknown channel type.");
    }
    Optional<String> token = Json.text(body, "token");
    if (token.orElse("").length() > 256) {
      throw GoogleError.invalid("channel.token is too long.");
    }
    return new Channel(
        id,
        caller.email(),
        caller.clientId(),
        resource.calendarId(),
        resource.id(),
        resource.uri(),
        address(Json.text(body, "address").orElse("")),
        token,
        expires(body, now, cap));
  }

  private static GoogleError error(String reason, String message) {
    return GoogleError.of(400, "global", reason, message);
  }

  /** Https only; the twin takes http on the machine's own loopback as well. */
  private static URI address(String text) {
    if (text.isEmpty()) {
      throw GoogleError.required("channel.address is missing.");
    }
    try {
      URI uri = URI.create(text);
      boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(host(uri));
      if (!host(uri).isEmpty() && ("https".equals(uri.getScheme()) || local)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw error("push.webhookUrlNotHttps", "WebHook callback must be HTTPS: " + text);
    }
    throw error("push.webhookUrlNotHttps", "WebHook callback must be HTTPS: " + text);
  }

  private static String host(URI uri) {
    return Optional.ofNullable(uri.getHost()).orElse("");
  }

  /** The earliest of what is asked for and what is allowed. */
  private static Instant expires(ObjectNode body, Instant now, Duration cap) {
    Instant end = now.plus(cap);
    JsonNode ttl = body.path("params").path("ttl");
    if (!ttl.isMissingNode()) {
      end = earlier(end, now.plusSeconds(number(ttl, "params.ttl")));
    }
    JsonNode expiration = body.path("expiration");
    if (!expiration.isMissingNode()) {
      end = earlier(end, Instant.ofEpochMilli(number(expiration, "expiration")));
    }
    if (!end.isAfter(now)) {
      throw GoogleError.invalid("The channel would expire at once.");
    }
    return end;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static long number(JsonNode node, String name) {
    if (!node.asText().matches("\\d{1,15}")) {
      throw GoogleError.invalid("Invalid value for: " + name);
    }
    return node.asLong();
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("kind", "api#channel").put("id", id);
    json.put("resourceId", resourceId).put("resourceUri", resourceUri);
    token.ifPresent(value -> json.put("token", value));
    return json.put("expiration", Long.toString(expires.toEpochMilli()));
  }

  boolean ownedBy(Caller caller) {
    return account.equals(caller.email()) && clientId.equals(caller.clientId());
  }

  @Override
  public String toString() {
    return "Channel[" + id + ", " + calendarId + "]";
  }
}
