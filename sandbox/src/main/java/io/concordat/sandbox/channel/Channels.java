package io.concordat.sandbox.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.oauth.Caller;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All push channels: watch, stop, and the news of a change. */
public final class Channels implements AutoCloseable {
  private final TwinClock clock;
  private final Faults faults;
  private final DeliveryLog log;
  private final HttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Set<String> usedIds = new HashSet<>();

  /** Whoever delivers, and whoever waits for that. */
  private final Phaser underway = new Phaser(1);

  private volatile Limits limits = Limits.DEFAULT;
  private volatile String baseUrl = "";

  public Channels(TwinClock clock, Faults faults) {
    this.clock = clock;
    this.faults = faults;
    this.log = new DeliveryLog(clock);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads)
            .build();
  }

  /** How long a channel may live, and how failed notifications are tried again, in real time. */
  public record Limits(Duration maxTtl, int attempts, Duration retryBase) {
    public static final Limits DEFAULT = new Limits(Duration.ofDays(7), 6, Duration.ofMillis(100));
  }

  private record Watch(Channel channel, Delivery delivery) {}

  public Limits limits() {
    return limits;
  }

  public void limits(Limits value) {
    limits = value;
  }

  /** Where the twin answers; part of the resource URIs. */
  public void baseUrl(String value) {
    baseUrl = value;
  }

  public void reset() {
    watches.clear();
    synchronized (usedIds) {
      usedIds.clear();
    }
    log.clear();
    limits = Limits.DEFAULT;
  }

  public Reply watch(Caller caller, String calendarId, String path, ObjectNode body) {
    Channel.Resource resource =
        new Channel.Resource(calendarId, resourceId(calendarId), baseUrl + path);
    Channel channel = Channel.read(body, caller, resource, clock.instant(), limits.maxTtl());
    claim(channel);
    Delivery delivery =
        new Delivery(
            channel,
            http,
            faults,
            log,
            () -> live(channel),
            new Delivery.Retry(limits.attempts(), limits.retryBase()));
    watches.put(channel.id(), new Watch(channel, delivery));
    if (delivery.claim()) {
      start(delivery);
    }
    return Reply.json(200, channel.json());
  }

  /** There is no renewal: an id is good for one channel, ever. */
  private void claim(Channel channel) {
    synchronized (usedIds) {
      if (!usedIds.add(channel.clientId() + " " + channel.id())) {
        throw GoogleError.of(
            400, "global", "channelIdNotUnique", "Channel id " + channel.id() + " not unique");
      }
    }
  }

  private static String resourceId(String calendarId) {
    UUID id = UUID.nameUUIDFromBytes(("events of " + calendarId).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.toString().getBytes(StandardCharsets.UTF_8))
        .substring(0, 27);
  }

  public Reply stop(Caller caller, ObjectNode body) {
    String id = Json.text(body, "id").orElseThrow(() -> GoogleError.required("Required: id"));
    String resourceId =
        Json.text(body, "resourceId")
            .orElseThrow(() -> GoogleError.required("Required: resourceId"));
    Watch watch =
        Optional.ofNullable(watches.get(id))
            .filter(w -> w.channel().resourceId().equals(resourceId) && live(w.channel()))
            .filter(w -> w.channel().ownedBy(caller))
            .orElseThrow(
                () -> GoogleError.of(404, "global", "notFound", "Channel '" + id + "' not found"));
    watches.remove(watch.channel().id());
    return Reply.empty(204);
  }

  /** A calendar has changed: every live channel on it gets at least one notification. */
  public void changed(String calendarId) {
    watches.values().removeIf(watch -> expired(watch.channel()));
    watches.values().stream()
        .filter(watch -> watch.channel().calendarId().equals(calendarId))
        .forEach(watch -> wake(watch.delivery()));
  }

  private boolean expired(Channel channel) {
    return !clock.instant().isBefore(channel.expires());
  }

  private void wake(Delivery delivery) {
    if (delivery.wake()) {
      start(delivery);
    }
  }

  private void start(Delivery delivery) {
    underway.register();
    threads.execute(
        () -> {
          try {
            delivery.run();
          } finally {
            underway.arriveAndDeregister();
          }
        });
  }

  /** Waits until nothing is on its way; false if that takes too long. */
  public boolean settle(Duration longest) {
    try {
      underway.awaitAdvanceInterruptibly(
          underway.arrive(), longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private boolean live(Channel channel) {
    return watches.containsKey(channel.id()) && !expired(channel);
  }

  public ObjectNode json() {
    ArrayNode items = Json.array();
    watches.values().stream()
        .map(Watch::channel)
        .filter(this::live)
        .forEach(c -> items.add(described(c)));
    ObjectNode json = Json.object();
    json.set("items", items);
    return json;
  }

  private static ObjectNode described(Channel channel) {
    ObjectNode json = channel.json();
    json.remove("token");
    return json.put("calendarId", channel.calendarId())
        .put("account", channel.account())
        .put("address", channel.address().toString());
  }

  public ObjectNode deliveries() {
    return log.json();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
