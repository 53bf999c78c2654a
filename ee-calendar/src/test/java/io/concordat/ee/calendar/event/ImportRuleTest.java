package io.concordat.ee.calendar.event;

import static io.concordat.ee.calendar.event.Contents.single;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportRuleTest {
  @Test
  void allLeavesOutWhatIsNoWork() {
    var out =
        Stream.of(EventType.values())
            .filter(type -> !new ImportRule.All().admits(single("a"), type))
            .collect(Collectors.toSet());
    assertEquals(
        EnumSet.of(EventType.WORKING_LOCATION, EventType.BIRTHDAY, EventType.FOCUS_TIME), out);
  }

  @Test
  void taggedLooksAtTitleAndNotesInAnyCase() {
    var rule = new ImportRule.Tagged("#msp");
    assertTrue(rule.admits(single("Visit #MSP"), EventType.ORDINARY));
    assertFalse(rule.admits(single("Visit"), EventType.ORDINARY));
    assertThrows(IllegalArgumentException.class, () -> new ImportRule.Tagged(" "));
  }

  @Test
  void noneAdmitsNothing() {
    assertFalse(new ImportRule.None().admits(single("a"), EventType.ORDINARY));
  }

  @Test
  void refusalCodesAreUniqueAndStable() {
    var codes = Stream.of(Refusal.values()).map(Refusal::code).collect(Collectors.toSet());
    assertEquals(Refusal.values().length, codes.size());
    assertEquals(Refusal.SUB_DAILY, Refusal.of("sub_daily"));
  }
}
