package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Firm;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.ArrayList;
import java.util.List;

/** A firm with two technicians, whose runs may be stopped. */
abstract class FuseStage {
  final House house;
  final Firm firm;
  final Tech tess;
  final Tech theo;

  FuseStage(House house) {
    this.house = house;
    this.firm = new Firm(house, "firm");
    this.tess = new Tech(house, firm.tenant);
    this.theo = new Tech(house, firm.tenant);
  }

  Desktop google(Tech tech) {
    return firm.connect(tech, tech.email, false, "");
  }

  /** A calendar of its own events, all of them here. */
  Desktop filled(int events) {
    var desktop = google(tess);
    for (int i = 0; i < events; i++) {
      desktop.calendar().insert(Contents.single("event " + i));
    }
    firm.rest();
    assertEquals(events, tess.entries().size());
    return desktop;
  }

  List<ScheduleEntryId> create(Desktop desktop, int entries) {
    var ids = new ArrayList<ScheduleEntryId>();
    for (int i = 0; i < entries; i++) {
      ids.add(tess.create(Contents.single("entry " + i)));
    }
    firm.sync(desktop);
    return ids;
  }

  static void deleteThere(Desktop desktop, int events) {
    desktop.calendar().live().subList(0, events).forEach(desktop.calendar()::delete);
  }

  JsonNode fuses(Desktop desktop) {
    return firm.call(desktop, "GET", "/fuse", "", "").body().path("items");
  }

  void asks(Desktop desktop, String kind, int amount) {
    JsonNode only = fuses(desktop).path(0);
    assertEquals(kind, only.path("kind").asText());
    assertEquals("open", only.path("state").asText());
    assertEquals(amount, only.path("amount").asInt());
    assertFalse(only.path("message").asText().contains("%s"));
    JsonNode shown = firm.call(desktop, "GET", "", "", "").body();
    assertEquals("degraded", shown.path("status").asText());
    assertEquals("fuse_" + kind, shown.path("error").path("code").asText());
    assertEquals(kind, shown.path("fuse").path("kind").asText());
    assertTrue(house.events(firm.tenant).contains("CALENDAR_FUSE_BLOWN"));
  }

  void silent(Desktop desktop) {
    assertEquals(0, fuses(desktop).size(), fuses(desktop).toString());
    assertEquals("connected", firm.call(desktop, "GET", "", "", "").body().path("status").asText());
  }

  void release(Desktop desktop) {
    String etag = firm.call(desktop, "GET", "/fuse", "", "").headers().getOrDefault("ETag", "");
    assertEquals(202, firm.call(desktop, "POST", "/fuse/release", "", etag).status());
    firm.sync(desktop);
  }
}
