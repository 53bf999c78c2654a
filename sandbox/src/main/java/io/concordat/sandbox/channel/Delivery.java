package io.concordat.sandbox.channel;

import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.fault.Trouble;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The notifications of one channel. Changes that come while one is on its way are answered by one
 * more after it, so there is always at least one after each change.
 */
final class Delivery implements Runnable {
  private static final Set<Integer> RETRIED = Set.of(500, 502, 503, 504);
  private static final Set<Integer> TAKEN = Set.of(102, 200, 201, 202, 204);

  private final Channel channel;
  private final HttpClient http;
  private final Faults faults;
  private final DeliveryLog log;
  private final BooleanSupplier live;
  private final Retry retry;
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean syncDue = true;
  private long number;

  Delivery(
      Channel channel,
      HttpClient http,
      Faults faults,
      DeliveryLog log,
      BooleanSupplier live,
      Retry retry) {
    this.channel = channel;
    this.http = http;
    this.faults = faults;
    this.log = log;
    this.live = live;
    this.retry = retry;
  }

  /** How often and after what time a failed notification comes again. */
  record Retry(int attempts, Duration base) {}

  /** Wants one notification; true if the caller must start {@link #run}. */
  boolean wake() {
    due.set(true);
    return claim();
  }

  /** The right to run; the first run says {@code sync} before anything else. */
  boolean claim() {
    return running.compareAndSet(false, true);
  }

  @Override
  public void run() {
    do {
      if (syncDue) {
        syncDue = false;
        number = 1;
        send(1, "sync");
      }
      while (due.getAndSet(false)) {
        exists();
      }
      running.set(false);
    } while (due.get() && claim());
  }

  private void exists() {
    Optional<Trouble> trouble = faults.nextTrouble();
    long mine = nextNumber();
    if (trouble.isEmpty()) {
      send(mine, "exists");
      return;
    }
    switch (trouble.get().mode()) {
      case DROP -> log.add(channel, mine, "exists", "dropped");
      case REPEAT -> {
        send(mine, "exists");
        send(mine, "exists");
      }
      case REORDER -> {
        send(nextNumber(), "exists");
        send(mine, "exists");
      }
      case DELAY -> {
        faults.pause(trouble.get().delay());
        send(mine, "exists");
      }
    }
  }

  /** Numbers grow but leave gaps. */
  private long nextNumber() {
    number += ThreadLocalRandom.current().nextInt(1, 1000);
    return number;
  }

  private void send(long messageNumber, String state) {
    for (int attempt = 0; attempt < retry.attempts() && live.getAsBoolean(); attempt++) {
      int status = post(messageNumber, state);
      log.add(channel, messageNumber, state, outcome(status));
      if (!RETRIED.contains(status)) {
        return;
      }
      faults.pause(retry.base().multipliedBy(1L << Math.min(attempt, 10)));
    }
  }

  private static String outcome(int status) {
    return TAKEN.contains(status) ? "delivered " + status : "failed " + status;
  }

  /** The status, or 0 when nobody answers. */
  private int post(long messageNumber, String state) {
    try {
      return http.send(request(messageNumber, state), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private HttpRequest request(long messageNumber, String state) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(channel.address())
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json; utf-8")
            .header(
                "User-Agent",
                "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
            .header("X-Goog-Channel-ID", channel.id())
            .header("X-Goog-Channel-Expiration", expiration())
            .header("X-Goog-Resource-ID", channel.resourceId())
            .header("X-Goog-Resource-URI", channel.resourceUri())
            .header("X-Goog-Resource-State", state)
            .header("X-Goog-Message-Number", Long.toString(messageNumber))
            .POST(HttpRequest.BodyPublishers.noBody());
    channel.token().ifPresent(token -> request.header("X-Goog-Channel-Token", token));
    return request.build();
  }

  private String expiration() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(channel.expires().atOffset(ZoneOffset.UTC));
  }
}
