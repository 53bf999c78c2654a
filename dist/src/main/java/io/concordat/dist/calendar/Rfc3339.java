package io.concordat.dist.calendar;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Times as vendors want them: with seconds even when they are zero. */
public final class Rfc3339 {
  private Rfc3339() {}

  public static String text(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }
}
