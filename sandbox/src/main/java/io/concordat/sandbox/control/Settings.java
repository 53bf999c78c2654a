package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.calendar.Calendars;
import io.concordat.sandbox.channel.Channels;
import io.concordat.sandbox.http.Json;
import java.time.Duration;
import java.util.Optional;

/** Limits that Google does not publish. */
final class Settings {
  private final Parts parts;

  Settings(Parts parts) {
    this.parts = parts;
  }

  ObjectNode json() {
    Calendars.Options options = parts.calendars().options();
    Channels.Limits limits = parts.channels().limits();
    ObjectNode json = Json.object().put("maxAttendees", options.maxAttendees());
    options
        .syncTokenLife()
        .ifPresentOrElse(
            life -> json.put("syncTokenMaxAgeSeconds", life.toSeconds()),
            () -> json.putNull("syncTokenMaxAgeSeconds"));
    json.put("maxChannelTtlSeconds", limits.maxTtl().toSeconds());
    json.put("pushAttempts", limits.attempts());
    return json.put("pushRetryMillis", limits.retryBase().toMillis());
  }

  ObjectNode change(ObjectNode body) {
    Calendars.Options options = parts.calendars().options();
    Channels.Limits limits = parts.channels().limits();
    parts
        .calendars()
        .options(
            new Calendars.Options(
                body.path("maxAttendees").asInt(options.maxAttendees()),
                body.has("syncTokenMaxAgeSeconds")
                    ? seconds(body.path("syncTokenMaxAgeSeconds"))
                    : options.syncTokenLife()));
    parts
        .channels()
        .limits(
            new Channels.Limits(
                seconds(body.path("maxChannelTtlSeconds")).orElse(limits.maxTtl()),
                body.path("pushAttempts").asInt(limits.attempts()),
                Duration.ofMillis(
                    body.path("pushRetryMillis").asLong(limits.retryBase().toMillis()))));
    return json();
  }

  private static Optional<Duration> seconds(JsonNode node) {
    return node.isNumber() ? Optional.of(Duration.ofSeconds(node.asLong())) : Optional.empty();
  }
}
