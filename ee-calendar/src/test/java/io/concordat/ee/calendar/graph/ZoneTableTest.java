package io.concordat.ee.calendar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.util.TimeZone;
import io.concordat.ee.calendar.event.Zones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our table against ICU's, which has the same source and another way. */
@Tag("zones")
class ZoneTableTest {
  /** IANA made them links in 2024; CLDR has not noticed. */
  private static final Map<String, String> LINKED =
      Map.of(
          "EST5EDT", "Eastern Standard Time",
          "CST6CDT", "Central Standard Time",
          "MST7MDT", "Mountain Standard Time",
          "PST8PDT", "Pacific Standard Time");

  @Test
  void everyIanaZoneIsWrittenAsIcuSays() {
    for (var id : ianaZones()) {
      var icu = Optional.ofNullable(TimeZone.getWindowsID(id)).orElse(LINKED.getOrDefault(id, ""));
      assertEquals(icu, GraphZones.windows(ZoneId.of(id)).orElse(""), id);
    }
    assertTrue(ianaZones().size() > 580);
  }

  @Test
  void everyWindowsZoneIsReadAsIcuSays() {
    for (var name : WindowsZones.names()) {
      var icu = ZoneId.of(TimeZone.getIDForWindowsID(name, "001"));
      assertEquals(
          Zones.canonical(icu), GraphZones.find(name).map(Zones::canonical).orElseThrow(), name);
    }
    assertTrue(WindowsZones.names().size() > 130);
  }

  @Test
  void everyWindowsZoneIsWrittenAsItself() {
    for (var name : WindowsZones.names()) {
      assertEquals(name, GraphZones.windows(GraphZones.find(name).orElseThrow()).orElseThrow());
    }
  }

  @Test
  void oddNames() {
    assertEquals(ZoneId.of("Asia/Kolkata"), GraphZones.find("Asia/Kolkata").orElseThrow());
    assertEquals(
        ZoneOffset.UTC, Zones.canonical(GraphZones.find("tzone://Microsoft/Utc").orElseThrow()));
    for (var name : List.of("tzone://Microsoft/Custom", "Customized Time Zone")) {
      assertTrue(GraphZones.custom(name));
      assertTrue(GraphZones.find(name).isEmpty());
    }
    for (var name : List.of("Mars/Olympus", "", "UTC+2", "Kamchatka Standard Time")) {
      assertFalse(GraphZones.custom(name));
      assertTrue(GraphZones.find(name).isEmpty(), name);
    }
    assertEquals("UTC", GraphZones.windows(ZoneOffset.UTC).orElseThrow());
    assertTrue(GraphZones.windows(ZoneId.of("Antarctica/Troll")).isEmpty());
  }

  @Test
  void aZoneWithAnotherClockIsNotKept() {
    var now = Instant.parse("2026-11-21T00:00:00Z");
    assertTrue(GraphZones.keeps(ZoneId.of("Europe/Vienna"), now));
    assertTrue(GraphZones.keeps(ZoneId.of("America/Detroit"), now));
    assertFalse(GraphZones.keeps(ZoneId.of("Antarctica/Troll"), now));
  }

  static SortedSet<String> ianaZones() {
    var zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    zones.removeIf(id -> id.startsWith("SystemV/"));
    return zones;
  }
}
