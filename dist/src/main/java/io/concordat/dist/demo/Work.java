package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Rest;
import io.concordat.dist.scene.Person;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** Twenty entries of real-looking work that start here and go out. */
final class Work {
  private static final String NEW_YORK = "America/New_York";
  private static final String BERLIN = "Europe/Berlin";
  private static final String KOLKATA = "Asia/Kolkata";

  private final LocalDate monday;
  private final List<Person> people;
  private final Rest dispatcher;

  /**
   * An entry that was created.
   *
   * @param by whose token is used for it
   */
  record Made(Person by, String id, String title) {}

  private final List<Made> made = new ArrayList<>();

  /**
   * @param dispatcher may plan for several people at once
   */
  Work(LocalDate today, List<Person> people, Rest dispatcher) {
    this.dispatcher = dispatcher;
    this.monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    this.people = people;
  }

  List<Made> create() {
    timed(0, "Ticket 51001: replace RAID controller", BERLIN, 0, 9, 60).done();
    timed(0, "Ticket 51002: VPN for the night shift", NEW_YORK, 0, 13, 45)
        .notes("<b>urgent</b> &amp; short")
        .done();
    timed(3, "Ticket 51003: label the patch panel", NEW_YORK, 1, 8, 30)
        .location("Gate 4, Dock Rd")
        .done();
    timed(2, "Ticket 51004: mailbox export", KOLKATA, 1, 10, 90).done();
    timed(0, "Ticket 51005: firmware, ring 1", BERLIN, 2, 22, 180).done();
    days(0, "Inventory week", 7, 5).done();
    days(1, "On call (weekend)", 5, 2).done();
    days(3, "Vendor day", 9, 1).notes("Booth 12").done();
    timed(0, "Weekly: backup report", NEW_YORK, 0, 7, 15)
        .rule("FREQ=WEEKLY;BYDAY=MO;COUNT=20")
        .done();
    timed(3, "Daily: ticket triage", BERLIN, 0, 8, 20)
        .rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=40")
        .done();
    timed(2, "Monthly: licence report", KOLKATA, 3, 16, 30).rule("FREQ=MONTHLY;COUNT=8").done();
    timed(0, "Fortnightly: rack walk", NEW_YORK, 4, 15, 60)
        .rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=12")
        .done();
    days(0, "Quarter end freeze", 20, 3).rule("FREQ=MONTHLY;INTERVAL=3;COUNT=4").done();
    timed(0, "Physiotherapy", NEW_YORK, 3, 17, 45).secret().done();
    days(3, "Family visit", 30, 4).secret().done();
    timed(3, "Maybe: lend a hand in Pune", KOLKATA, 6, 7, 60).tentative().done();
    timed(0, "Server move, two pairs of hands", NEW_YORK, 8, 18, 240).with(3).done();
    timed(1, "Change advisory board, extra session", BERLIN, 9, 15, 45).with(0).with(2).done();
    timed(2, "Joint audit of the NOC 🔐 ביקורת", KOLKATA, 10, 11, 120).with(0).done();
    timed(0, "Weekly: three-site call", BERLIN, 2, 14, 30)
        .with(1)
        .with(3)
        .rule("FREQ=WEEKLY;BYDAY=WE;COUNT=16")
        .done();
    return List.copyOf(made);
  }

  private Draft timed(int who, String title, String zone, int day, int hour, int minutes) {
    ZonedDateTime start =
        monday.plusDays(day).atTime(LocalTime.of(hour, 0)).atZone(ZoneId.of(zone));
    Draft draft = new Draft(who, title);
    draft.json.put("allDay", false).put("timeZone", zone);
    draft.json.put("start", rfc3339(start)).put("end", rfc3339(start.plusMinutes(minutes)));
    return draft;
  }

  private Draft days(int who, String title, int day, int days) {
    LocalDate start = monday.plusDays(day);
    Draft draft = new Draft(who, title);
    draft.json.put("allDay", true);
    draft.json.put("start", start.toString()).put("end", start.plusDays(days).toString());
    return draft;
  }

  static String rfc3339(ZonedDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  private final class Draft {
    private final Person by;
    private final ObjectNode json = Rest.object();

    Draft(int who, String title) {
      this.by = people.get(who);
      json.put("title", title);
      json.putArray("assigneeIds").add(by.technician().userId());
    }

    Draft with(int who) {
      json.withArray("assigneeIds").add(people.get(who).technician().userId());
      return this;
    }

    Draft notes(String text) {
      json.put("notes", text);
      return this;
    }

    Draft location(String text) {
      json.put("location", text);
      return this;
    }

    Draft rule(String rule) {
      json.putObject("recurrence").put("rrule", rule);
      return this;
    }

    Draft secret() {
      json.put("private", true);
      return this;
    }

    Draft tentative() {
      json.put("status", "tentative");
      return this;
    }

    void done() {
      boolean alone = json.path("assigneeIds").size() == 1;
      Rest rest = alone ? by.technician().rest() : dispatcher;
      String id = Technician.create(rest, json).path("id").asText();
      made.add(new Made(by, id, json.path("title").asText()));
    }
  }
}
