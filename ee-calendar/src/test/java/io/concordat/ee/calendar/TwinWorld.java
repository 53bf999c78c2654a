package io.concordat.ee.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.app.Ground;
import io.concordat.ee.calendar.LifeCalendar.Weather;
import io.concordat.ee.calendar.house.Door;
import io.concordat.ee.calendar.house.Microsoft;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Microsoft's twin over HTTP, with the real adapter and one clock for both sides. */
final class TwinWorld implements LifeWorld {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOREVER = "{\"accessTokenSeconds\":31536000}";

  /** Longer than the longest pause after a few failures, and a Retry-After. */
  private static final Duration GUST = Duration.ofMinutes(5);

  private static final int LAST = 25;

  private static final String CHANNELS = "[A-Z]+ /v1.0/subscriptions.*";

  private final TwinClock clock;
  private final Random random;
  private final Microsoft microsoft;
  private final List<LifeCalendar> calendars = new ArrayList<>();
  private final ConcurrentLinkedQueue<Said> said = new ConcurrentLinkedQueue<>();
  private final List<String> old = new ArrayList<>();
  private final List<Door> doors = new ArrayList<>();
  private Offer offer = Offer.NOTHING;
  private String address;
  private Weather weather = Weather.FINE;
  private String mood = "";
  private int posts;
  private int troubles;
  private int gusts;

  /** A POST of the twin's and our answer. */
  private record Said(String body, WebhookReply reply) {}

  TwinWorld(Instant start, Random random) {
    this.random = random;
    clock = TwinClock.fixed(start);
    microsoft = new Microsoft(clock);
    for (int i = 0; i < 2; i++) {
      int number = i;
      doors.add(
          new Door(() -> inhabited(number), (body, reply) -> said.add(new Said(body, reply))));
    }
    address = addresses().getFirst();
    microsoft.client(address + microsoft.callbackPath());
    microsoft.control("settings", FOREVER);
    for (int i = 0; i < 3; i++) {
      calendars.add(TwinCalendar.standard(this, microsoft, "mail-" + i));
    }
    calendars.add(TwinCalendar.second(this, microsoft, "mail-0"));
    // Entra does not revoke a refresh token when it is used, so a kill between two tokens is none.
    microsoft.control(
        "settings",
        """
        {"accessTokenSeconds":3600,"authorizationSeconds":%d,"pushCollectMillis":0,
         "refuseDuplicateSubscriptions":%b,"missedAfterLoss":%b,"refreshGraceSeconds":86400}"""
            .formatted(Duration.ofDays(2).toSeconds(), random.nextBoolean(), random.nextBoolean()));
  }

  private Optional<CalendarSync> inhabited(int number) {
    return doors.get(number).address().equals(address) ? offer.calendarSync() : Optional.empty();
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  /** What falls due is told before anything else happens. */
  @Override
  public void forward(Instant to) {
    clock.set(to);
    microsoft.settle();
  }

  @Override
  public List<String> addresses() {
    return doors.stream().map(Door::address).toList();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "CONCORDAT_MICROSOFT_LOGIN_BASE_URL", microsoft.base(),
        "CONCORDAT_GRAPH_BASE_URL", microsoft.base());
  }

  @Override
  public Offer start(PluginContext core) {
    address = core.addresses().publicUrl().toString();
    offer = new CalendarPlugin().start(core);
    return offer;
  }

  @Override
  public List<LifeCalendar> calendars() {
    return List.copyOf(calendars);
  }

  @Override
  public void welcome(Ground ground, Tx tx) {
    microsoft.serve(ground, tx);
  }

  @Override
  public Map<String, String> consent(String url, LifeCalendar calendar) {
    return microsoft.consent(url, ((TwinCalendar) calendar).email(), "approve");
  }

  @Override
  public Optional<Instant> next() {
    return microsoft.next();
  }

  @Override
  public Map<String, String> deliver(LifeHouse house) {
    microsoft.settle();
    var heard = new HashMap<String, String>();
    for (Said one = said.poll(); one != null; one = said.poll()) {
      if (one.reply() instanceof WebhookReply.Echo) {
        continue;
      }
      accepted(one.reply());
      posts++;
      old.add(one.body());
      items(one.body()).forEach(item -> hear(item, heard));
    }
    return heard;
  }

  private static void hear(JsonNode item, Map<String, String> heard) {
    heard.merge(
        item.path("subscriptionId").asText(),
        item.path("lifecycleEvent").asText(""),
        String::concat);
  }

