package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 500 changed entries over 50 calendars at 50 ms latency, quota windows off. */
final class PushBench {
  private static final double FLOOR = 0.7;
  private static final int LATENCY = 50;

  /** The product is a fresh process: it is compiled under way for its first thousands of pushes. */
  private static final int WARM_UPS = 10;

  private final int calendars;
  private final int entriesEach;
  private final int runs;
  private final LocalDate today;
  private long otherRequests;

  PushBench(int calendars, int entriesEach, int runs, LocalDate today) {
    this.calendars = calendars;
    this.entriesEach = entriesEach;
    this.runs = runs;
    this.today = today;
  }

  /** An entry and whose it is. */
  private record Entry(Person person, String id) {}

  Figure run(Home home, Path folder) {
    Samples pushes = new Samples();
    Samples limits = new Samples();
    double perChange = 0;
    int allowed;
    try (Stand stand = new Stand(home, folder, "")) {
      List<Person> people = hire(stand);
      List<Entry> entries = fill(people);
      quiet(people);
      stand.latency(LATENCY);
      allowed = Concurrency.allowed(calendars, entriesEach);
      for (int i = 0; i < WARM_UPS; i++) {
        once(stand, people, entries, new Samples());
      }
      for (int i = 0; i < runs; i++) {
        perChange = Math.max(perChange, once(stand, people, entries, pushes));
        limits.add(allowed * 1000.0 / LATENCY);
      }
    }
    double ratio = pushes.median() / limits.median();
    return new Figure(
        "push",
        "writes/s",
        pushes,
        "allowed concurrency / latency",
        limits,
        ratio,
        FLOOR,
        Map.of(
            "changes", calendars * entriesEach,
            "calendars", calendars,
            "latencyMillis", LATENCY,
            "allowedConcurrency", allowed,
            "otherRequests", otherRequests,
            "writesPerChange", perChange),
        ratio >= FLOOR && perChange == 1.0);
  }

  private List<Person> hire(Stand stand) {
    Cast cast = Cast.hire(stand.plan(), stand.control());
    cast.storeApp();
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < calendars; i++) {
      Technician technician = cast.technician("Pusher " + i);
      var account = cast.account(technician, "Europe/Berlin");
      Person person = cast.person(technician, account);
      person.connect();
      people.add(person);
    }
    return people;
  }

  private List<Entry> fill(List<Person> people) {
    List<Entry> entries = new ArrayList<>();
    for (Person person : people) {
      for (int i = 0; i < entriesEach; i++) {
        var start = today.plusDays(1 + i).atTime(9, 0).atOffset(ZoneOffset.UTC);
        ObjectNode entry = Rest.object().put("title", "Job " + i).put("allDay", false);
        entry.put("timeZone", "Europe/Berlin").put("start", Rfc3339.text(start));
        entry.put("end", Rfc3339.text(start.plusHours(1)));
        entry.putArray("assigneeIds").add(person.technician().userId());
        entries.add(new Entry(person, person.technician().create(entry).path("id").asText()));
      }
    }
    return entries;
  }

  private void quiet(List<Person> people) {
    for (Person person : people) {
      Waiting.until(
          person.name() + " is quiet",
          Duration.ofMinutes(2),
          () ->
              person.provider().isQuiet()
                  && person.provider().read().path("counts").path("synced").asInt() == entriesEach);
    }
  }

  /** Holds all runs, changes everything, lets go, and reads the vendor's log. */
  private double once(Stand stand, List<Person> people, List<Entry> entries, Samples pushes) {
    String title = "Job, changed " + System.nanoTime();
    long mark;
    long before;
    try (Connection hold = stand.postgres().superuser().getConnection()) {
      hold.setAutoCommit(false);
      hold.createStatement().execute("SELECT id FROM calendar_providers FOR UPDATE");
      for (Entry entry : entries) {
        entry.person().technician().patch(entry.id(), Rest.object().put("title", title), "");
      }
      // What making the changes leaves to do is no part of pushing them.
      Waiting.pause(Duration.ofSeconds(3));
      mark = stand.control().mark();
      before = stand.control().writes();
      hold.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Waiting.untilSlowly(
        "all changes are pushed",
        Duration.ofMinutes(2),
        () -> stand.control().writes() - before >= entries.size());
    quiet(people);
    TwinControl.Requests requests = stand.control().since(mark);
    otherRequests = requests.rows().size() - requests.writes();
    pushes.add(requests.writes() / span(requests));
    return (double) requests.writes() / entries.size();
  }

  /** From the first write's start to the last write's end, in seconds. */
  private static double span(TwinControl.Requests requests) {
    List<Instant> times =
        requests.rows().stream()
            .filter(row -> row.path("kind").asText().equals("write"))
            .map(PushBench::time)
            .sorted()
            .toList();
    if (times.isEmpty()) {
      throw new Surprise("nothing was written");
    }
    // The log keeps ends; the first write had been under way for one latency.
    Duration between = Duration.between(times.getFirst(), times.getLast());
    return (between.toMillis() + LATENCY) / 1000.0;
  }

  private static Instant time(JsonNode row) {
    return Instant.parse(row.path("realTime").asText());
  }
}
