package io.concordat.ee.calendar.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The iCalUID of a meeting, the same in every vendor's calendar. Exchange may wrap a UID that came
 * from elsewhere into an id of its own (MS-OXOCAL, PidLidGlobalObjectId: the marker {@code
 * vCal-Uid} and the UID in its data).
 */
public final class MeetingUid {
  private static final String EXCHANGE = "040000008200E00074C5B7101A82E008";
  private static final String WRAPPED = "7643616C2D55696401000000";

  private MeetingUid() {}

  /** The UID as its maker wrote it. */
  public static String of(String shown) {
    String upper = shown.toUpperCase(Locale.ROOT);
    int at = upper.indexOf(WRAPPED);
    if (!upper.startsWith(EXCHANGE) || at < 0 || !upper.matches("([0-9A-F]{2})+")) {
      return shown;
    }
    byte[] bytes = HexFormat.of().parseHex(upper.substring(at + WRAPPED.length()));
    String inside = new String(bytes, StandardCharsets.UTF_8);
    int end = inside.indexOf('\0');
    return end < 0 ? inside : inside.substring(0, end);
  }
}
