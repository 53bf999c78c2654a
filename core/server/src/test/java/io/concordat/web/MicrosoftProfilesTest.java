package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.microsoft.EntraTwin;
import io.concordat.microsoft.TestCertificates;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.web.Http.Got;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Profiles from their making to their end, over HTTP and against Entra's twin. */
class MicrosoftProfilesTest extends MicrosoftProfileCases {
  @Test
  void a_change_needs_the_version_and_a_blank_secret_keeps_the_stored_one() {
    String path = made("Main");
    assertEquals(
        "if_match_required",
        admin.http().patch(path, "{\"displayName\":\"x\"}").expect(428).code());
    Got renamed =
        patch(path, it -> it.put("displayName", " Other ").put("clientSecret", "")).expect(200);
    assertEquals("Other", renamed.json().path("displayName").asText());
    assertEquals("\"2\"", renamed.header("ETag"));
    assertEquals(renamed.body(), admin.http().get(path).body());
    assertEquals(
        412, admin.http().patch(path, "{\"displayName\":\"y\"}", "If-Match", "\"1\"").status());
    Got same = patch(path, it -> it.put("displayName", "Other")).expect(200);
    assertEquals("\"2\"", same.header("ETag"), "what changes nothing is no change");
    assertEquals(new Credential.ClientSecret(Secret.of(CANARY)), bound(path).credential());
    assertEquals(
        1,
        web.told(tenant).stream()
            .filter(t -> t.startsWith("MICROSOFT_PROFILE") && t.contains("updated"))
            .count());
    refused(patch(path, it -> it.put("clientsecret", "x")), "unknown_field", "clientsecret");
    refused(patch(path, it -> it.put("directoryId", "x y")), "invalid_value", "directoryId");
    refused(patch(path, it -> it.putNull("displayName")), "missing_field", "displayName");
    assertTrue(
        web.audited(tenant).stream().anyMatch(e -> e.action().equals("microsoft_profile.update")));
  }

  @Test
  void another_application_needs_its_own_secret() {
    String path = made("Main");
    String other = UUID.randomUUID().toString();
    refused(patch(path, it -> it.put("clientId", other)), "credential_needed", "clientId");
    patch(path, it -> it.put("clientId", other).put("clientSecret", "new~one")).expect(200);
    assertEquals(new Credential.ClientSecret(Secret.of("new~one")), bound(path).credential());
    patch(path, it -> it.put("directoryId", "moved.example")).expect(200);
    assertEquals("moved.example", ready("calendar").directoryId());
  }

  @Test
  void a_removed_secret_leaves_a_profile_that_serves_nobody_until_it_has_one() {
    String path = made("Main");
    bound(path);
    JsonNode bare = patch(path, it -> it.putNull("clientSecret")).expect(200).json();
    assertFalse(bare.path("ready").asBoolean());
    assertEquals("[\"credentials_missing\"]", bare.path("reasons").toString());
    assertEquals(Reason.PROFILE_CREDENTIALS_MISSING, notReady("calendar"));
    assertEquals(
        "[\"profile_credentials_missing\"]",
        admin.http().get(BINDINGS + "/calendar").json().path("reasons").toString());
    JsonNode tested = admin.http().post(path + "/test", "").expect(200).json();
    assertEquals("credentials_missing", tested.path("code").asText());
    patch(path, it -> it.put("clientSecret", CANARY)).expect(200);
    ready("calendar");
    JsonNode planned =
        post(it -> it.put("displayName", "Planned").remove("clientSecret")).expect(201).json();
    assertFalse(planned.path("ready").asBoolean());
    assertEquals(
        "profile_credentials_missing",
        bind("email", planned.path("id").asText()).expect(422).code());
  }

