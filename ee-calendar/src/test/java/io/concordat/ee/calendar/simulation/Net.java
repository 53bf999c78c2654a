package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.spi.calendar.CalendarSync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Between the vendors and us: takes their notices at the door, and loses some, repeats some,
 * delivers none in order. What was told between two looks is told once, whatever their threads did.
 */
final class Net implements CalendarSync {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LATEST = Duration.ofMinutes(5);

  private final ConcurrentLinkedQueue<Letter> arrived = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Letter> underway =
      new PriorityQueue<>(Comparator.comparing(Letter::due).thenComparingInt(Letter::number));
  private final List<Letter> old = new ArrayList<>();
  private final Supplier<CalendarSync> us;
  private int number;

  /** Nothing is lost, and all comes at once. */
  boolean fine = true;

  /** Nothing is lost, but it may be late. */
  boolean reliable;

  /** Channels that lost a notice since their calendar was read by other means. */
  int lost;

  int repeated;
  int delivered;

  /**
   * The question whether we still want a channel's notices was lost: from now on it says nothing,
   * until it is renewed.
   */
  boolean mute;

  Net(Supplier<CalendarSync> us) {
    this.us = us;
  }

  /**
   * A notice on its way.
   *
   * @param name of its channel, and what it says of that
   */
  private record Letter(Instant due, int number, boolean google, String name, Notice notice) {
    String channel() {
      return notice.headers().getOrDefault("x-goog-channel-id", "");
    }

    /** Whether it is about the channel, not what is in the calendar. */
    boolean lifecycle() {
      return notice.body().contains("\"lifecycleEvent\"");
    }

    /** Without the name of its channel. */
    String secret() {
      return notice.headers().getOrDefault("x-goog-channel-token", "").replace(channel() + ".", "");
    }

    Letter at(Instant time, int count) {
      return new Letter(time, count, google, name, notice);
    }
  }

  void restart() {
    arrived.clear();
    underway.clear();
    old.clear();
    fine = true;
    reliable = false;
    mute = false;
    lost = 0;
    repeated = 0;
    delivered = 0;
  }

  @Override
  public CallbackReply googleCallback(Callback callback) {
    throw new UnsupportedOperationException("browsers come by themselves");
  }

  @Override
  public CallbackReply microsoftCallback(Callback callback) {
    throw new UnsupportedOperationException("browsers come by themselves");
  }

  @Override
  public WebhookReply googleWebhook(Notice notice) {
    String channel = notice.headers().getOrDefault("x-goog-channel-id", "");
    String state = notice.headers().getOrDefault("x-goog-resource-state", "");
    arrived.add(new Letter(Instant.MIN, 0, true, "g " + channel + " " + state, notice));
    return new WebhookReply.Accepted(200);
  }

  /** Handshakes are answered by us ourselves, and at once. */
  @Override
  public WebhookReply microsoftWebhook(Notice notice) {
    if (notice.query().containsKey("validationToken")) {
      return us.get().microsoftWebhook(notice);
    }
    for (JsonNode item : items(notice.body())) {
      String name = item.path("subscriptionId").asText() + item.path("lifecycleEvent").asText();
      var one = new Notice(notice.headers(), notice.query(), "{\"value\":[" + item + "]}");
      arrived.add(new Letter(Instant.MIN, 0, false, "m " + name, one));
    }
    return new WebhookReply.Accepted(202);
  }

  private static JsonNode items(String body) {
    try {
      return JSON.readTree(body).path("value");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(body, e);
    }
  }

  /** Takes over what was told since the last time. */
  void hear(Random random, Instant now) {
    var once = new TreeMap<String, Letter>();
    for (Letter one = arrived.poll(); one != null; one = arrived.poll()) {
      once.put(one.name(), one);
    }
    once.values().forEach(letter -> send(letter, random, now));
  }

  private void send(Letter letter, Random random, Instant now) {
    int dice = fine ? 9 : reliable ? 2 + random.nextInt(8) : random.nextInt(10);
    lost += dice < 2 ? 1 : 0;
    mute |= dice < 2 && letter.lifecycle();
    repeated += dice == 2 ? 1 : 0;
    for (int copy = dice < 2 ? 2 : dice == 2 ? 0 : 1; copy < 2; copy++) {
      Duration late =
          fine ? Duration.ZERO : LATEST.multipliedBy(random.nextInt(100)).dividedBy(100);
      underway.add(letter.at(now.plus(random.nextInt(3) == 0 ? late : Duration.ZERO), ++number));
    }
  }

  /** Something old comes once more. */
  void repeat(Random random, Instant now) {
    if (!old.isEmpty()) {
      repeated++;
      underway.add(old.get(random.nextInt(old.size())).at(now, ++number));
    }
  }

  /** What comes from somebody who knows a channel's name, and another channel's secret at most. */
  void forge() {
    for (Letter one : List.copyOf(old)) {
      for (Letter other : List.copyOf(old)) {
        if (one.google() && other.google() && !one.channel().equals(other.channel())) {
          us.get().googleWebhook(forged(one, Optional.of(other.secret())));
          us.get().googleWebhook(forged(one, Optional.empty()));
          return;
        }
      }
    }
  }

  private static Notice forged(Letter of, Optional<String> secret) {
    var headers = new HashMap<>(of.notice().headers());
    headers.put("x-goog-resource-state", "exists");
    headers.remove("x-goog-channel-token");
    secret.ifPresent(known -> headers.put("x-goog-channel-token", of.channel() + "." + known));
    return new Notice(headers, Map.of(), "");
  }

  Optional<Instant> next() {
    return Optional.ofNullable(underway.peek()).map(Letter::due);
  }

  /** Delivers what is due; whoever dies over it is told again. */
  void deliver(Instant now) {
    while (!underway.isEmpty() && !underway.element().due().isAfter(now)) {
      Letter letter = underway.element();
      WebhookReply reply =
          letter.google()
              ? us.get().googleWebhook(letter.notice())
              : us.get().microsoftWebhook(letter.notice());
      underway.remove(letter);
      old.add(letter);
      delivered++;
      if (!(reply instanceof WebhookReply.Accepted)) {
        throw new Wrong("an honest notice is refused", letter.name());
      }
    }
  }
}
