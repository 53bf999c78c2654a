package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.ExternalPostgres;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Entries of some people that are changed all at once, and the vendor's log of what arrived. */
final class Pushes {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int QUARTERS = 96;

  private final ExternalPostgres postgres;
  private final List<Person> people;
  private final int each;
  private final List<Entry> entries = new ArrayList<>();

  /** An entry and whose it is. */
  private record Entry(Person person, String id) {}

  /**
   * What became of one change of everything.
   *
   * @param perSecond writes
   * @param perChange writes
   * @param others requests that wrote nothing
   */
  record Round(double perSecond, double perChange, int others) {}

  private Pushes(ExternalPostgres postgres, List<Person> people, int each) {
    this.postgres = postgres;
    this.people = people;
    this.each = each;
  }

  /** So many entries for each person, all of them at the vendor. */
  static Pushes fill(ExternalPostgres postgres, List<Person> people, int each, LocalDate today) {
    Pushes pushes = new Pushes(postgres, people, each);
    for (Person person : people) {
      for (int i = 0; i < each; i++) {
        pushes.entries.add(new Entry(person, create(person, i, today)));
      }
    }
    pushes.quiet();
    return pushes;
  }

  /** A job of a quarter of an hour; a day has one after the other, so that a year takes them. */
  static String create(Person person, int number, LocalDate today) {
    var start =
        today
            .plusDays(1 + number / QUARTERS)
            .atStartOfDay()
            .plusMinutes(15L * (number % QUARTERS))
            .atOffset(ZoneOffset.UTC);
    ObjectNode entry = Rest.object().put("title", "Job " + number).put("allDay", false);
    entry.put("timeZone", "Europe/Berlin").put("start", Rfc3339.text(start));
    entry.put("end", Rfc3339.text(start.plusMinutes(15)));
    entry.putArray("assigneeIds").add(person.technician().userId());
    return person.technician().create(entry).path("id").asText();
  }

  private void quiet() {
    for (Person person : people) {
      Waiting.until(person.name() + " is quiet", PATIENCE, () -> isQuiet(person, each));
    }
  }

  static boolean isQuiet(Person person, int entries) {
    person.provider().goOn();
    return person.provider().isQuiet()
        && person.provider().read().path("counts").path("synced").asInt() == entries;
  }

  /** Holds all runs, changes everything, lets go, and reads the vendor's log. */
  Round once(int latencyMillis) {
    TwinControl vendor = people.getFirst().twin();
    long mark;
    long before;
    try (Connection hold = postgres.superuser().getConnection()) {
      hold.setAutoCommit(false);
      hold.createStatement().execute("SELECT id FROM calendar_providers FOR UPDATE");
      change();
      // What making the changes leaves to do is no part of pushing them.
      Waiting.pause(Duration.ofSeconds(3));
      mark = vendor.mark();
      before = vendor.writes();
      hold.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Waiting.untilSlowly(
        "all changes are pushed", PATIENCE, () -> vendor.writes() - before >= entries.size());
    quiet();
    return round(vendor.since(mark), latencyMillis);
  }

  private void change() {
    String title = "Job, changed " + System.nanoTime();
    for (Entry entry : entries) {
      entry.person().technician().patch(entry.id(), Rest.object().put("title", title), "");
    }
  }

  private Round round(TwinControl.Requests requests, int latencyMillis) {
    long writes = requests.writes();
    return new Round(
        writes / span(requests, latencyMillis),
        (double) writes / entries.size(),
        (int) (requests.rows().size() - writes));
  }

  /** From the first write's start to the last write's end, in seconds. */
  private static double span(TwinControl.Requests requests, int latencyMillis) {
    List<Instant> times =
        requests.rows().stream()
            .filter(row -> row.path("kind").asText().equals("write"))
            .map(Pushes::time)
            .sorted()
            .toList();
    if (times.isEmpty()) {
      throw new Surprise("nothing was written");
    }
    // The log keeps ends; the first write had been under way for one latency.
    Duration between = Duration.between(times.getFirst(), times.getLast());
    return (between.toMillis() + latencyMillis) / 1000.0;
  }

  private static Instant time(JsonNode row) {
    return Instant.parse(row.path("realTime").asText());
  }
}
