package io.concordat.sandbox.quota;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.oauth.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Google's request windows: a minute per user and per project, a day per project; and, when it is
 * switched on, the one that no page names: ten seconds of writes to one calendar.
 */
public final class Quota {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration BURST = Duration.ofSeconds(10);
  private static final int CALENDAR = 4;

  private final TwinClock clock;
  private final Map<String, Window> windows = new HashMap<>();
  private Limits limits = Limits.GOOGLE;
  private long refused;
  private long bursts;

  public Quota(TwinClock clock) {
    this.clock = clock;
  }

  /**
   * The limits in force.
   *
   * @param status 403 or 429
   * @param burst writes to one calendar in ten seconds; 0: as many as the other windows let in
   */
  public record Limits(boolean enabled, int user, int project, int day, int status, int burst) {
    static final Limits GOOGLE = new Limits(true, 600, 10_000, 1_000_000, 403, 0);

    public Limits {
      if (user < 1 || project < 1 || day < 1 || burst < 0 || (status != 403 && status != 429)) {
        throw new IllegalArgumentException("limits must be positive, status 403 or 429");
      }
    }
  }

  public synchronized void reset() {
    windows.clear();
    limits = Limits.GOOGLE;
    refused = 0;
    bursts = 0;
  }

  public synchronized void limits(ObjectNode body) {
    limits =
        new Limits(
            body.path("enabled").asBoolean(limits.enabled()),
            body.path("perUserPerMinute").asInt(limits.user()),
            body.path("perProjectPerMinute").asInt(limits.project()),
            body.path("perDay").asInt(limits.day()),
            body.path("status").asInt(limits.status()),
            body.path("perCalendarPerTenSeconds").asInt(limits.burst()));
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
    check(user, limits.user(), units, Excess.USER);
    check(minute, limits.project(), units, Excess.PROJECT);
    check(day, limits.day(), units, Excess.DAY);
    long now = clock.instant().toEpochMilli();
    user.add(now, units);
    minute.add(now, units);
    day.add(now, units);
  }

  /**
   * Writes in quick succession to one calendar are refused far below every quota that is named:
   * https://github.com/googleapis/google-api-nodejs-client/issues/3422
   */
  public synchronized void write(Caller caller, Request request) {
    String[] path = request.path().split("/", -1);
    boolean writes =
        path.length > CALENDAR + 1
            && path[CALENDAR + 1].equals("events")
            && !path[path.length - 1].equals("watch")
            && !request.method().equals("GET");
    if (!limits.enabled() || limits.burst() == 0 || !writes) {
      return;
    }
    String calendar = path[CALENDAR].equals("primary") ? caller.email() : path[CALENDAR];
    Window window = window("calendar " + calendar, BURST);
    if (window.used(clock.instant().toEpochMilli()) >= limits.burst()) {
      bursts++;
    }
    check(window, limits.burst(), 1, Excess.CALENDAR);
    window.add(clock.instant().toEpochMilli(), 1);
  }

  /** Which window is full, and how that is said. */
  private enum Excess {
    USER("userRateLimitExceeded", "User Rate Limit Exceeded", "defaultPerMinutePerUser"),
    PROJECT("rateLimitExceeded", "Rate Limit Exceeded", "defaultPerMinutePerProject"),
    DAY("quotaExceeded", "Calendar usage limits exceeded.", "defaultPerDayPerProject"),
    CALENDAR("rateLimitExceeded", "Rate Limit Exceeded", "");

    private final String reason;
    private final String message;
    private final String limit;

    Excess(String reason, String message, String limit) {
      this.reason = reason;
      this.message = message;
      this.limit = limit;
    }
  }

  private Window window(String key, Duration length) {
    return windows.computeIfAbsent(key, _ -> new Window(length));
  }

  private void check(Window window, int limit, int units, Excess excess) {
    if (window.used(clock.instant().toEpochMilli()) + units > limit) {
      refused++;
      throw GoogleError.usageLimit(limits.status(), excess.reason, excess.message, excess.limit);
    }
  }

  public synchronized ObjectNode json() {
    ObjectNode json = Json.object().put("enabled", limits.enabled());
    json.put("perUserPerMinute", limits.user()).put("perProjectPerMinute", limits.project());
    json.put("perDay", limits.day()).put("status", limits.status()).put("refused", refused);
    json.put("perCalendarPerTenSeconds", limits.burst()).put("refusedBursts", bursts);
    ObjectNode used = json.putObject("used");
    long now = clock.instant().toEpochMilli();
    windows.forEach((key, window) -> used.put(key, window.used(now)));
    return json;
  }
}
