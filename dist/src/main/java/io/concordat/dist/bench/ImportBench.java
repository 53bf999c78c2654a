package io.concordat.dist.bench;

import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A first import of 10,000 events at no latency, beside the same rows inserted raw. */
final class ImportBench {
  private static final double FLOOR = 0.3;
  private static final int EVENTS_PER_REQUEST = 2_500;

  private final int events;
  private final int runs;
  private final Samples imports = new Samples();
  private final Samples raw = new Samples();
  private long lists;
  private RawInsert.Outcome last = new RawInsert.Outcome(0, 0, List.of());

  ImportBench(int events, int runs) {
    this.events = events;
    this.runs = runs;
  }

  Figure run(Home home, Path folder) {
    try (Stand stand = new Stand(home, folder, "")) {
      once(stand, new Samples(), new Samples());
      for (int i = 0; i < runs; i++) {
        once(stand, imports, raw);
      }
    }
    double ratio = imports.median() / raw.median();
    long allowed = Math.ceilDiv(events, EVENTS_PER_REQUEST);
    return new Figure(
        "import",
        "events/s",
        imports,
        "raw batched insert of the same rows",
        raw,
        ratio,
        FLOOR,
        Map.of(
            "events", events,
            "rows", last.rows(),
            "tables", last.tables(),
            "listRequests", lists,
            "listRequestsAllowed", allowed),
        ratio >= FLOOR && lists <= allowed);
  }

  private void once(Stand stand, Samples imported, Samples inserted) {
    TwinControl control = stand.control();
    Cast cast = Cast.hire(stand.plan(), control);
    cast.storeApp();
    String email = "bench" + System.nanoTime() + Cast.DOMAIN;
    var account = control.account(email, "Europe/Berlin", cast.observer());
    control.control("seed", Rest.object().put("account", email).put("count", events));
    Person person = cast.person(cast.tenant().technician("Bench", email), account);
    long mark = control.mark();
    long start = System.nanoTime();
    person.connect();
    Waiting.until(
        "the import is complete", Duration.ofMinutes(3), () -> person.provider().isQuiet());
    imported.add(events / ((System.nanoTime() - start) / 1e9));
    lists = control.since(mark).lists();
    int synced = person.provider().read().path("counts").path("synced").asInt();
    if (synced != events) {
      throw new Surprise("of " + events + " events " + synced + " came in");
    }
    last = new RawInsert(stand.postgres().port()).measure(cast.tenant().tenantId(), events);
    inserted.add(events / last.seconds());
  }
}
