package io.concordat.ee.calendar.simulation;

import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Whose a calendar is; nobody's while it is being connected. */
  Optional<Person> owner(String calendar) {
    return Optional.ofNullable(byCalendar.get(calendar));
  }

  String calendar(Person of) {
    return byCalendar.entrySet().stream()
        .filter(entry -> entry.getValue().equals(of))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
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
