package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.entra.Grants;
import io.concordat.sandbox.graph.Options;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.subscription.Limits;
import io.concordat.sandbox.subscription.Pace;
import java.time.Duration;
import java.util.Optional;

/** What Microsoft does not publish, or publishes and changes. */
final class MicrosoftSettings {
  private final MicrosoftParts parts;

  MicrosoftSettings(MicrosoftParts parts) {
    this.parts = parts;
  }

  ObjectNode json() {
    Grants.Lives lives = parts.entra().grants().lives();
    ObjectNode json = Json.object();
    put(json, "accessTokenSeconds", lives.access());
    json.put("refreshIdleSeconds", lives.idle().toSeconds());
    json.put("refreshGraceSeconds", lives.grace().toSeconds());
    json.put("issuer", parts.entra().idTokens().issuer());
    describe(json, parts.subscriptions().limits());
    describe(json, parts.subscriptions().pace());
    describe(json, parts.mailboxes().options());
    return json;
  }

  private static void put(ObjectNode json, String name, Optional<Duration> seconds) {
    seconds.ifPresentOrElse(value -> json.put(name, value.toSeconds()), () -> json.putNull(name));
  }

  private static void describe(ObjectNode json, Limits limits) {
    json.put("maxSubscriptionMinutes", limits.longest().toMinutes());
    json.put("maxSubscriptionsPerMailbox", limits.perMailbox());
    json.put("refuseDuplicateSubscriptions", limits.refuseTwins());
    put(json, "authorizationSeconds", limits.authorization());
    json.put("reauthorizeLeadSeconds", limits.lead().toSeconds());
  }

  private static void describe(ObjectNode json, Pace pace) {
    json.put("pushCollectMillis", pace.collect().toMillis());
    json.put("pushRetryMillis", pace.retry().toMillis());
    json.put("pushGiveUpSeconds", pace.giveUp().toSeconds());
    json.put("pushSlowMillis", pace.slow().toMillis());
    json.put("pushMaxItems", pace.mostItems()).put("pushStateMinimum", pace.fewest());
    json.put("missedAfterLoss", pace.missedAfterLoss());
  }

  private static void describe(ObjectNode json, Options options) {
    json.put("calendarDelta", options.calendarDelta());
    json.put("repeatAnswers201", options.repeatAnswers201());
    json.put("deltaRepeats", options.deltaRepeats());
    json.put("deltaEmptyPages", options.deltaEmptyPages());
    put(json, "deltaMaxAgeSeconds", options.deltaLife());
    json.put("deltaExpiry", options.expiry().name()).put("endlessDays", options.endlessDays());
    json.put("maxAttendees", options.maxAttendees());
    json.put("allDayFloats", options.allDayFloats());
  }

  ObjectNode change(ObjectNode body) {
    Grants.Lives lives = parts.entra().grants().lives();
    parts
        .entra()
        .grants()
        .lives(
            new Grants.Lives(
                orNone(body, "accessTokenSeconds", lives.access()),
                seconds(body.path("refreshIdleSeconds")).orElse(lives.idle()),
                seconds(body.path("refreshGraceSeconds")).orElse(lives.grace())));
    Json.text(body, "issuer").ifPresent(parts.entra().idTokens()::issuer);
    parts.subscriptions().limits(limits(body, parts.subscriptions().limits()));
    parts.subscriptions().pace(pace(body, parts.subscriptions().pace()));
    parts.mailboxes().options(options(body, parts.mailboxes().options()));
    return json();
  }

  private static Limits limits(ObjectNode body, Limits old) {
    return new Limits(
        Duration.ofMinutes(body.path("maxSubscriptionMinutes").asLong(old.longest().toMinutes())),
        body.path("maxSubscriptionsPerMailbox").asInt(old.perMailbox()),
        body.path("refuseDuplicateSubscriptions").asBoolean(old.refuseTwins()),
        orNone(body, "authorizationSeconds", old.authorization()),
        seconds(body.path("reauthorizeLeadSeconds")).orElse(old.lead()));
  }

  private static Pace pace(ObjectNode body, Pace old) {
    return new Pace(
        millis(body, "pushCollectMillis", old.collect()),
        millis(body, "pushRetryMillis", old.retry()),
        seconds(body.path("pushGiveUpSeconds")).orElse(old.giveUp()),
        millis(body, "pushSlowMillis", old.slow()),
        body.path("pushMaxItems").asInt(old.mostItems()),
        body.path("pushStateMinimum").asInt(old.fewest()),
        body.path("missedAfterLoss").asBoolean(old.missedAfterLoss()));
  }

  private static Options options(ObjectNode body, Options old) {
    return new Options(
        body.path("calendarDelta").asBoolean(old.calendarDelta()),
        body.path("repeatAnswers201").asBoolean(old.repeatAnswers201()),
        body.path("deltaRepeats").asBoolean(old.deltaRepeats()),
        body.path("deltaEmptyPages").asBoolean(old.deltaEmptyPages()),
        orNone(body, "deltaMaxAgeSeconds", old.deltaLife()),
        Json.text(body, "deltaExpiry").map(Options.Expiry::valueOf).orElse(old.expiry()),
        body.path("endlessDays").asInt(old.endlessDays()),
        body.path("maxAttendees").asInt(old.maxAttendees()),
        body.path("allDayFloats").asBoolean(old.allDayFloats()));
  }

  private static Duration millis(ObjectNode body, String name, Duration old) {
    return Duration.ofMillis(body.path(name).asLong(old.toMillis()));
  }

  /** Null takes the value away. */
  private static Optional<Duration> orNone(ObjectNode body, String name, Optional<Duration> old) {
    return body.has(name) ? seconds(body.path(name)) : old;
  }

  private static Optional<Duration> seconds(JsonNode node) {
    return node.isNumber() ? Optional.of(Duration.ofSeconds(node.asLong())) : Optional.empty();
  }
}