  @Test
  void who_is_served_keeps_a_profile_from_the_archive_and_from_its_end() {
    String path = made("Main");
    bind("calendar", id(path)).expect(200);
    bind("msp_sso", id(path)).expect(200);
    for (Got got : List.of(post(path, "/archive"), admin.http().delete(path, "If-Match", "*"))) {
      assertEquals(409, got.status(), got.body());
      assertEquals("profile_in_use", got.code());
      assertTrue(got.json().path("detail").asText().contains("calendar, msp_sso"), got.body());
    }
    admin.http().delete(BINDINGS + "/calendar").expect(204);
    admin.http().delete(BINDINGS + "/msp_sso").expect(204);
    JsonNode archived = post(path, "/archive").expect(200).json();
    assertTrue(archived.path("archived").asBoolean());
    assertEquals("[\"archived\"]", archived.path("reasons").toString());
    assertEquals(2, post(path, "/archive").expect(200).json().path("version").asInt());
    assertEquals("profile_archived", bind("calendar", id(path)).expect(422).code());
    admin.http().post(path + "/restore", "").expect(428);
    JsonNode restored = post(path, "/restore").expect(200).json();
    assertFalse(restored.path("archived").asBoolean());
    bind("calendar", id(path)).expect(200);
    ready("calendar");
  }

  @Test
  void a_name_that_was_taken_meanwhile_keeps_a_profile_in_the_archive() {
    String path = made("Main");
    String other = made("Other");
    post(path, "/archive").expect(200);
    made("MAIN");
    assertEquals("name_taken", post(path, "/restore").expect(409).code());
    assertTrue(admin.http().get(path).json().path("archived").asBoolean());
    assertEquals(
        "name_taken", patch(other, it -> it.put("displayName", "main")).expect(409).code());
    patch(path, it -> it.put("displayName", "Another")).expect(200);
    post(path, "/restore").expect(200);
  }

  @Test
  void consumers_that_are_not_shown_neither_block_nor_are_named_and_find_it_archived() {
    String archived = made("To the archive");
    String deleted = made("To the end");
    hiddenBinding("teams", id(archived));
    hiddenBinding("pager", id(deleted));
    ready("teams");
    ready("pager");
    Got gone = post(archived, "/archive").expect(200);
    assertFalse(gone.body().contains("teams"), gone.body());
    admin.http().delete(deleted, "If-Match", "\"1\"").expect(204);
    admin.http().get(deleted).expect(404);
    assertFalse(admin.http().get(PROFILES).body().contains(id(deleted)));
    assertEquals(Reason.PROFILE_ARCHIVED, notReady("teams"));
    assertEquals(Reason.PROFILE_ARCHIVED, notReady("pager"));
    assertEquals(
        "unknown_profile", bind("calendar", id(deleted)).expect(422).code(), "it is gone for all");
    assertEquals("1", sql("select count(*) from microsoft_profiles where client_secret is null"));
    made("To the end");
  }

  @Test
  void a_deleted_profile_that_nobody_waits_for_is_gone_entirely() {
    String path = made("Main");
    admin.http().delete(path).expect(428);
    admin.http().delete(path, "If-Match", "\"1\"").expect(204);
    assertEquals("0", sql("select count(*) from microsoft_profiles"));
    assertTrue(
        web.told(tenant).getLast().contains("deleted")
            && web.audited(tenant).getFirst().action().equals("microsoft_profile.delete"));
    admin.http().delete(path, "If-Match", "\"1\"").expect(404);
  }

