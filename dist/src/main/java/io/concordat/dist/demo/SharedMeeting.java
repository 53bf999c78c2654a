package io.concordat.dist.demo;

import io.concordat.dist.scene.Person;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** One meeting that two people see, each through another vendor. */
final class SharedMeeting {
  private SharedMeeting() {}

  static String ics(String title, LocalDate today, Person organizer, Person guest) {
    String day = today.plusDays(12).format(DateTimeFormatter.BASIC_ISO_DATE);
    return String.join(
        "\r\n",
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Northgate//Demo//EN",
        "BEGIN:VEVENT",
        "UID:shared-meeting-" + day + "@northgate-msp.example",
        "DTSTAMP:" + day + "T060000Z",
        "DTSTART:" + day + "T093000Z",
        "DTEND:" + day + "T103000Z",
        "SUMMARY:" + title,
        "ORGANIZER:mailto:" + organizer.account().email(),
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + organizer.account().email(),
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + guest.account().email(),
        "END:VEVENT",
        "END:VCALENDAR",
        "");
  }
}
