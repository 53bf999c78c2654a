package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.ee.calendar.house.Google;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Older;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A database of an older version, brought up to date: nobody's calendar has anything twice. */
class UpgradeTest {
  /** Bytes 0 to 31, as the snapshot was sealed with. */
  private static final String KEY = "old:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final TenantId TENANT =
      new TenantId(UUID.fromString("49250b92-4c86-4faa-8de5-b08c517895f4"));
  private static final UserId USER =
      new UserId(UUID.fromString("96c9f1a1-4ed5-458d-90e3-98055bd710b3"));
  private static final String PROVIDER = "766a1e2d-16f2-4f7d-bec1-221200feabdc";
  private static final String EMAIL = "tech2@example.com";

  @Test
  void a_database_of_before_goes_on_without_a_copy_more() throws Exception {
    var environment = Map.of("CONCORDAT_ENCRYPTION_KEY", KEY);
    try (House house = House.open(Older.database("/upgrade/c7b3d41.rows"), environment)) {
      house.google.account(EMAIL);
      List<JsonNode> events = events();
      events.forEach(event -> house.google.insert(EMAIL, event.toString()));
      house.googleApp(TENANT, Google.CLIENT, house.google.secret());
      Caller caller = house.caller(TENANT, USER);
      Map<String, Long> before = versions(house);

      house.authorize(caller, PROVIDER, EMAIL);
      house.google.quiet();
      house.settle();
      house.sync(caller, PROVIDER, true);

      assertEquals("connected", house.shown(caller, PROVIDER).path("status").asText());
      assertEquals(before, versions(house));
      assertEquals(0, house.google.requests("write"));
      assertEquals(events.size(), house.google.events(EMAIL).size());

      JsonNode first = events.getFirst();
      house.google.retitle(EMAIL, first.path("id").asText(), "After the upgrade");
      ScheduleEntry ours =
          house.entries(TENANT, USER).stream()
              .filter(entry -> entry.content().title().equals("Fair"))
              .findFirst()
              .orElseThrow();
      house.remove(TENANT, ours.id());
      house.sync(caller, PROVIDER, false);
      house.settle();
      var titles = new TreeSet<String>();
      house.google.events(EMAIL).forEach(event -> titles.add(event.path("summary").asText()));
      assertEquals(titles, new TreeSet<>(titles(house)));
      assertTrue(
          titles.contains("After the upgrade") && !titles.contains("Fair"), titles::toString);
      assertEquals(events.size() - 1, house.entries(TENANT, USER).size());
    }
  }

  private static List<JsonNode> events() throws Exception {
    try (InputStream json =
        Objects.requireNonNull(
            UpgradeTest.class.getResourceAsStream("/upgrade/c7b3d41.events.json"))) {
      return new JsonMapper().readTree(json).valueStream().toList();
    }
  }

  private static Set<String> titles(House house) {
    return versions(house).keySet();
  }

  private static Map<String, Long> versions(House house) {
    var versions = new HashMap<String, Long>();
    house
        .entries(TENANT, USER)
        .forEach(entry -> versions.put(entry.content().title(), entry.version()));
    return versions;
  }
}