  private static void accepted(WebhookReply reply) {
    if (!reply.equals(new WebhookReply.Accepted(202))) {
      throw new IllegalStateException(reply.toString());
    }
  }

  private static JsonNode items(String body) {
    try {
      return JSON.readTree(body).path("value");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(body, e);
    }
  }

  @Override
  public void repeat(LifeHouse house) {
    if (!old.isEmpty()) {
      int last = old.size() - 1;
      String body = old.get(last - random.nextInt(Math.min(10, old.size())));
      accepted(house.port().microsoftWebhook(new Notice(Map.of(), Map.of(), body)));
    }
  }

  /** What happens to the notices that are told next: some are lost, late, or come twice. */
  void trouble(int notices) {
    for (int i = 0; i < notices; i++) {
      int dice = random.nextInt(10);
      if (dice < 6) {
        String mode = dice < 3 ? "drop" : dice == 3 ? "repeat" : dice == 4 ? "reorder" : "delay";
        trouble(mode, 1);
      }
    }
  }

  void trouble(String mode, int times) {
    troubles += times;
    fault(
        """
        {"kind":"notifications","mode":"%s","times":%d,"delayMillis":%d}"""
            .formatted(mode, times, 1 + random.nextInt(300_000)));
  }

  /** People's own calls go well; so does whatever they make happen. */
  void people(Runnable act) {
    if (weather == Weather.MOODY) {
      microsoft.forget("faults");
    }
    act.run();
    if (weather == Weather.MOODY) {
      fault(mood);
    }
  }

  private void fault(String body) {
    microsoft.control("faults", body);
  }

  void weather(Weather now) {
    if (now == weather) {
      return;
    }
    weather = now;
    switch (now) {
      case FINE -> microsoft.forget("faults");
      case DOWN -> fault("{\"match\":\"%s\",\"status\":503,\"times\":100000}".formatted(CHANNELS));
      case DEAF ->
          fault(
              "{\"match\":\"%s\",\"kind\":\"reset\",\"when\":\"after\",\"times\":100000}"
                  .formatted(CHANNELS));
      case MOODY -> {
        gusts++;
        mood = mood();
        fault(mood);
      }
    }
  }

  /** A few calls fail, whatever they are about; or the cursors are forgotten. */
  private String mood() {
    String some = "\"times\":" + (1 + random.nextInt(3)) + ",\"match\":\"%s\"}";
    return switch (random.nextInt(7)) {
      case 0 -> "{\"status\":503," + some.formatted(".*");
      case 1 ->
          "{\"status\":429,\"retryAfter\":\"%d\",".formatted(1 + random.nextInt(120))
              + some.formatted("[A-Z]+ /v1.0/.*");
      case 2 -> "{\"status\":500," + some.formatted(".*/token");
      case 3 -> "{\"kind\":\"reset\"," + some.formatted(".*/calendarView/delta.*");
      case 4 -> "{\"kind\":\"malformedJson\"," + some.formatted("GET /v1.0/me/.*");
      case 5 -> "{\"status\":504,\"when\":\"after\"," + some.formatted("[A-Z]+ /v1.0/.*");
      default -> "{\"kind\":\"expireSyncTokens\"}";
    };
  }

  @Override
  public boolean oneSky() {
    return true;
  }

  @Override
  public Optional<Duration> gust() {
    return weather == Weather.FINE ? Optional.of(GUST) : Optional.empty();
  }

  void authorizeFor(Duration length) {
    microsoft.control("settings", "{\"authorizationSeconds\":%d}".formatted(length.toSeconds()));
  }

  int calendarsHere() {
    return calendars.size();
  }

  @Override
  public String told() {
    return posts + " POSTs came, " + troubles + " notices met trouble, " + gusts + " gusts";
  }

  @Override
  public String evidence() {
    var lines = new ArrayList<String>();
    microsoft.control("subscriptions").path("items").forEach(one -> lines.add(one.toString()));
    var notices = microsoft.control("notifications").path("items");
    for (int i = Math.max(0, notices.size() - LAST); i < notices.size(); i++) {
      lines.add(notices.get(i).toString());
    }
    for (JsonNode row : microsoft.control("requests?limit=50000").path("items")) {
      if (row.path("kind").asText().equals("channel")) {
        lines.add(row.toString());
      }
    }
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 2 * LAST), lines.size()));
  }

  @Override
  public void close() {
    doors.forEach(Door::close);
    microsoft.close();
  }
}
