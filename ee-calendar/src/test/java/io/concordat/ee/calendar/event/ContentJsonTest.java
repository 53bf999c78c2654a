package io.concordat.ee.calendar.event;

import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.days;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.When;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class ContentJsonTest {
  @Test
  void aSingleEntryWithDifficultTexts() {
    var content =
        new EntryContent(
            "\"quotes\" \\ 👷 עברית",
            "<b>line</b>\r\n\ttwo\u2028three",
            "",
            timed("2026-03-02T09:00:01", ZoneId.of("Asia/Calcutta"), 0),
            true,
            EntryStatus.TENTATIVE,
            Optional.empty(),
            new TreeMap<>());
    assertEquals(content, ContentJson.read(ContentJson.write(content)));
  }

  @Test
  void aSeriesWithEverything() {
    var recurrence =
        new Recurrence(
            List.of("FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY"),
            List.of("FREQ=YEARLY"),
            new TreeSet<>(Set.of(slot("2026-03-05T09:30"))));
    var content =
        series(
            "s",
            timed("2026-03-02T09:00", ZoneId.of("America/New_York"), 45),
            recurrence,
            Map.of(
                slot("2026-03-09T09:00"),
                cancelled(),
                slot("2026-03-16T09:00"),
                changed("x", days("2026-03-17", 1))));
    assertEquals(content, ContentJson.read(ContentJson.write(content)));
  }

  @Test
  void bothHoursOfAnOverlap() {
    var wall = LocalDateTime.parse("2026-11-01T01:30").atZone(ZoneId.of("America/New_York"));
    for (var start : List.of(wall.withEarlierOffsetAtOverlap(), wall.withLaterOffsetAtOverlap())) {
      var content = single("o", new When.Timed(start, start.plusMinutes(15)));
      assertEquals(content, ContentJson.read(ContentJson.write(content)));
    }
  }

  @Test
  void utcAndAllDay() {
    for (var when : List.of(timed("2026-03-02T09:00", ZoneOffset.UTC, 5), days("2026-03-02", 3))) {
      var content = single("u", when);
      assertEquals(content, ContentJson.read(ContentJson.write(content)));
    }
  }

  @Test
  void aNewerVersionIsRefusedAndContentIsNotRepeated() {
    var newer = ContentJson.write(single("canary")).replace("\"v\":1", "\"v\":2");
    var refused = assertThrows(IllegalArgumentException.class, () -> ContentJson.read(newer));
    assertEquals("stored JSON of version 2 is not known", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> ContentJson.read("{not json"));
  }
}
