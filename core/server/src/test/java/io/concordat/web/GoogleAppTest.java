package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Role;
import io.concordat.microsoft.TestCertificates;
import io.concordat.sandbox.GoogleTwin;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Http.Got;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tenant's Google app, over HTTP and against Google's twin. */
class GoogleAppTest {
  private static final String APP = "/api/v1/google/app";
  private static final String CLIENT = "1234.apps.googleusercontent.com";
  private static final String CANARY = "canary-GOCSPX-secret";

  private static final GoogleTwin google = GoogleTwin.start(0, TwinClock.system());
  private static final Held held = new Held(ConcurrentHashMap.newKeySet(), new AtomicInteger());
  private static final WebFixture web =
      new WebFixture(
          FakePorts.with(
              FakePorts.enterprise(
                  new FakePorts.Sync(
                      callback -> {
                        throw new AssertionError();
                      },
                      notice -> new WebhookReply.Accepted(200)),
                  List.of()),
              "test-plugin",
              Offer.NOTHING.withGoogleConnections(held)),
          Map.of("CONCORDAT_GOOGLE_OAUTH_BASE_URL", google.baseUrl()));

  /** Tenants with three connections each, until they are ended. */
  private record Held(Set<TenantId> tenants, AtomicInteger farewells) implements GoogleConnections {
    @Override
    public void farewell() {
      farewells.incrementAndGet();
    }

    @Override
    public int count(Tx tx) {
      return tenants.contains(tx.tenant()) ? 3 : 0;
    }

    @Override
    public int disconnectAll(Tx tx, UserId by) {
      return tenants.remove(tx.tenant()) ? 3 : 0;
    }
  }

  private TenantId tenant;
  private WebFixture.Person admin;

  @AfterAll
  static void close() {
    web.close();
    google.close();
  }

  @BeforeEach
  void person() {
    tenant = web.ground.tenant("t");
    admin = web.person(tenant, "admin", Role.ADMIN);
  }

  @Test
  void one_app_for_all_or_a_separate_one_for_some() {
    JsonNode none = admin.http().get(APP).expect(200).json();
    assertTrue(none.path("clientId").isNull());
    assertFalse(none.path("complete").asBoolean());
    Got put = put(it -> it.put("projectId", "acme-calendar-1")).expect(200);
    assertEquals("\"1\"", put.header("ETag"));
    assertEquals(put.body(), admin.http().get(APP).expect(200).body());
    assertEquals("acme-calendar-1", put.json().path("projectId").asText());
    assertEquals(app("email"), app("calendar"));
    JsonNode separate =
        put(it ->
                it.putObject("separate")
                    .putObject("calendar")
                    .put("clientId", "c.apps")
                    .put("clientSecret", CANARY + "2"))
            .expect(200)
            .json();
    assertEquals(
        "{\"calendar\":{\"clientId\":\"c.apps\",\"hasClientSecret\":true}}",
        separate.path("separate").toString());
    assertEquals("acme-calendar-1", separate.path("projectId").asText(), "what is left out stays");
    assertEquals(new GoogleApp(CLIENT, Secret.of(CANARY)), app("email").orElseThrow());
    assertEquals(new GoogleApp("c.apps", Secret.of(CANARY + "2")), app("calendar").orElseThrow());
    put(it -> it.putObject("separate").putNull("calendar")).expect(200);
    assertEquals(app("email"), app("calendar"));
    assertTrue(put(it -> it.putNull("projectId")).json().path("projectId").isNull());
    assertEquals(
        4, web.told(tenant).stream().filter(t -> t.startsWith("GOOGLE_APP_CHANGED")).count());
    assertFalse((put.body() + web.told(tenant) + web.audited(tenant)).contains("canary"));
  }

