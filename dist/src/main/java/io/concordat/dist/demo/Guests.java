package io.concordat.dist.demo;

import java.util.ArrayList;
import java.util.List;

/** A colleague who is invited has the event in the own calendar too, under the same UID. */
final class Guests {
  private static final String EVENT = "BEGIN:VEVENT";
  private static final String END = "END:VEVENT";

  private Guests() {}

  /** The calendar with only the events that this person is invited to. */
  static String copies(String ics, String email) {
    List<String> kept = new ArrayList<>();
    int from = 0;
    StringBuilder head = new StringBuilder(ics.substring(0, ics.indexOf(EVENT)));
    while ((from = ics.indexOf(EVENT, from)) >= 0) {
      int to = ics.indexOf(END, from) + END.length();
      String event = ics.substring(from, to);
      if (unfolded(event).contains("mailto:" + email)) {
        kept.add(event);
      }
      from = to;
    }
    kept.forEach(event -> head.append(event).append("\r\n"));
    return head.append("END:VCALENDAR\r\n").toString();
  }

  private static String unfolded(String text) {
    return text.replace("\r\n ", "").replace("\n ", "");
  }
}
