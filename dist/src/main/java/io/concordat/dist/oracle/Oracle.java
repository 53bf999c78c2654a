package io.concordat.dist.oracle;

import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.OutlookCalendar;
import io.concordat.dist.calendar.VendorCalendar;
import io.concordat.dist.http.Rest;
import java.time.LocalDate;
import java.util.Set;

/** Compares one technician's schedule with the calendar of the same person at the vendor. */
public final class Oracle {
  private final Window window;

  public Oracle(LocalDate today) {
    this.window = new Window(today);
  }

  /**
   * Reads both sides anew.
   *
   * @param rest with the token of that user
   * @param refusedHere entries that cannot go out, with a reason the product gives
   * @param refusedThere events that cannot come in, with a reason the product gives
   */
  public Comparison compare(
      Rest rest,
      String userId,
      VendorCalendar calendar,
      Set<String> refusedHere,
      Set<String> refusedThere) {
    return switch (calendar) {
      case GoogleCalendar google ->
          Comparison.of(
              new LocalSide(userId, window, Wording.GOOGLE).read(rest, refusedHere),
              new GoogleSide(window).read(google, refusedThere));
      case OutlookCalendar outlook ->
          Comparison.of(
              new LocalSide(userId, window, Wording.OUTLOOK).read(rest, refusedHere),
              new OutlookSide(window).read(outlook, refusedThere));
    };
  }
}
