package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Office;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of connected calendars when the app that serves them changes. */
class AppChangeTest {
  private static final String TOKENS = "select count(*) from google_calendar_provider_config";
  private static final String OTHER = "other.apps.googleusercontent.com";

  private final House house = House.open();

  @AfterEach
  void close() {
    house.close();
  }

  private static void asksAgain(House house, Tech tess) {
    assertEquals("reconnect_required", tess.status());
    assertEquals(1, tess.told("CALENDAR_PROVIDER_RECONNECT_REQUIRED"));
    tess.office.quiet();
    tess.create(Contents.single("waits"));
    house.advance(Duration.ofHours(2));
    house.settle();
    assertEquals(0, tess.office.control("requests/summary").path("total").asInt());
    house.authorize(tess.caller, tess.office, tess.provider, tess.email);
    house.settle();
    assertEquals("connected", tess.status());
    assertEquals(Set.of("waits"), tess.remoteTitles());
  }

  @Test
  void another_client_at_google_deletes_the_old_ones_tokens_and_asks_to_connect_again() {
    Tech tess = Tech.alone(house).connected();
    Tech other = Tech.alone(house).connected();
    assertEquals("1", tess.value(TOKENS));
    house.googleApp(tess.tenant, OTHER, house.google.anotherClient(OTHER));
    house.settle();
    assertEquals("0", tess.value(TOKENS));
    assertEquals("app_replaced", tess.shown().path("error").path("code").asText());
    assertEquals("connected", other.status(), "another tenant's app is another app");
    asksAgain(house, tess);
  }

  @Test
  void another_secret_of_the_same_client_is_no_reason_to_ask() {
    Tech tess = Tech.alone(house).connected();
    house.googleApp(tess.tenant, client(tess), "wrong~but~its~own");
    house.settle();
    assertEquals("1", tess.value(TOKENS));
    assertEquals("connected", tess.status());
  }

  private static String client(Tech tess) {
    return tess.value("select client_id from google_calendar_provider_config");
  }

  @Test
  void all_of_a_tenants_google_calendars_are_disconnected_at_once_and_found_again_later() {
    Tech tess = Tech.alone(house);
    tess.insert("stays");
    tess.connected();
    Tech ugo = new Tech(house, tess.tenant).connected();
    Tech olga = new Tech(house, house.microsoft, tess.tenant).connected();
    Tech other = Tech.alone(house).connected();
    int channels = house.google.control("channels").path("items").size();
    assertEquals(2, house.disconnectGoogle(tess.tenant, tess.user));
    assertEquals(channels - 2, house.google.control("channels").path("items").size());
    assertEquals("0", tess.value(TOKENS));
    assertEquals(2, tess.told("CALENDAR_PROVIDER_DISCONNECTED"));
    assertEquals(404, ugo.call("GET", "", "").status());
    assertEquals("connected", olga.status());
    assertEquals("connected", other.status());
    assertEquals(Set.of("stays"), tess.titles());
    assertEquals(Set.of("stays"), tess.remoteTitles());
    tess.connected();
    house.settle();
    assertEquals(Set.of("stays"), tess.titles());
    assertEquals(1, tess.remote().size(), "adopted, not doubled");
  }

  @Test
  void another_client_at_microsoft_asks_to_connect_again_and_another_secret_does_not() {
    Tech tess = Tech.alone(house, house.microsoft).connected();
    house.change(tess.tenant, Optional.empty(), secret("wrong~but~its~own"));
    house.settle();
    assertEquals("connected", tess.status());
    String client = house.microsoft.anotherClient();
    house.change(tess.tenant, Optional.of(client), secret(house.microsoft.lastSecret()));
    house.settle();
    asksAgain(house, tess);
  }

  private static Credential secret(String value) {
    return new Credential.ClientSecret(Secret.of(value));
  }

  @Test
  void what_guidance_says_is_what_the_vendor_is_told() {
    for (Office office : new Office[] {house.google, house.microsoft}) {
      Tech tess = Tech.alone(house, office);
      tess.provider = house.provider(tess.caller, office, "");
      String url = house.authorizationUrl(tess.caller, tess.provider);
      var plugin = new CalendarPlugin();
      String path =
          office == house.google
              ? plugin.googleConsumers().getLast().redirectPaths().getFirst()
              : plugin.microsoftConsumers().getLast().guidance().redirectPaths().getFirst();
      assertEquals(
          house.lent().addresses().here(path).toString(),
          HttpUrl.get(url).queryParameter("redirect_uri"));
    }
  }
}