  @Test
  void a_blank_secret_keeps_the_stored_one_and_another_client_needs_its_own() {
    assertEquals("clientSecret", field(put(it -> it.put("clientSecret", " "))));
    put(it -> {}).expect(200);
    put(it -> it.put("clientSecret", "")).expect(200);
    put(it -> it.remove("clientSecret")).expect(200);
    assertEquals(new GoogleApp(CLIENT, Secret.of(CANARY)), app("calendar").orElseThrow());
    assertEquals(
        "clientSecret", field(put(it -> it.put("clientId", "x.apps").remove("clientSecret"))));
    assertEquals(
        "separate.calendar.clientSecret",
        field(put(it -> it.putObject("separate").putObject("calendar").put("clientId", "y"))));
    assertEquals(
        "separate.pager",
        field(put(it -> it.putObject("separate").putObject("pager").put("clientId", "y"))));
    for (Consumer<ObjectNode> wrong :
        List.<Consumer<ObjectNode>>of(
            it -> it.put("projectId", "My Project"),
            it -> it.put("clientId", "a b"),
            it -> it.put("tenant", "x"),
            it -> it.put("separate", "calendar"),
            it -> it.put("serviceAccountKey", "{}"))) {
      Got got = put(wrong);
      assertFalse(field(got).isEmpty(), got.body());
      assertFalse(got.body().contains("canary"), got.body());
    }
  }

  @Test
  void whoever_says_what_it_has_seen_is_held_to_it() {
    put(it -> {}).expect(200);
    admin.http().send("PUT", APP, body().toString(), "If-Match", "\"1\"").expect(200);
    admin.http().send("PUT", APP, body().toString(), "If-Match", "\"1\"").expect(412);
    WebFixture.Person tech = web.person(tenant, "tech", Role.TECHNICIAN);
    tech.http().get(APP).expect(403);
    tech.http().send("PUT", APP, body().toString()).expect(403);
    tech.http().post(APP + "/test", "").expect(403);
    tech.http().post(APP + "/disconnect", "{\"confirm\":\"%s\"}".formatted(CLIENT)).expect(403);
  }

  @Test
  void a_service_accounts_key_is_checked_for_its_form_and_never_shown() {
    ObjectNode file = keyFile();
    Got put = put(it -> it.set("serviceAccountKey", file)).expect(200);
    assertEquals(
        "{\"clientEmail\":\"sync@acme.iam.gserviceaccount.com\",\"keyId\":\"0123abcd\"}",
        put.json().path("serviceAccount").toString());
    assertFalse(put.body().contains("PRIVATE"), put.body());
    assertEquals(
        put.json().path("serviceAccount"),
        put(it -> it.put("serviceAccountKey", "")).json().path("serviceAccount"));
    assertTrue(put(it -> it.putNull("serviceAccountKey")).json().path("serviceAccount").isNull());
    put(it -> it.put("serviceAccountKey", file.toString())).expect(200);
    for (Consumer<ObjectNode> damage :
        List.<Consumer<ObjectNode>>of(
            it -> it.put("type", "authorized_user"),
            it -> it.remove("private_key_id"),
            it -> it.put("client_email", "sync@example.com"),
            it -> it.put("token_uri", "https://evil.example/token"),
            it -> it.put("private_key", "canary"),
            it ->
                it.put(
                    "private_key", it.path("private_key").asText().replaceFirst("MII", "MIX")))) {
      ObjectNode damaged = keyFile();
      damage.accept(damaged);
      Got got = put(it -> it.set("serviceAccountKey", damaged));
      assertEquals("serviceAccountKey", field(got));
      assertEquals("invalid_key", got.code());
      assertFalse(got.body().contains("canary") || got.body().contains("MI"), got.body());
    }
  }

  private static ObjectNode keyFile() {
    var made =
        TestCertificates.make(
            2048, Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2090-01-01T00:00:00Z"));
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "service_account")
        .put("project_id", "acme")
        .put("private_key_id", "0123abcd")
        .put("private_key", TestCertificates.pkcs8(made))
        .put("client_email", "sync@acme.iam.gserviceaccount.com")
        .put("client_id", "1")
        .put("token_uri", "https://oauth2.googleapis.com/token");
  }

