package io.concordat.sandbox.quota;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.oauth.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Google's request windows: a minute per user and per project, a day per project. */
public final class Quota {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final TwinClock clock;
  private final Map<String, Window> windows = new HashMap<>();
  private Limits limits = Limits.GOOGLE;
  private long refused;

  public Quota(TwinClock clock) {
    this.clock = clock;
  }

  /** The limits in force; {@code status} is 403 or 429. */
  public record Limits(boolean enabled, int user, int project, int day, int status) {
    static final Limits GOOGLE = new Limits(true, 600, 10_000, 1_000_000, 403);

    public Limits {
      if (user < 1 || project < 1 || day < 1 || (status != 403 && status != 429)) {
        throw new IllegalArgumentException("limits must be positive, status 403 or 429");
      }
    }
  }

  public synchronized void reset() {
    windows.clear();
    limits = Limits.GOOGLE;
    refused = 0;
  }

  public synchronized void limits(ObjectNode body) {
    limits =
        new Limits(
            body.path("enabled").asBoolean(limits.enabled()),
            body.path("perUserPerMinute").asInt(limits.user()),
            body.path("perProjectPerMinute").asInt(limits.project()),
            body.path("perDay").asInt(limits.day()),
            body.path("status").asInt(limits.status()));
  }

  /** What a request costs. */
  public static int units(String method) {
    return method.equals("PATCH") ? 3 : 1;
  }

  /** Takes the units out of all three windows, or refuses and takes nothing. */
  public synchronized void charge(Caller caller, int units) {
    if (!limits.enabled()) {
      return;
    }
    String project = caller.clientId();
    Window user = window("user " + project + " " + caller.email(), MINUTE);
    Window minute = window("project " + project, MINUTE);
    Window day = window("day " + project, DAY);
    check(user, limits.user(), units, "userRateLimitExceeded", "User Rate Limit Exceeded");
    check(minute, limits.project(), units, "rateLimitExceeded", "Rate Limit Exceeded");
    check(day, limits.day(), units, "quotaExceeded", "Calendar usage limits exceeded.");
    long now = clock.instant().toEpochMilli();
    user.add(now, units);
    minute.add(now, units);
    day.add(now, units);
  }

  private Window window(String key, Duration length) {
    return windows.computeIfAbsent(key, _ -> new Window(length));
  }

  private void check(Window window, int limit, int units, String reason, String message) {
    if (window.used(clock.instant().toEpochMilli()) + units > limit) {
      refused++;
      throw GoogleError.usageLimit(limits.status(), reason, message);
    }
  }

  public synchronized ObjectNode json() {
    ObjectNode json = Json.object().put("enabled", limits.enabled());
    json.put("perUserPerMinute", limits.user()).put("perProjectPerMinute", limits.project());
    json.put("perDay", limits.day()).put("status", limits.status()).put("refused", refused);
    ObjectNode used = json.putObject("used");
    long now = clock.instant().toEpochMilli();
    windows.forEach((key, window) -> used.put(key, window.used(now)));
    return json;
  }
}
