package io.concordat.ee.calendar.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MeetingUidTest {
  private static final String EXCHANGE = "040000008200E00074C5B7101A82E008";

  @Test
  void unwrapsWhatCameFromElsewhere() {
    String inside = hex("vCal-Uid") + "01000000" + hex("abc@google.com") + "00";
    String wrapped = EXCHANGE + "00000000" + "0".repeat(16) + "0".repeat(16) + "1B000000" + inside;
    assertEquals("abc@google.com", MeetingUid.of(wrapped));
    assertEquals("abc@google.com", MeetingUid.of(wrapped.toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void leavesEverythingElse() {
    String own = EXCHANGE + "00000000" + "0".repeat(32) + "10000000" + "AB".repeat(16);
    assertEquals(own, MeetingUid.of(own));
    assertEquals("abc@google.com", MeetingUid.of("abc@google.com"));
    assertEquals("", MeetingUid.of(""));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
