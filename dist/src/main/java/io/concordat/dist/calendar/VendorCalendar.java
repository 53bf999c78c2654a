package io.concordat.dist.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A person's calendar by its vendor's API, with that person's own access: what the person does in
 * the vendor's own pages. No write asks the vendor to mail anybody.
 */
public sealed interface VendorCalendar permits GoogleCalendar, OutlookCalendar {
  /** Single events and series of the person's own, without guests. */
  List<String> own();

  /** A text that people read. */
  enum Text {
    TITLE,
    NOTES,
    LOCATION
  }

  void write(String id, Text text, String value);

  String read(String id, Text text);

  void makePrivate(String id);

  boolean isPrivate(String id);

  /** Moves a single timed event; its new start. */
  Instant move(String id, Duration by);

  Instant start(String id);

  /** Cancels the third occurrence of a series. */
  void cancelThird(String series);

  /** How many occurrences the two weeks from a series' start show. */
  int fortnight(String series);

  void delete(String id);

  /** Deleted, or never there. */
  boolean isGone(String id);

  /** Changes a reminder, which is nothing that both sides share. */
  void remind(String id);
}
