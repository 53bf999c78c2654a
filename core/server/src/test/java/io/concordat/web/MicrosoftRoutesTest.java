package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.app.Statements;
import io.concordat.identity.Role;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.microsoft.MicrosoftProfiles.Resolved;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.Http.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Microsoft profiles and who is bound to them. */
class MicrosoftRoutesTest {
  private static final String PROFILES = "/api/v1/microsoft/profiles";
  private static final String BINDINGS = "/api/v1/microsoft/bindings";
  private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
  private static final String DIRECTORY = "99999999-8888-7777-6666-555555555555";
  private static final String CANARY = "canary~Secret.Value_0";

  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new AssertionError();
                  },
                  notice -> new WebhookReply.Accepted(200)),
              List.of()));

  private TenantId tenant;
  private WebFixture.Person admin;

  @AfterAll
  static void close() {
    web.close();
  }

  @BeforeEach
  void person() {
    tenant = web.ground.tenant("t");
    admin = web.person(tenant, "admin", Role.ADMIN);
  }

  @Test
  void a_profile_is_made_and_read_and_its_secret_only_goes_in() {
    Got made = post(body("Main", CLIENT.toUpperCase(Locale.ROOT), DIRECTORY)).expect(201);
    JsonNode json = made.json();
    assertEquals(CLIENT, json.path("clientId").asText());
    assertEquals(DIRECTORY, json.path("directoryId").asText());
    assertTrue(json.path("hasClientSecret").asBoolean());
    assertEquals("\"1\"", made.header("ETag"));
    Got read = admin.http().get(made.header("Location")).expect(200);
    assertEquals(made.body(), read.body());
    assertEquals("\"1\"", read.header("ETag"));
    Got list = admin.http().get(PROFILES).expect(200);
    assertEquals(json, list.json().path("items").path(0));
    assertEquals(
        List.of(
            "MICROSOFT_PROFILE_CHANGED "
                + json.path("id").asText()
                + " api {\"change\": \"created\"}"),
        web.told(tenant));
    assertEquals("microsoft_profile.create", web.audited(tenant).getFirst().action());
    bind("calendar", json.path("id").asText()).expect(200);
    String everything =
        made.body() + read.body() + list.body() + web.told(tenant) + web.audited(tenant) + stored();
    assertFalse(everything.contains("canary"), everything);
    assertEquals(new Credential.ClientSecret(Secret.of(CANARY)), ready("calendar").credential());
  }

  /** Every row that this can have touched, as text; a sealed secret as its bytes. */
  private List<String> stored() {
    return web.ground.in(
        tenant,
        tx -> {
          List<String> rows =
              new ArrayList<>(
                  Statements.column(
                      tx.connection(),
                      "select encode(client_secret, 'escape') from microsoft_profiles"));
          assertEquals(1, rows.size());
          for (String table : List.of("idempotency_keys", "outbox", "audit_log")) {
            rows.addAll(
                Statements.column(tx.connection(), "select t::text from %s t".formatted(table)));
          }
          return rows;
        });
  }

  @Test
  void what_cannot_be_a_profile_is_refused_with_field_and_remedy() {
    String good = body("Main", CLIENT, DIRECTORY);
    refused(good.replace(CLIENT, "my-app"), "invalid_value", "clientId");
    refused(good.replace(DIRECTORY, "contoso"), "invalid_value", "directoryId");
    refused(good.replace(DIRECTORY, "consumers"), "invalid_value", "directoryId");
    refused(good.replace(DIRECTORY, "https://x.example/y"), "invalid_value", "directoryId");
    refused(good.replace("Main", " "), "invalid_value", "displayName");
    refused(good.replace("Main", "a\\u0007b"), "invalid_value", "displayName");
    refused(good.replace("Main", "x".repeat(101)), "invalid_value", "displayName");
    refused(good.replace(CANARY, "two words"), "invalid_value", "clientSecret");
    refused(good.replace(CANARY, ""), "invalid_value", "clientSecret");
    refused(good.replace(CANARY, UUID.randomUUID().toString()), "secret_id", "clientSecret");
    refused(good.replace("\"clientSecret\"", "\"secret\""), "unknown_field", "secret");
    refused("{\"displayName\":\"x\"}", "missing_field", "clientId");
    post(good.replace(DIRECTORY, "Contoso.onmicrosoft.com")).expect(201);
    assertEquals(1, admin.http().get(PROFILES).json().path("items").size());
  }

  private void refused(String body, String code, String field) {
    Got got = post(body).expect(422);
    assertEquals(code, got.code(), got.body());
    assertEquals(field, got.json().path("field").asText());
    assertFalse(got.body().contains("canary"), got.body());
  }

  @Test
  void names_that_look_alike_are_one_and_an_archived_one_is_free() {
    String id = made("Main Office");
    for (String alike :
        List.of("main  office", " MAIN OFFICE ", "Main\u00a0Office", "\uff2dain Office")) {
      Got taken = post(body(alike, CLIENT, DIRECTORY)).expect(409);
      assertEquals("name_taken", taken.code());
      assertEquals("displayName", taken.json().path("field").asText());
    }
    archive(id);
    post(body("main office", CLIENT, DIRECTORY)).expect(201);
    assertEquals(2, admin.http().get(PROFILES).json().path("items").size());
    WebFixture.Person other = web.person(web.ground.tenant("o"), "o", Role.ADMIN);
    other.http().post(PROFILES, body("Main Office", CLIENT, DIRECTORY)).expect(201);
  }

  @Test
  void a_repeated_request_makes_one_profile() {
    String body = body("Once", CLIENT, DIRECTORY);
    Got first = admin.http().post(PROFILES, body, "Idempotency-Key", "k").expect(201);
    Got again = admin.http().post(PROFILES, body, "Idempotency-Key", "k").expect(201);
    assertEquals(first.body(), again.body());
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals(1, admin.http().get(PROFILES).json().path("items").size());
  }

  @Test
  void lists_go_on_after_their_cursor_in_the_order_of_names() {
    for (String name : List.of("delta", "Alpha", "charlie", "Bravo", "echo")) {
      made(name);
    }
    List<String> names = new ArrayList<>();
    String path = PROFILES + "?limit=2";
    for (String next = ""; next != null; ) {
      JsonNode page = admin.http().get(path + next).expect(200).json();
      page.path("items").forEach(item -> names.add(item.path("displayName").asText()));
      next = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    }
    assertEquals(List.of("Alpha", "Bravo", "charlie", "delta", "echo"), names);
    assertEquals(
        "invalid_cursor",
        admin.http().get(PROFILES + "?cursor=" + UUID.randomUUID()).expect(400).code());
  }

  @Test
  void administrators_only() {
    WebFixture.Person tech = web.person(tenant, "tech", Role.TECHNICIAN);
    tech.http().get(PROFILES).expect(403);
    tech.http().post(PROFILES, body("x", CLIENT, DIRECTORY)).expect(403);
    tech.http().get(BINDINGS).expect(403);
    tech.http().send("PUT", BINDINGS + "/calendar", "{}").expect(403);
    tech.http().delete(BINDINGS + "/nonsense").expect(403);
    web.http().asNobody().get(BINDINGS).expect(401);
  }

  @Test
  void nothing_serves_a_consumer_until_somebody_says_so() {
    made("Only one");
    JsonNode items = admin.http().get(BINDINGS).expect(200).json().path("items");
    assertEquals(List.of("msp_sso", "email", "calendar"), items.findValuesAsText("consumer"));
    items.forEach(
        item -> {
          assertTrue(item.path("profileId").isNull());
          assertEquals("not_ready", item.path("state").asText());
          assertEquals("[\"binding_not_configured\"]", item.path("reasons").toString());
        });
    assertEquals(Reason.BINDING_NOT_CONFIGURED, notReady("calendar"));
  }

  @Test
  void one_consumer_is_bound_rebound_and_unbound_and_every_change_is_told() {
    String first = made("First");
    String second = made("Second");
    Got bound = bind("calendar", first).expect(200);
    assertEquals("\"1\"", bound.header("ETag"));
    assertEquals("First", bound.json().path("profileName").asText());
    assertEquals("ready", bound.json().path("state").asText());
    assertEquals("[]", bound.json().path("reasons").toString());
    assertEquals(bound.body(), bind("calendar", first).expect(200).body());
    assertEquals(first, ready("calendar").profileId().toString());
    assertEquals(Reason.BINDING_NOT_CONFIGURED, notReady("email"));
    assertEquals("\"2\"", bind("calendar", second).expect(200).header("ETag"));
    assertEquals(second, ready("calendar").profileId().toString());
    assertEquals(
        "[\"calendar\"]",
        admin.http().get(PROFILES + "/" + second).json().path("consumers").toString());
    admin.http().delete(BINDINGS + "/calendar").expect(204);
    admin.http().delete(BINDINGS + "/calendar").expect(204);
    assertEquals(Reason.BINDING_NOT_CONFIGURED, notReady("calendar"));
    List<String> told =
        web.told(tenant).stream().filter(t -> t.startsWith("MICROSOFT_BINDING")).toList();
    assertEquals(
        List.of(
            changed(first, "\"newProfileId\": \"%s\"".formatted(first)),
            changed(
                second,
                "\"newProfileId\": \"%s\", \"oldProfileId\": \"%s\"".formatted(second, first)),
            changed(second, "\"oldProfileId\": \"%s\"".formatted(second))),
        told);
    assertTrue(
        web.audited(tenant).stream().anyMatch(e -> e.action().equals("microsoft_binding.delete")));
  }

  private static String changed(String subject, String rest) {
    return "MICROSOFT_BINDING_CHANGED %s api {\"consumer\": \"calendar\", %s}"
        .formatted(subject, rest);
  }

  @Test
  void whoever_says_what_it_has_seen_is_held_to_it() {
    String first = made("First");
    String second = made("Second");
    String path = BINDINGS + "/calendar";
    String body = "{\"profileId\":\"%s\"}";
    bind("calendar", first).expect(200);
    admin.http().send("PUT", path, body.formatted(second), "If-Match", "\"1\"").expect(200);
    Got stale =
        admin.http().send("PUT", path, body.formatted(first), "If-Match", "\"1\"").expect(412);
    assertEquals("\"2\"", stale.header("ETag"));
    admin.http().delete(path, "If-Match", "\"1\"").expect(412);
    admin.http().delete(path, "If-Match", "2").expect(400);
    assertEquals("\"2\"", admin.http().get(path).expect(200).header("ETag"));
    admin.http().delete(path, "If-Match", "\"2\"").expect(204);
  }

  @Test
  void a_profile_that_cannot_serve_is_refused_and_one_that_no_longer_can_is_not_replaced() {
    String good = made("Good");
    String signIn =
        post(body("Sign-in", CLIENT, "organizations")).expect(201).json().path("id").asText();
    Got refused = bind("calendar", signIn).expect(422);
    assertEquals("profile_invalid", refused.code());
    assertTrue(refused.json().path("detail").asText().contains("organizations"), refused.body());
    bind("msp_sso", signIn).expect(200);
    bind("calendar", good).expect(200);
    bind("email", made("Spare")).expect(200);
    sql("update microsoft_profiles set directory_id = 'common' where id = '%s'", good);
    assertEquals(Reason.PROFILE_INVALID, notReady("calendar"));
    sql("update microsoft_profiles set client_secret = 'broken' where id = '%s'", good);
    sql("update microsoft_profiles set directory_id = 'x.example' where id = '%s'", good);
    assertEquals(Reason.PROFILE_CREDENTIALS_MISSING, notReady("calendar"));
    sql("update microsoft_profiles set client_secret = null where id = '%s'", good);
    assertEquals(Reason.PROFILE_CREDENTIALS_MISSING, notReady("calendar"));
    archive(good);
    assertEquals(Reason.PROFILE_ARCHIVED, notReady("calendar"));
    JsonNode shown = admin.http().get(BINDINGS + "/calendar").expect(200).json();
    assertEquals("not_ready", shown.path("state").asText());
    assertEquals("[\"profile_archived\"]", shown.path("reasons").toString());
    assertEquals("profile_archived", bind("email", good).expect(422).code());
  }

  @Test
  void a_hidden_consumer_is_an_unknown_one() {
    String id = made("Main");
    for (String name : List.of("teams", "nonsense", "Calendar")) {
      for (String method : List.of("GET", "PUT", "DELETE")) {
        Got got = admin.http().send(method, BINDINGS + "/" + name, "{not json").expect(404);
        assertEquals("not_found", got.code());
      }
    }
    Got malformed = admin.http().send("PUT", BINDINGS + "/calendar", "{not json").expect(400);
    assertEquals("malformed_json", malformed.code());
    sql(
        """
        insert into microsoft_profile_consumer_bindings
          (tenant_id, consumer, profile_id, version, updated_at)
        select tenant_id, 'teams', id, 1, created_at from microsoft_profiles where id = '%s'""",
        id);
    String listed = admin.http().get(BINDINGS).body() + admin.http().get(PROFILES).body();
    assertFalse(listed.contains("teams"), listed);
  }

  @Test
  void anothers_profile_is_an_unknown_one() {
    WebFixture.Person other = web.person(web.ground.tenant("other"), "other", Role.ADMIN);
    String theirs =
        other
            .http()
            .post(PROFILES, body("Theirs", CLIENT, DIRECTORY))
            .expect(201)
            .json()
            .path("id")
            .asText();
    Got foreign = bind("calendar", theirs).expect(422);
    Got unknown = bind("calendar", UUID.randomUUID().toString()).expect(422);
    assertEquals("unknown_profile", foreign.code());
    assertEquals(foreign.body(), unknown.body());
    assertTrue(
        web.audited(tenant).stream()
            .anyMatch(e -> e.outcome().equals("not_found") && e.subject().equals(theirs)));
    assertFalse(admin.http().get(PROFILES).body().contains(theirs));
    admin.http().get(PROFILES + "?cursor=" + theirs).expect(400);
  }

  private Resolved.Ready ready(String consumer) {
    return assertInstanceOf(Resolved.Ready.class, resolve(consumer));
  }

  private Reason notReady(String consumer) {
    return assertInstanceOf(Resolved.NotReady.class, resolve(consumer)).reason();
  }

  private Resolved resolve(String consumer) {
    return web.ground.in(
        tenant, tx -> web.ground.ground().microsoftProfiles().resolve(tx, consumer));
  }

  private Got bind(String consumer, String profile) {
    return admin
        .http()
        .send("PUT", BINDINGS + "/" + consumer, "{\"profileId\":\"%s\"}".formatted(profile));
  }

  private String made(String name) {
    return post(body(name, CLIENT, DIRECTORY)).expect(201).json().path("id").asText();
  }

  private Got post(String body) {
    return admin.http().post(PROFILES, body);
  }

  private static String body(String name, String client, String directory) {
    return "{\"displayName\":\"%s\",\"clientId\":\"%s\",\"directoryId\":\"%s\",\"clientSecret\":\"%s\"}"
        .formatted(name, client, directory, CANARY);
  }

  private void archive(String id) {
    sql("update microsoft_profiles set archived_at = created_at where id = '%s'", id);
  }

  private void sql(String statement, String id) {
    web.ground.in(
        tenant,
        tx -> {
          try (var sql = tx.connection().createStatement()) {
            return sql.executeUpdate(statement.formatted(id));
          }
        });
  }
}
