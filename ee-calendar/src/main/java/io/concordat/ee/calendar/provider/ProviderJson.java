package io.concordat.ee.calendar.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of the calendar API that several routes answer. */
public final class ProviderJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ProviderJson() {}

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** {@code {items[], next}}. */
  public static Reply list(Collection<? extends JsonNode> items, Optional<String> next) {
    ObjectNode list = object();
    list.putArray("items").addAll(List.copyOf(items));
    return new Reply.Json(200, list.put("next", orNull(next)).toString());
  }

  public static @Nullable String time(Optional<Instant> at) {
    return orNull(at.map(Instant::toString));
  }

  public static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  static ObjectNode write(Shown shown) {
    Provider provider = shown.provider();
    Provider.Settings settings = provider.settings();
    ObjectNode node = object();
    node.put("id", provider.id().toString());
    node.put("vendor", provider.vendor());
    node.put("userId", provider.user().toString());
    node.put("name", settings.name());
    node.put("calendarId", orNull(provider.calendar()));
    node.put("direction", settings.direction());
    node.set("importRule", write(settings.importRule()));
    node.put("guestMeetings", settings.outgoing().guestMeetings());
    node.put("mirror", settings.outgoing().mirror());
    node.put("planFirst", settings.outgoing().planFirst());
    node.put("createsAtOnce", settings.outgoing().createsAtOnce().orElse(null));
    node.put("active", settings.active());
    node.put("paused", settings.paused());
    node.put("status", shown.state().stored());
    synced(node, provider.progress());
    node.set("error", error(shown));
    node.set("fuse", fuse(shown));
    node.put("oauthComplete", shown.complete());
    node.put("redirectUri", orNull(provider.link().redirectUri()));
    node.put("delivery", name(shown.delivery()));
    node.set("subscription", subscription(shown));
    ObjectNode counts = node.putObject("counts");
    for (String status : List.of("synced", "pending", "conflict", "error")) {
      counts.put(status, shown.counts().getOrDefault(status, 0L));
    }
    return node.put("createdAt", provider.createdAt().toString());
  }

  private static void synced(ObjectNode node, Provider.Progress progress) {
    node.put("lastSyncAt", time(progress.lastSyncAt()));
    node.put("lastSyncDuration", orNull(progress.lastSyncTook().map(Duration::toString)));
  }

  private static JsonNode write(Provider.Rule rule) {
    ObjectNode node = object().put("mode", rule.mode());
    rule.tag().ifPresent(tag -> node.put("tag", tag));
    return node;
  }

  private static JsonNode error(Shown shown) {
    return shown
        .stopped()
        .map(State.Stopped::code)
        .or(() -> shown.provider().trouble().code())
        .<JsonNode>map(
            code ->
                object()
                    .put("code", code)
                    .put("message", Trouble.remedy(shown.provider().brand(), code)))
        .orElseGet(JSON::nullNode);
  }

  private static JsonNode fuse(Shown shown) {
    return shown
        .stopped()
        .<JsonNode>map(
            one ->
                object()
                    .put("kind", one.kind().stored())
                    .put("amount", one.amount())
                    .put("since", one.since().toString()))
        .orElseGet(JSON::nullNode);
  }

  private static JsonNode subscription(Shown shown) {
    return shown
        .subscription()
        .<JsonNode>map(
            one ->
                object().put("status", one.status()).put("expiresAt", one.expiresAt().toString()))
        .orElseGet(JSON::nullNode);
  }

  static String name(Delivery delivery) {
    return switch (delivery) {
      case PUSH -> "push";
      case POLL -> "poll";
    };
  }

  static ObjectNode write(Shown.Health health, Optional<Duration> every) {
    Shown shown = health.shown();
    Provider provider = shown.provider();
    ObjectNode node = object();
    node.put("status", shown.state().stored());
    node.set("error", error(shown));
    node.set("fuse", fuse(shown));
    synced(node, provider.progress());
    node.put("nextAttemptAt", time(provider.trouble().nextAttemptAt()));
    node.put("nextPollAt", time(provider.progress().nextPollAt()));
    node.put("failures", provider.trouble().failures());
    node.put("delivery", name(shown.delivery()));
    node.set("subscription", subscription(shown));
    node.put("pollInterval", orNull(every.map(Duration::toString)));
    node.put("pollRequestsPerDay", every.map(ProviderJson::perDay).orElse(0L));
    ObjectNode reasons = node.putObject("reasons");
    health.reasons().forEach(reasons::put);
    var aside = node.putArray("quarantine");
    health.aside().forEach(item -> aside.add(write(item)));
    return node;
  }

  private static long perDay(Duration every) {
    return Duration.ofDays(1).dividedBy(every);
  }

  private static ObjectNode write(Shown.Aside item) {
    return object()
        .put("remoteId", item.remoteId())
        .put("reason", item.reason())
        .put("detail", item.detail())
        .put("seenAt", item.seenAt().toString());
  }

  static Reply reply(int status, Shown shown) {
    return new Reply.Json(
        status, write(shown).toString(), Map.of("ETag", "\"" + shown.provider().version() + "\""));
  }
}
