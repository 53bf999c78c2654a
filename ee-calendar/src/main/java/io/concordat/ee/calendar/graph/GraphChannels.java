package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Subscriptions to a calendar's events. Their id is Graph's own: it is the resource id here. */
record GraphChannels(Calls calls, Place place) {
  /** Graph gives 10,080 minutes and refuses more; our clock may be ten minutes ahead of its. */
  private static final Duration LONGEST = Duration.ofDays(7).minusMinutes(15);

  Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    var body = Answer.JSON.createObjectNode();
    body.put("changeType", "created,updated,deleted").put("resource", place.resource());
    body.put("notificationUrl", callback.toString());
    body.put("lifecycleNotificationUrl", callback.toString());
    body.put("expirationDateTime", expiry(ttl)).put("clientState", token.reveal());
    body.put("latestSupportedTlsVersion", "v1_2");
    var ask = Ask.post("subscriptions.create", "/subscriptions", body);
    var answer = calls.send(ask);
    if (answer.status() == 409 && answer.explained()) {
      endOthers(callback, "");
      answer = calls.send(ask);
    }
    return granted(channelId, answer);
  }

  /** Graph may hold one of a kind: an older one of ours makes room, and a read closes the gap. */
  void endOthers(URI callback, String kept) {
    held().stream()
        .filter(one -> one.path("resource").asText("").equalsIgnoreCase(place.resource()))
        .filter(one -> one.path("notificationUrl").asText("").equals(callback.toString()))
        .map(one -> one.path("id").asText(""))
        .filter(id -> !id.equals(kept))
        .forEach(this::stop);
  }

  /** All pages before anything is ended: an end may move what comes after it to another page. */
  private List<JsonNode> held() {
    var held = new ArrayList<JsonNode>();
    var page = calls.must(Ask.get("subscriptions.list", "/subscriptions"));
    page.path("value").forEach(held::add);
    for (var more = next(page); !more.isEmpty() && calls.ours(more); more = next(page)) {
      page = calls.must(Ask.get("subscriptions.list", more));
      page.path("value").forEach(held::add);
    }
    return held;
  }

  private static String next(JsonNode page) {
    return page.path("@odata.nextLink").asText("");
  }

  private Watched granted(String channelId, Answer answer) {
    if (answer.status() == 400 && answer.explained()) {
      return new Watched.Refused(Refusal.CALLBACK_NOT_ACCEPTED);
    }
    var body = calls.checked("subscriptions.create", answer).body();
    return new Watched.Granted(channelId, body.path("id").asText(""), expires(body));
  }

  /** This also answers Graph's wish for a fresh authorization. */
  Renewed renew(String id, Duration ttl) {
    var body = Answer.JSON.createObjectNode().put("expirationDateTime", expiry(ttl));
    var answer = calls.send(Ask.patch("subscriptions.renew", path(id), body, Optional.empty()));
    return gone(answer)
        ? new Renewed.Gone()
        : new Renewed.Granted(expires(calls.checked("subscriptions.renew", answer).body()));
  }

  void stop(String id) {
    var answer = calls.send(Ask.delete("subscriptions.delete", path(id), Optional.empty()));
    if (!answer.ok() && !gone(answer)) {
      throw calls.fault("subscriptions.delete", answer);
    }
  }

  private static boolean gone(Answer answer) {
    return answer.status() == 404 && answer.explained();
  }

  private static String path(String id) {
    return "/subscriptions/" + Place.encoded(id);
  }

  private String expiry(Duration ttl) {
    var life = ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl;
    return calls.now().plus(life).toString();
  }

  private static Optional<Instant> expires(JsonNode subscription) {
    try {
      return Optional.of(
          OffsetDateTime.parse(subscription.path("expirationDateTime").asText("")).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
