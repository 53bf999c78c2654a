package io.concordat.web.page.settings;

import static io.concordat.web.page.settings.Installations.HOSTILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.concordat.identity.Role;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.Http;
import io.concordat.web.WebFixture;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderPagesTest {
  private static final String MICROSOFT = "/settings/integrations/providers";
  private static final String GOOGLE = MICROSOFT + "/google";
  private static final String DOMAINS = MICROSOFT + "/domains";
  private static final String CANARY = "canary~Secret.Value_1";
  private static final WebFixture EE = Installations.enterprise();
  private static final WebFixture CE = Installations.community();

  private TenantId tenant;
  private Http admin;

  @AfterAll
  static void close() {
    EE.close();
    CE.close();
  }

  @BeforeEach
  void somebody() {
    tenant = EE.ground.tenant("t");
    admin = EE.person(tenant, "ada", Role.ADMIN).http();
  }

  private static JsonNode profile(Http by, String name, String directory) {
    return by.post(
            "/api/v1/microsoft/profiles",
            JsonNodeFactory.instance
                .objectNode()
                .put("displayName", name)
                .put("clientId", "0b0c0d0e-1111-4222-8333-444455556666")
                .put("directoryId", directory)
                .put("clientSecret", CANARY)
                .toString())
        .expect(201)
        .json();
  }

  private static String bind(Http by, String consumer, JsonNode profile) {
    return by.send(
            "PUT",
            "/api/v1/microsoft/bindings/" + consumer,
            "{\"profileId\":\"" + profile.path("id").asText() + "\"}")
        .expect(200)
        .body();
  }

  private static String page(Http by, String path) {
    String body = by.get(path).expect(200).body();
    assertFalse(body.contains("canary"), "a secret is on the page");
    assertFalse(body.toLowerCase(Locale.ROOT).contains("default profile"));
    assertEquals(1, body.split("<h1", -1).length - 1, "one heading");
    return body;
  }

  @Test
  void only_those_who_may_read_settings_see_them() {
    Http tech = EE.person(tenant, "tina", Role.TECHNICIAN).http();
    Http customer = EE.person(tenant, "carl", Role.CLIENT_PORTAL).http();
    for (String path : List.of(MICROSOFT, GOOGLE, DOMAINS)) {
      admin.get(path).expect(200);
      tech.get(path).expect(403);
      customer.get(path).expect(403);
      assertTrue(EE.http().get(path).expect(303).header("Location").startsWith("/signin?then="));
    }
  }

  @Test
  void in_the_community_edition_profiles_are_for_signing_in() {
    Http there = CE.person(CE.ground.tenant("ce"), "cara", Role.ADMIN).http();
    JsonNode made = profile(there, "Sign-in", "organizations");
    bind(there, "msp_sso", made);
    for (String path : List.of(MICROSOFT, DOMAINS)) {
      String body = page(there, path).toLowerCase(Locale.ROOT);
      for (String trace : List.of("calendar", "teams", "providers/google", "binding-email")) {
        assertFalse(body.contains(trace), path + " says " + trace);
      }
    }
    String body = page(there, MICROSOFT);
    assertTrue(body.contains("Choose the profile that your people sign in with."));
    assertTrue(body.contains("/api/auth/microsoft/sso/callback"));
    assertEquals(1, body.split("id=\"binding-[a-z_]+\"", -1).length - 1);
    assertEquals(MICROSOFT + "?notice=moved", there.get(GOOGLE).expect(303).header("Location"));
  }

  @Test
  void each_consumer_has_one_row_that_says_what_is_missing() {
    String body = page(admin, MICROSOFT);
    for (String consumer : List.of("msp_sso", "email", "calendar")) {
      assertEquals(
          1, body.split("id=\"binding-" + consumer + "\"", -1).length - 1, consumer + ": one row");
    }
    assertTrue(body.contains("No profile yet."));
    assertTrue(body.contains("No profile is chosen."));
    assertEquals(1, body.split("No installed plugin acts on this yet", -1).length - 1);
    assertTrue(body.contains("offline_access Calendars.ReadWrite"));
    assertTrue(body.contains("http://localhost:8080/api/auth/microsoft/calendar/callback"));
    assertFalse(body.contains("binding-calendar-rebind-dialog"), "nothing is bound yet");
  }

  @Test
  void rebinding_warns_where_people_have_authorised_something() {
    JsonNode made = profile(admin, "Main", "contoso.example");
    bind(admin, "calendar", made);
    bind(admin, "msp_sso", made);
    String body = page(admin, MICROSOFT);
    assertTrue(body.contains("data-confirm=\"#binding-calendar-rebind-dialog\""));
    assertTrue(body.contains("stops and must be authorised again"));
    assertFalse(body.contains("binding-msp_sso-rebind-dialog"));
  }

  @Test
  void a_profile_in_use_explains_where_instead_of_asking() {
    JsonNode made = profile(admin, "Main", "contoso.example");
    String id = "profile-" + made.path("id").asText();
    assertTrue(page(admin, MICROSOFT).contains("id=\"" + id + "-archive-confirm\""));
    bind(admin, "calendar", made);
    String bound = page(admin, MICROSOFT);
    assertFalse(bound.contains("id=\"" + id + "-archive-confirm\""));
    assertFalse(bound.contains("id=\"" + id + "-delete-confirm\""));
    assertTrue(bound.contains("id=\"" + id + "-archive-to-calendar\" href=\"#binding-calendar\""));
  }

  @Test
  void a_profile_that_cannot_serve_says_why_and_cannot_be_chosen() {
    JsonNode shared = profile(admin, "Shared", "organizations");
    String option = "value=\"" + shared.path("id").asText() + "\"";
    String body = page(admin, MICROSOFT);
    assertTrue(body.contains("this profile can serve sign-in only"));
    assertTrue(body.contains(option + " disabled>Shared (cannot be used here)"), body);
    assertTrue(body.contains(option + ">Shared<"), "signing in works with it");
  }

  @Test
  void archived_profiles_stand_apart_and_can_be_restored() {
    JsonNode made = profile(admin, "Old", "contoso.example");
    admin
        .post(
            "/api/v1/microsoft/profiles/" + made.path("id").asText() + "/archive",
            "",
            "If-Match",
            "*")
        .expect(200);
    String body = page(admin, MICROSOFT);
    assertTrue(body.contains("One archived profile"));
    assertTrue(body.contains("All profiles are archived."));
    assertTrue(body.contains("id=\"profile-" + made.path("id").asText() + "-restore\""));
  }

  @Test
  void whatever_people_enter_stays_text() {
    bind(admin, "calendar", profile(admin, HOSTILE, "contoso.example"));
    String client = "\"}<script>alert('x')</script>";
    String app =
        JsonNodeFactory.instance
            .objectNode()
            .put("clientId", client)
            .put("clientSecret", CANARY)
            .toString();
    admin.send("PUT", "/api/v1/google/app", app).expect(200);
    for (String path : List.of(MICROSOFT, GOOGLE)) {
      assertFalse(page(admin, path).contains("<script>alert"), path);
    }
    assertTrue(page(admin, MICROSOFT).contains("&lt;script>alert"));
  }

  @Test
  void a_domain_shows_its_record_and_how_far_it_is() {
    assertTrue(page(admin, DOMAINS).contains("No domain yet."));
    JsonNode made =
        admin.post("/api/v1/sso/domains", "{\"domain\":\"bücher.example\"}").expect(201).json();
    String body = page(admin, DOMAINS);
    assertTrue(body.contains(">bücher.example<"));
    assertTrue(body.contains("<code>xn--bcher-kva.example</code>"));
    assertTrue(body.contains("_concordat-challenge.xn--bcher-kva.example"));
    assertTrue(body.contains(made.path("record").path("value").asText()));
    assertTrue(body.contains("Not verified"));
    admin.post("/api/v1/sso/domains/" + made.path("id").asText() + "/revocation", "").expect(200);
    assertTrue(page(admin, DOMAINS).contains("An administrator revoked this domain."));
  }

  @Test
  void googles_app_is_entered_then_changed_part_by_part() {
    String empty = page(admin, GOOGLE);
    assertTrue(empty.contains("id=\"google-new-form\""));
    assertTrue(empty.contains("http://localhost:8080/api/auth/google/calendar/callback"));
    assertTrue(empty.contains("https://www.googleapis.com/auth/calendar.events"));
    String app = "{\"clientId\":\"a.apps\",\"clientSecret\":\"%s\"}".formatted(CANARY);
    admin.send("PUT", "/api/v1/google/app", app).expect(200);
    String body = page(admin, GOOGLE);
    assertFalse(body.contains("google-new-form"));
    assertTrue(body.contains("The 2 connections that go through the present app (Calendar) stop"));
    assertTrue(body.contains("id=\"google-disconnect-confirm\""));
    assertTrue(body.contains("name=\"separate.calendar.clientId\""));
    assertFalse(body.contains("separate.email"), "nobody acts for it");
    admin
        .send(
            "PUT",
            "/api/v1/google/app",
            "{\"clientId\":\"a.apps\",\"separate\":{\"calendar\":{\"clientId\":\"b.apps\",\"clientSecret\":\""
                + CANARY
                + "\"}}}")
        .expect(200);
    String separate = page(admin, GOOGLE);
    assertTrue(separate.contains("<code class=\"text-break\">b.apps</code>"));
    assertTrue(
        separate.contains(
            "data-body=\"{&#34;clientId&#34;:&#34;a.apps&#34;,&#34;separate&#34;:{&#34;calendar&#34;:null}}\""),
        separate);
  }

  @Test
  void they_speak_german_too() {
    String body = admin.get(MICROSOFT, "Accept-Language", "de").expect(200).body();
    assertTrue(body.contains("Noch kein Profil."));
    assertTrue(body.contains("Anmeldung mit Microsoft"));
  }
}
