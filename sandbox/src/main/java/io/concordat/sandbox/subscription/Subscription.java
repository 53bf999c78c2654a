package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.graph.Changes;
import io.concordat.sandbox.graph.Changes.Change;
import io.concordat.sandbox.http.Json;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One subscription, as asked for and granted.
 *
 * @param calendarId the calendar, or empty for all events of the mailbox
 * @param authorizedUntil when what the app showed last ends; nothing is delivered after it
 */
record Subscription(
    String id,
    Owner owner,
    String resource,
    Optional<String> calendarId,
    Set<Changes.Kind> kinds,
    URI url,
    Optional<URI> lifecycleUrl,
    Optional<String> clientState,
    boolean immutableIds,
    Instant expires,
    Instant authorizedUntil) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

  Subscription {
    kinds = Set.copyOf(kinds);
  }

  /** Whose subscription it is: an app's, on the mailbox of an account. */
  record Owner(String clientId, String directoryId, String userId) {}

  boolean wants(Change change) {
    return owner.userId().equals(change.userId())
        && kinds.contains(change.kind())
        && calendarId.filter(id -> !id.equals(change.calendarId())).isEmpty();
  }

  /** Whether another subscription would tell the same app the same. */
  boolean repeats(Subscription other) {
    return owner.equals(other.owner)
        && calendarId.equals(other.calendarId)
        && kinds.equals(other.kinds);
  }

  Subscription until(Instant end, Instant authorized) {
    return with(url, end, authorized);
  }

  Subscription at(URI address) {
    return with(address, expires, authorizedUntil);
  }

  private Subscription with(URI address, Instant end, Instant authorized) {
    return new Subscription(
        id,
        owner,
        resource,
        calendarId,
        kinds,
        address,
        lifecycleUrl,
        clientState,
        immutableIds,
        end,
        authorized);
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  private String changeType() {
    return kinds.stream()
        .sorted()
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  /** As Graph shows it to the app. */
  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("resource", resource);
    json.put("applicationId", owner.clientId()).put("changeType", changeType());
    json.put("clientState", clientState.orElse(null)).put("notificationUrl", url.toString());
    json.putNull("notificationQueryOptions");
    json.put("lifecycleNotificationUrl", lifecycleUrl.map(URI::toString).orElse(null));
    json.put("expirationDateTime", time(expires)).put("creatorId", owner.userId());
    json.put("includeResourceData", false).put("latestSupportedTlsVersion", "v1_2");
    json.putNull("encryptionCertificate").putNull("encryptionCertificateId");
    return json.putNull("notificationUrlAppId");
  }

  /** As the control API shows it: without the secret, with what Graph keeps for itself. */
  ObjectNode described() {
    ObjectNode json = json();
    json.remove("clientState");
    json.put("userId", owner.userId()).put("directoryId", owner.directoryId());
    calendarId.ifPresent(value -> json.put("calendarId", value));
    json.put("immutableIds", immutableIds);
    return json.put("authorizedUntil", time(authorizedUntil));
  }

  @Override
  public String toString() {
    return "Subscription[" + id + ", " + resource + "]";
  }
}