  @Test
  void the_test_asks_google_and_tells_a_wrong_client_from_a_good_one() {
    assertEquals("google_app_missing", admin.http().post(APP + "/test", "").expect(409).code());
    JsonNode client = registered();
    String id = client.path("clientId").asText();
    put(it -> it.put("clientId", id).put("clientSecret", client.path("clientSecret").asText()))
        .expect(200);
    JsonNode good = admin.http().post(APP + "/test", "").expect(200).json();
    assertTrue(good.path("ok").asBoolean(), good.toString());
    assertEquals("[\"email\",\"calendar\"]", good.at("/apps/0/consumers").toString());
    put(it ->
            it.put("clientId", id)
                .put("clientSecret", client.path("clientSecret").asText())
                .putObject("separate")
                .putObject("calendar")
                .put("clientId", "nobody.apps")
                .put("clientSecret", CANARY))
        .expect(200);
    Got bad = admin.http().post(APP + "/test", "").expect(200);
    assertFalse(bad.json().path("ok").asBoolean());
    assertEquals("ok", bad.json().at("/apps/0/code").asText());
    assertEquals("invalid_client", bad.json().at("/apps/1/code").asText());
    assertEquals("[\"calendar\"]", bad.json().at("/apps/1/consumers").toString());
    assertFalse(bad.body().contains("canary"), bad.body());
    assertEquals(
        List.of("failed", "ok"),
        web.audited(tenant).stream()
            .filter(e -> e.action().equals("google_app.test"))
            .map(e -> e.outcome())
            .toList());
  }

  private static JsonNode registered() {
    var request =
        HttpRequest.newBuilder(URI.create(google.baseUrl() + "/_sandbox/clients"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return new JsonMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void all_connections_end_when_the_app_is_named() {
    held.tenants().add(tenant);
    String wrong = "{\"confirm\":\"yes\"}";
    String right = "{\"confirm\":\"%s\"}".formatted(CLIENT);
    assertEquals("confirm", field(admin.http().post(APP + "/disconnect", right)));
    put(it -> {}).expect(200);
    assertEquals(3, admin.http().get(APP).json().path("connections").asInt());
    assertEquals(
        "confirmation_mismatch", admin.http().post(APP + "/disconnect", wrong).expect(422).code());
    assertEquals("missing_field", admin.http().post(APP + "/disconnect", "{}").expect(422).code());
    assertTrue(held.tenants().contains(tenant));
    assertEquals(0, held.farewells().get());
    Got done = admin.http().post(APP + "/disconnect", right).expect(200);
    assertEquals("{\"disconnected\":3}", done.body());
    assertEquals(1, held.farewells().get());
    assertEquals(0, admin.http().get(APP).json().path("connections").asInt());
    assertEquals("google_app.disconnect", web.audited(tenant).getFirst().action());
  }

  @Test
  void guidance_is_data() {
    JsonNode guidance = admin.http().get(APP).json().path("guidance");
    assertEquals(List.of("email", "calendar"), guidance.findValuesAsText("consumer"));
    assertFalse(guidance.path(0).path("acted").asBoolean());
    assertEquals(
        "[\"http://localhost:8080/api/auth/google/calendar/callback\"]",
        guidance.path(1).path("redirectUris").toString());
    assertEquals(
        "[\"https://www.googleapis.com/auth/calendar.events\"]",
        guidance.path(1).path("scopes").toString());
  }

  @Test
  void tenants_do_not_meet_and_nobody_falls_back() {
    put(it -> {}).expect(200);
    TenantId other = web.ground.tenant("o");
    WebFixture.Person boss = web.person(other, "boss", Role.ADMIN);
    assertTrue(boss.http().get(APP).json().path("clientId").isNull());
    assertEquals(
        Optional.empty(),
        web.ground.in(other, tx -> web.ground.ground().googleApps().find(tx, "calendar")));
    boss.http().post(APP + "/disconnect", "{\"confirm\":\"%s\"}".formatted(CLIENT)).expect(422);
  }

  private Optional<GoogleApp> app(String consumer) {
    return web.ground.in(tenant, tx -> web.ground.ground().googleApps().find(tx, consumer));
  }

  private static ObjectNode body() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("clientId", CLIENT)
        .put("clientSecret", CANARY);
  }

  private Got put(Consumer<ObjectNode> more) {
    ObjectNode body = body();
    more.accept(body);
    return admin.http().send("PUT", APP, body.toString());
  }

  private static String field(Got got) {
    return got.expect(422).json().path("field").asText();
  }
}
