package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** From a notification's arrival to the committed row, at 50 ms a vendor call. */
final class FreshnessBench {
  /** Published figures are 1.0 to 1.4 s; the requirement is 500 ms at the 99th percentile. */
  private static final double MOST = 10;

  private static final int LATENCY = 50;
  private static final int CHANGES = 20;

  private final int runs;
  private final LocalDate today;

  FreshnessBench(int runs, LocalDate today) {
    this.runs = runs;
    this.today = today;
  }

  Figure run(Home home, Path folder) {
    Samples fresh = new Samples();
    Samples latency = new Samples();
    try (Doorway doorway = new Doorway();
        Stand stand = new Stand(home, folder, doorway.address())) {
      doorway.opensTo(stand.plan().address());
      Person person = hire(stand, doorway);
      stand.latency(LATENCY);
      String id = person.google().insert(event(today)).path("id").asText();
      UUID entry = entry(person);
      measure(stand, doorway, person, id, entry);
      for (int i = 0; i < runs; i++) {
        fresh.add(measure(stand, doorway, person, id, entry));
        latency.add(LATENCY);
      }
    }
    double ratio = fresh.median() / latency.median();
    return new Figure(
        "freshness",
        "ms",
        fresh,
        "one vendor call",
        latency,
        ratio,
        MOST,
        Map.of("latencyMillis", LATENCY, "changesPerRun", CHANGES, "floorIsCeiling", true),
        ratio <= MOST);
  }

  /** Of the only event. */
  static UUID entry(Person person) {
    Waiting.until(
        "the event is here",
        Duration.ofSeconds(30),
        () -> !person.technician().entries().isEmpty());
    return UUID.fromString(person.technician().entries().getFirst().path("id").asText());
  }

  static Person hire(Stand stand, Doorway doorway) {
    Cast cast = Cast.hire(stand.plan(), stand.control(), doorway.address());
    cast.storeApp();
    Technician technician = cast.technician("Fresh");
    var account = cast.account(technician, "Europe/Berlin");
    Person person = cast.person(technician, account);
    person.connect();
    Waiting.until(
        "the calendar is connected",
        Duration.ofSeconds(30),
        () -> person.provider().isQuiet() && !doorway.channels().isEmpty());
    return person;
  }

  static ObjectNode event(LocalDate today) {
    ObjectNode event = Rest.object().put("summary", "Fresh");
    event.putObject("start").put("dateTime", today.plusDays(1) + "T09:00:00Z");
    event.putObject("end").put("dateTime", today.plusDays(1) + "T10:00:00Z");
    return event;
  }

  /** The median of some changes, one after the other. */
  static double measure(Stand stand, Doorway doorway, Person person, String id, UUID entry) {
    Samples samples = new Samples();
    for (int i = 0; i < CHANGES; i++) {
      Instant before = committed(stand, entry);
      doorway.forget();
      person.google().patch(id, Rest.object().put("summary", "Fresh " + i + " " + before));
      Instant after =
          Waiting.until(
              "the change is here",
              Duration.ofSeconds(30),
              () -> Optional.of(committed(stand, entry)).filter(at -> at.isAfter(before)));
      Instant notice = doorway.firstNotice().orElseThrow();
      samples.add(Duration.between(notice, after).toNanos() / 1e6);
      settle(person);
    }
    return samples.median();
  }

  /** The run must be over, or the next notice would join it. */
  private static void settle(Person person) {
    Waiting.until("quiet", Duration.ofSeconds(10), person.provider()::isQuiet);
    Waiting.pause(Duration.ofMillis(150));
  }

  /** PostgreSQL's own commit time of the row. */
  private static Instant committed(Stand stand, UUID entry) {
    try (Connection connection = stand.postgres().superuser().getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT pg_xact_commit_timestamp(xmin) FROM schedule_entries WHERE id = ?")) {
      query.setObject(1, entry);
      try (ResultSet row = query.executeQuery()) {
        List<Instant> times = new ArrayList<>();
        while (row.next()) {
          times.add(row.getObject(1, OffsetDateTime.class).toInstant());
        }
        return times.getFirst();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
