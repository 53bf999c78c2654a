package io.concordat.dist.bench;

import io.concordat.dist.calendar.Provider;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Tool;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notices spread over 1,000 channels from 16 connections, beside an endpoint that inserts once. */
final class AckBench {
  private static final double FLOOR = 0.6;
  private static final int CONNECTIONS = 16;

  /** Hikari's size in the product, so that both have the same. */
  private static final String POOL = "24";

  private static final Duration SHOT = Duration.ofSeconds(3);

  private final int channels;
  private final int runs;

  AckBench(int channels, int runs) {
    this.channels = channels;
    this.runs = runs;
  }

  Figure run(Home home, Path folder) {
    Samples product = new Samples();
    Samples bare = new Samples();
    try (Doorway doorway = new Doorway();
        Stand stand = new Stand(home, folder, doorway.address());
        Tool endpoint = bare(home, folder, stand)) {
      doorway.opensTo(stand.plan().address());
      open(stand, doorway);
      List<Map<String, String>> notices =
          doorway.channels().stream().map(AckBench::changed).toList();
      Volley ours =
          new Volley(stand.plan().address(), "POST", "/api/calendar/webhooks/google", notices);
      Volley limit = new Volley(endpoint.address(), "POST", "/bare", notices);
      ours.fire(CONNECTIONS, SHOT.multipliedBy(2));
      limit.fire(CONNECTIONS, SHOT.multipliedBy(2));
      for (int i = 0; i < runs; i++) {
        product.add(ours.fire(CONNECTIONS, SHOT));
        bare.add(limit.fire(CONNECTIONS, SHOT));
      }
    }
    double ratio = product.median() / bare.median();
    return new Figure(
        "ack",
        "notices/s",
        product,
        "bare endpoint, one insert",
        bare,
        ratio,
        FLOOR,
        Map.of("channels", channels, "connections", CONNECTIONS),
        ratio >= FLOOR);
  }

  private static Map<String, String> changed(Map<String, String> seen) {
    Map<String, String> notice = new TreeMap<>(seen);
    notice.put("X-Goog-Resource-State", "exists");
    notice.put("X-Goog-Message-Number", "4711");
    return notice;
  }

  private static Tool bare(Home home, Path folder, Stand stand) {
    String url = "jdbc:postgresql://localhost:" + stand.postgres().port() + "/postgres";
    return Tool.start(home, folder.resolve("logs"), BareMain.class.getName(), url, POOL);
  }

  /** One technician with a thousand calendars: as many channels, and their secrets in passing. */
  private void open(Stand stand, Doorway doorway) {
    Cast cast = Cast.hire(stand.plan(), stand.control(), doorway.address());
    cast.storeApp();
    Technician technician = cast.technician("Many Calendars");
    cast.account(technician, "Europe/Berlin");
    for (int i = 0; i < channels; i++) {
      String calendar = "calendar-" + i + "@group.calendar.google.com";
      stand
          .control()
          .control(
              "calendars",
              Rest.object()
                  .put("account", technician.email())
                  .put("id", calendar)
                  .put("summary", "Calendar " + i));
      Provider.create(
              technician, "google", Rest.object().put("name", calendar).put("calendarId", calendar))
          .connect(cast.twin().pages(), technician.email());
    }
    Waiting.until(
        "all channels are open",
        Duration.ofMinutes(5),
        () -> doorway.channels().size() >= channels);
    stand.latency(50);
  }
}
