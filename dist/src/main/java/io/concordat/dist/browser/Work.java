package io.concordat.dist.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Rest;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;

/** A week's work of a team: single, private, all-day, repeated, and planned for nobody yet. */
record Work(Team team, List<Member> people) {
  /** The title of one entry only, the first person's. */
  static final String ONCE = "Dentist";

  private static final ZoneId ZONE = ZoneId.of(Chromium.ZONE);
  private static final List<String> TITLES =
      List.of(
          "Replace switch, 3rd floor",
          "Backup review, Harbour Dental",
          "Onboard new laptops",
          "Firewall firmware",
          "Quarterly call, Larkspur Legal",
          "Printer keeps losing the network");

  void plan() {
    LocalDate monday = monday();
    for (int i = 0; i < TITLES.size() * 2; i++) {
      ObjectNode entry =
          timed(
              TITLES.get(i % TITLES.size()),
              monday.plusDays(i % 5),
              8 + i * 5 % 9,
              60 + i % 3 * 30);
      create(entry.put("location", i % 2 == 0 ? "Rotterdam" : ""), i % people.size());
    }
    create(timed(ONCE, monday.plusDays(2), 12, 45).put("private", true), 0);
    ObjectNode stand = timed("Stand-up", monday, 9, 15);
    stand.putObject("recurrence").put("rrule", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=40");
    create(stand, 0);
    create(allDay("On call", monday.plusDays(4), 2), 1);
    Technician.create(team.rest(), timed("Not assigned yet", monday.plusDays(3), 15, 60));
  }

  /** So many visits in a row on Saturday; their ids. */
  List<String> shift(Member member, int visits) {
    LocalDate saturday = monday().plusDays(5);
    return IntStream.range(0, visits)
        .mapToObj(i -> timed("Visit " + (i + 1), saturday, 8 + i, 45))
        .map(entry -> entry.set("assigneeIds", Rest.object().arrayNode().add(member.id())))
        .map(entry -> Technician.create(team.rest(), (ObjectNode) entry).path("id").asText())
        .toList();
  }

  private static LocalDate monday() {
    return LocalDate.now(Clock.system(ZONE))
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private void create(ObjectNode entry, int person) {
    entry.putArray("assigneeIds").add(people.get(person).id());
    Technician.create(team.rest(), entry);
  }

  private static ObjectNode timed(String title, LocalDate day, int hour, int minutes) {
    var start = day.atTime(hour, 0).atZone(ZONE).toOffsetDateTime();
    return Rest.object()
        .put("title", title)
        .put("allDay", false)
        .put("timeZone", ZONE.getId())
        .put("start", Rfc3339.text(start))
        .put("end", Rfc3339.text(start.plusMinutes(minutes)));
  }

  private static ObjectNode allDay(String title, LocalDate day, int days) {
    return Rest.object()
        .put("title", title)
        .put("allDay", true)
        .put("timeZone", ZONE.getId())
        .put("start", day.toString())
        .put("end", day.plusDays(days).toString());
  }
}
