package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.quota.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Outlook's limits per app and mailbox: requests in ten minutes, and requests in flight. The parts
 * of a batch count one by one, and so do subscription calls.
 */
public final class Throttle {
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final TwinClock clock;
  private final Map<String, Line> lines = new HashMap<>();
  private Limits limits = Limits.OUTLOOK;
  private long refused;
  private long crowded;
  private int most;

  public Throttle(TwinClock clock) {
    this.clock = clock;
  }

  /** The limits in force. */
  public record Limits(boolean enabled, int perTenMinutes, int concurrent) {
    static final Limits OUTLOOK = new Limits(true, 10_000, 4);

    public Limits {
      if (perTenMinutes < 1 || concurrent < 1) {
        throw new IllegalArgumentException("limits must be positive");
      }
    }
  }

  private static final class Line {
    private final Window window = new Window(LENGTH);
    private int inFlight;
  }

  public synchronized void reset() {
    lines.clear();
    limits = Limits.OUTLOOK;
    refused = 0;
    crowded = 0;
    most = 0;
  }

  /** Reads {@code {enabled?, perTenMinutes?, concurrent?}}; what is not sent stays. */
  public synchronized void limits(ObjectNode body) {
    limits =
        new Limits(
            body.path("enabled").asBoolean(limits.enabled()),
            body.path("perTenMinutes").asInt(limits.perTenMinutes()),
            body.path("concurrent").asInt(limits.concurrent()));
  }

  /** Lets a request in, to be followed by {@link #leave}, or refuses it and counts nothing. */
  synchronized void enter(Caller caller) {
    Line line = line(caller);
    if (limits.enabled()) {
      refuseCrowd(line);
      refuseExcess(line);
    }
    line.window.add(now(), 1);
    line.inFlight++;
    most = Math.max(most, line.inFlight);
  }

  synchronized void leave(Caller caller) {
    line(caller).inFlight--;
  }

  private Line line(Caller caller) {
    return lines.computeIfAbsent(caller.clientId() + " " + caller.email(), _ -> new Line());
  }

  private long now() {
    return clock.instant().toEpochMilli();
  }

  private void refuseCrowd(Line line) {
    if (line.inFlight >= limits.concurrent()) {
      refused++;
      crowded++;
      throw GraphError.throttled("Application is over its MailboxConcurrency limit.", 1);
    }
  }

  private void refuseExcess(Line line) {
    if (line.window.used(now()) >= limits.perTenMinutes()) {
      refused++;
      throw GraphError.throttled(
          "Application is over its RequestLimit for the mailbox.",
          1 + line.window.relief(now()).toSeconds());
    }
  }

  /**
   * As {@code {enabled, perTenMinutes, concurrent, refused, refusedConcurrent, mostInFlight,
   * used{"app mailbox": n}}}.
   */
  public synchronized ObjectNode json() {
    ObjectNode json = Json.object().put("enabled", limits.enabled());
    json.put("perTenMinutes", limits.perTenMinutes()).put("concurrent", limits.concurrent());
    json.put("refused", refused).put("refusedConcurrent", crowded).put("mostInFlight", most);
    ObjectNode used = json.putObject("used");
    long now = now();
    lines.forEach((key, line) -> used.put(key, line.window.used(now)));
    return json;
  }
}