  @Test
  void the_test_asks_entra_and_says_plainly_what_is_wrong() {
    EntraTwin.App app =
        entra.app(
            it -> {
              it.putArray("certificates").add(TestCertificates.pem(CERTIFICATE.certificate()));
              return it;
            });
    String path =
        post(it ->
                it.put("clientId", app.clientId())
                    .put("directoryId", entra.directory())
                    .put("clientSecret", app.clientSecret()))
            .expect(201)
            .header("Location");
    tested(path, "ok", "null");
    patch(path, it -> it.put("clientSecret", CANARY)).expect(200);
    tested(path, "invalid_secret", "AADSTS7000215");
    patch(path, it -> certified(it, TestCertificates.pkcs8(CERTIFICATE))).expect(200);
    tested(path, "ok", "null");
    patch(path, it -> it.put("directoryId", "nobody.example")).expect(200);
    tested(path, "unknown_directory", "AADSTS90002");
    patch(path, it -> it.put("directoryId", "organizations")).expect(200);
    tested(path, "directory_not_named", "null");
    patch(
            path,
            it ->
                it.put("directoryId", entra.directory())
                    .put("clientId", UUID.randomUUID().toString())
                    .put("clientSecret", CANARY))
        .expect(200);
    tested(path, "unknown_application", "AADSTS700016");
    assertEquals(
        List.of("failed", "failed", "failed", "ok", "failed", "ok"),
        web.audited(tenant).stream()
            .filter(e -> e.action().equals("microsoft_profile.test"))
            .map(e -> e.outcome())
            .toList());
  }

  private void tested(String path, String code, String number) {
    Got got = admin.http().post(path + "/test", "").expect(200);
    assertEquals(code, got.json().path("code").asText(), got.body());
    assertEquals(code.equals("ok"), got.json().path("ok").asBoolean());
    assertEquals(number, got.json().path("vendorCode").asText());
    assertFalse(got.body().contains("canary") || got.body().contains("Trace"), got.body());
  }

  @Test
  void guidance_is_data_and_says_when_nobody_acts() {
    JsonNode items = admin.http().get(BINDINGS).expect(200).json().path("items");
    JsonNode calendar = items.path(2).path("guidance");
    assertEquals("calendar", items.path(2).path("consumer").asText());
    assertEquals(
        "[\"http://localhost:8080/api/auth/microsoft/calendar/callback\"]",
        calendar.path("redirectUris").toString());
    assertEquals(
        "[\"offline_access\",\"Calendars.ReadWrite\"]",
        calendar.path("delegatedScopes").toString());
    assertTrue(calendar.path("acted").asBoolean());
    JsonNode email = items.path(1).path("guidance");
    assertFalse(email.path("acted").asBoolean());
    assertTrue(email.path("note").asText().contains("Nothing installed acts"));
    assertEquals("{}", calendar.path("values").toString());
    assertEquals(
        "[\"http://localhost:8080/api/auth/microsoft/sso/callback\"]",
        items.path(0).path("guidance").path("redirectUris").toString());
  }

  @Test
  void tenants_with_equal_names_do_not_meet() {
    String ours = made("Main");
    WebFixture.Person other = web.person(web.ground.tenant("o"), "o", Role.ADMIN);
    Got theirs = other.http().post(PROFILES, body().put("displayName", "MAIN").toString());
    String path = theirs.expect(201).header("Location");
    for (String[] call :
        new String[][] {
          {"PATCH", "", "{\"displayName\":\"x\"}"},
          {"DELETE", "", ""},
          {"POST", "/archive", ""},
          {"POST", "/restore", ""},
          {"POST", "/test", ""}
        }) {
      Got foreign = admin.http().send(call[0], path + call[1], call[2], "If-Match", "*");
      assertEquals(404, foreign.status(), foreign.body());
    }
    assertEquals(theirs.body(), other.http().get(path).body());
    other.http().delete(path, "If-Match", "*").expect(204);
    admin.http().get(ours).expect(200);
  }

  @Test
  void a_repeated_change_is_made_once() {
    String path = made("Main");
    String body = "{\"displayName\":\"Once\"}";
    Got first =
        admin.http().patch(path, body, "If-Match", "\"1\"", "Idempotency-Key", "k").expect(200);
    Got again =
        admin.http().patch(path, body, "If-Match", "\"1\"", "Idempotency-Key", "k").expect(200);
    assertEquals(first.body(), again.body());
    WebFixture.Person tech = web.person(tenant, "tech", Role.TECHNICIAN);
    for (String act : List.of("/archive", "/restore", "/test")) {
      tech.http().post(path + act, "", "If-Match", "*").expect(403);
    }
    tech.http().patch(path, body, "If-Match", "*").expect(403);
  }
}
