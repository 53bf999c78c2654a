package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.graph.Changes;
import io.concordat.sandbox.graph.GraphError;
import io.concordat.sandbox.http.Json;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an app asks for in {@code POST /subscriptions}, read strictly. */
record Asked(
    Set<Changes.Kind> kinds,
    String resource,
    Target target,
    URI url,
    Optional<URI> lifecycleUrl,
    Optional<String> clientState,
    Instant expires) {
  static final Duration SHORTEST = Duration.ofMinutes(45);
  private static final int LONGEST_STATE = 128;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> FIELDS =
      Set.of(
          "@odata.type",
          "changeType",
          "resource",
          "notificationUrl",
          "lifecycleNotificationUrl",
          "clientState",
          "expirationDateTime",
          "latestSupportedTlsVersion",
          "includeResourceData");
  private static final Pattern RESOURCE =
      Pattern.compile(
          "/?(?:me|users/([^/?]+))(?:/calendar|/calendars/([^/?]+))?/events",
          Pattern.CASE_INSENSITIVE);

  /**
   * What is watched.
   *
   * @param user as the path names the person, or empty for {@code me}
   * @param defaultCalendar whether {@code /calendar/events} was asked for
   */
  record Target(Optional<String> user, Optional<String> calendarId, boolean defaultCalendar) {}

  static Asked read(ObjectNode body, Instant now, Duration longest) {
    Set<String> unknown = new HashSet<>();
    body.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw invalid("Invalid property: " + unknown);
    }
    refuseWhatTheTwinLacks(body);
    String resource = need(body, "resource");
    return new Asked(
        kinds(need(body, "changeType")),
        resource,
        target(resource),
        url(need(body, "notificationUrl")),
        Json.text(body, "lifecycleNotificationUrl").map(Asked::url),
        clientState(body),
        expires(body, now, longest));
  }

  private static void refuseWhatTheTwinLacks(ObjectNode body) {
    if (body.path("includeResourceData").asBoolean(false)) {
      throw invalid("Resource data needs an encryption certificate.");
    }
    String tls = Json.text(body, "latestSupportedTlsVersion").orElse("v1_2");
    if (!Set.of("v1_2", "v1_3").contains(tls)) {
      throw invalid("latestSupportedTlsVersion is not supported: " + tls);
    }
  }

  private static String need(ObjectNode body, String field) {
    return Json.text(body, field)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> invalid("Subscription must specify " + field + "."));
  }

  private static Set<Changes.Kind> kinds(String text) {
    Set<Changes.Kind> kinds = EnumSet.noneOf(Changes.Kind.class);
    for (String word : text.split(",", -1)) {
      kinds.add(
          Arrays.stream(Changes.Kind.values())
              .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word.trim()))
              .findFirst()
              .orElseThrow(() -> invalid("changeType is unknown: " + word)));
    }
    return kinds;
  }

  private static Target target(String resource) {
    Matcher matcher = RESOURCE.matcher(resource);
    if (!matcher.matches()) {
      throw invalid("Unsupported resource: " + resource);
    }
    Optional<String> calendar = Optional.ofNullable(matcher.group(2));
    boolean alone = resource.toLowerCase(Locale.ROOT).endsWith("/calendar/events");
    return new Target(Optional.ofNullable(matcher.group(1)), calendar, alone && calendar.isEmpty());
  }

  /** Https only; the twin takes http on the machine's own loopback as well. */
  static URI url(String text) {
    try {
      URI uri = URI.create(text);
      String host = Objects.requireNonNullElse(uri.getHost(), "");
      boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(host);
      if (!host.isEmpty() && uri.getRawFragment() == null) {
        if ("https".equals(uri.getScheme()) || local) {
          return uri;
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid("Notification URL is not valid: " + text);
    }
    throw invalid("Notification URL must be https: " + text);
  }

  private static Optional<String> clientState(ObjectNode body) {
    Optional<String> state = Json.text(body, "clientState");
    if (state.orElse("").length() > LONGEST_STATE) {
      throw invalid("clientState is longer than " + LONGEST_STATE + " characters.");
    }
    return state;
  }

  /** Less than 45 minutes becomes 45; more than the resource allows is refused. */
  static Instant expires(ObjectNode body, Instant now, Duration longest) {
    Instant asked = instant(body.path("expirationDateTime"));
    if (!asked.isAfter(now)) {
      throw invalid("Subscription expiration must be in the future.");
    }
    if (asked.isAfter(now.plus(longest))) {
      throw GraphError.of(
          400,
          "ExtensionError",
          "Subscription expiration can only be %d minutes in the future."
              .formatted(longest.toMinutes()));
    }
    Instant least = now.plus(SHORTEST);
    return asked.isBefore(least) ? least : asked;
  }

  private static Instant instant(JsonNode node) {
    try {
      return Instant.parse(node.asText());
    } catch (DateTimeException e) {
      throw invalid("expirationDateTime is missing or not a time: " + node.asText());
    }
  }

  static GraphError invalid(String message) {
    return GraphError.of(400, "InvalidRequest", message);
  }
}
