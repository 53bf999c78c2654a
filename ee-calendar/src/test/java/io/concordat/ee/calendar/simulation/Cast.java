package io.concordat.ee.calendar.simulation;

import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Three technicians of two tenants, with calendars of both vendors. */
final class Cast {
  final List<Person> people;
  private final Site site;
  private final Map<String, Person> byCalendar = new HashMap<>();

  /** North has two, South one; who is where at whom is chance. */
  Cast(Site site, Random random) {
    this.site = site;
    TenantId north = site.tenant("north");
    TenantId south = site.tenant("south");
    boolean google = random.nextBoolean();
    people =
        List.of(
            new Person(site, north, "N", "ann", google),
            new Person(site, north, "N", "ben", !google),
            new Person(site, south, "S", "cem", random.nextBoolean()));
    if (random.nextBoolean()) {
      merges(people.getFirst());
    }
    if (random.nextBoolean()) {
      merges(people.getLast());
    }
  }

  private void merges(Person who) {
    site.call(
        who.caller,
        "PUT",
        "/api/v1/calendar/settings",
        "{\"conflictPolicy\":\"merge_disjoint\"}",
        Map.of("if-match", "*"));
  }

  void connect() {
    for (Person one : people) {
      one.connect();
      byCalendar.put(
          site.value(
              one.tenant,
              "select real_calendar_id from calendar_providers where id = '%s'"
                  .formatted(one.provider)),
          one);
    }
  }

  Person at(String calendar) {
    Person known = byCalendar.get(calendar);
    if (known == null) {
      throw new IllegalStateException("whose is " + calendar);
    }
    return known;
  }

  String calendar(Person of) {
    return byCalendar.entrySet().stream()
        .filter(entry -> entry.getValue() == of)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** Whoever has this thing by the schedule. */
  List<Person> having(ScheduleEntry entry) {
    return people.stream().filter(one -> entry.assignees().contains(one.user)).toList();
  }

  /** All live entries of a tenant that somebody has. */
  List<ScheduleEntry> entries(TenantId tenant) {
    var all = new HashMap<Object, ScheduleEntry>();
    people.stream()
        .filter(one -> one.tenant.equals(tenant))
        .forEach(one -> one.entries().forEach(entry -> all.put(entry.id(), entry)));
    return all.values().stream()
        .sorted(Comparator.comparing(entry -> entry.content().title()))
        .toList();
  }

  Set<UserId> users(List<Person> of) {
    return of.stream().map(one -> one.user).collect(Collectors.toSet());
  }

  void apply(TenantId tenant, List<Command> commands) {
    site.in(
        tenant,
        tx -> {
          for (Applied applied : site.schedule().apply(tx, "api", commands).values()) {
            if (!(applied instanceof Applied.Done)) {
              throw new IllegalStateException("stale");
            }
          }
          return true;
        });
  }
}
