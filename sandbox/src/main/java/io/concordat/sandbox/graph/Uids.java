package io.concordat.sandbox.graph;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;

/** iCalendar UIDs as Exchange answers them: its own form in hex, or one from elsewhere. */
final class Uids {
  private static final String HEAD = "040000008200E00074C5B7101A82E008";
  private static final int DAY_AT = HEAD.length();

  private Uids() {}

  static String fresh() {
    String tail = (Ids.newKey() + Ids.newKey()).substring(0, 32).toUpperCase(Locale.ROOT);
    return HEAD + "00000000" + "10B7A2E4C35DDC01" + "0".repeat(16) + "10000000" + tail;
  }

  /** Every day of a series has a UID of its own, which holds the day. */
  static String ofDay(String uid, LocalDate day) {
    String date =
        String.format(
            Locale.ROOT, "%04X%02X%02X", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    if (uid.startsWith(HEAD)) {
      return uid.substring(0, DAY_AT) + date + uid.substring(DAY_AT + 8);
    }
    byte[] foreign = ("vCal-Uid\1\0\0\0" + uid + "\0").getBytes(StandardCharsets.UTF_8);
    String size = HexFormat.of().withUpperCase().toHexDigits(Integer.reverseBytes(foreign.length));
    return HEAD + date + "0".repeat(32) + size + HexFormat.of().withUpperCase().formatHex(foreign);
  }
}
