package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.meter.Survey.Series;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Google ends the consents of an app in testing after seven days, and says so at the beginning. */
class ConsentEndTest {
  private static final String TESTING = "{\"clientId\":\"concordat-test\",\"testing\":%s}";

  private final House house = House.open();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_week_of_an_app_in_testing_is_told_before_it_is_over() {
    house.google.control("clients", TESTING.formatted(true));
    var tess = Tech.alone(house).connected();
    later(Duration.ofDays(3));
    assertEquals("", open(tess));
    assertEquals(0, ending(tess));
    later(Duration.ofDays(2));
    assertEquals("calendar_consent", open(tess));
    assertEquals(1, ending(tess));
    assertEquals("connected", tess.status());
    later(Duration.ofDays(3));
    assertEquals("reconnect_required", tess.status());
    assertEquals("calendar_reconnect", open(tess));
    assertEquals(0, ending(tess));
    house.google.control("clients", TESTING.formatted(false));
    house.authorize(tess.caller, tess.provider, tess.email);
    house.settle();
    assertEquals("", open(tess));
    assertEquals("connected", tess.status());
  }

  @Test
  void a_consent_that_nobody_uses_is_tried_every_day() {
    var tess = Tech.alone(house).connected();
    house.google.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(tess.email));
    house.settle();
    assertEquals("connected", tess.status());
    later(Duration.ofHours(25));
    assertEquals("reconnect_required", tess.status());
    assertTrue(tess.told("CALENDAR_PROVIDER_RECONNECT_REQUIRED") == 1);
  }

  private void later(Duration step) {
    house.advance(step);
    house.google.clock().advance(step);
    house.settle();
  }

  private static String open(Tech tech) {
    return tech.value(
        "select coalesce(string_agg(kind, ' ' order by kind), '') from notifications"
            + " where settled_at is null");
  }

  private long ending(Tech tech) {
    var series =
        new Series("calendar.troubles", Map.of("vendor", "google", "kind", "consent_ending"));
    Map<Series, Long> found =
        house.in(tech.tenant, tx -> house.offer().surveys().getFirst().of(tx));
    return found.getOrDefault(series, 0L);
  }
}
