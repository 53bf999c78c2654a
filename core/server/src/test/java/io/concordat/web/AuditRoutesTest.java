package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.TenantId;
import io.concordat.tenant.Erasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/audit}, and that no change goes past it. */
class AuditRoutesTest {
  private static final Set<String> UNSAFE = Set.of("post", "put", "patch", "delete");
  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new AssertionError();
                  },
                  notice -> new WebhookReply.Accepted(200)),
              List.of(forgetful("POST"), forgetful("GET"))));
  private static final TenantId tenant = web.ground.tenant("ours");
  private static final WebFixture.Person ann = web.person(tenant, "ann", Role.ADMIN);
  private static final WebFixture.Person tess = web.person(tenant, "tess", Role.TECHNICIAN);

  /** A plugin's route whose author forgot about the audit log. */
  private static Route forgetful(String method) {
    return new Route(
        method,
        "/api/v1/calendar/things/{id}",
        "calendar:connect",
        request -> new Reply.Empty("no".equals(request.path().get("id")) ? 409 : 204));
  }

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void entriesArePagedNewestFirstWithAStableCursor() {
    String subject = entry("A secret meeting");
    for (int i = 1; i <= 5; i++) {
      change(subject, i, "{\"title\":\"canary-" + i + "\"}");
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = list("subject=" + subject + "&limit=2&cursor=" + next);
      page.path("items").forEach(item -> seen.add(item.path("action").asText()));
      next = page.path("next").asText("");
      // What comes meanwhile is newer, and shifts nothing.
      change(subject, web.audited(tenant).size(), "{}", "*");
    } while (!next.equals("null") && !next.isEmpty());
    assertEquals("schedule_entry.create", seen.getLast());
    assertEquals(6, seen.size(), seen.toString());
    String all = ann.http().get("/api/v1/audit?limit=500").expect(200).body();
    assertFalse(all.contains("canary") || all.contains("secret meeting"), all);
  }

  @Test
  void itIsSearchedByEachThing() {
    String id = entry("x");
    tess.http().get("/api/v1/users/" + UUID.randomUUID());
    tess.http().get("/api/v1/audit").expect(403);
    JsonNode made = list("subject=" + id).path("items").path(0);
    assertEquals(ann.id().toString(), made.path("userId").asText());
    assertEquals("ok", made.path("outcome").asText());
    assertEquals(1, count("subject=" + id + "&user=" + ann.id()));
    assertEquals(0, count("subject=" + id + "&user=" + tess.id()));
    assertEquals(0, count("user=" + UUID.randomUUID()));
    assertEquals(1, count("subject=" + id + "&action=schedule_entry.create"));
    assertEquals(0, count("subject=" + id + "&action=schedule_entry.delete"));
    assertEquals(1, count("action=audit.list&outcome=denied"));
    String at = made.path("at").asText();
    assertEquals(1, count("subject=" + id + "&from=" + at));
    assertEquals(0, count("subject=" + id + "&to=" + at));
    assertEquals(0, count("to=2020-01-01"));
  }

  @Test
  void itRefusesWhatItCannotRead() {
    assertEquals("invalid_value", refused("outcome=great"));
    assertEquals("invalid_id", refused("user=me"));
    assertEquals("invalid_cursor", refused("cursor=bm9uc2Vuc2U"));
    assertEquals("invalid_cursor", refused("cursor=*"));
    assertEquals("invalid_time", refused("from=yesterday"));
    assertEquals("unknown_parameter", refused("actor=x"));
    assertEquals("invalid_value", refused("action=%00"));
  }

  @Test
  void nobodyReadsAnothersLog() {
    String id = entry("x");
    WebFixture.Person other = web.person(web.ground.tenant("theirs"), "otto", Role.ADMIN);
    JsonNode page = other.http().get("/api/v1/audit?subject=" + id).expect(200).json();
    assertEquals(0, page.path("items").size());
  }

  @Test
  void aChangeThatItsRouteForgotIsRecordedAllTheSame() {
    String path = "/api/v1/calendar/things/" + UUID.randomUUID();
    ann.http().post(path, "{}").expect(204);
    JsonNode items = list("subject=" + path).path("items");
    assertEquals(1, items.size());
    assertEquals("POST /api/v1/calendar/things/{id}", items.path(0).path("action").asText());
    // Neither reading nor what failed is a change.
    ann.http().get(path).expect(204);
    ann.http().post("/api/v1/calendar/things/no", "{}").expect(409);
    assertEquals(1, count("subject=" + path));
    assertEquals(0, count("subject=/api/v1/calendar/things/no"));
  }

  @Test
  void aRepeatedRequestIsRecordedOnce() {
    String key = UUID.randomUUID().toString();
    String body = "{\"title\":\"x\",\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"}";
    String path = "/api/v1/schedule/entries";
    String id =
        ann.http().post(path, body, "Idempotency-Key", key).expect(201).json().path("id").asText();
    ann.http().post(path, body, "Idempotency-Key", key).expect(201);
    assertEquals(1, count("subject=" + id));
    assertEquals(0, count("subject=" + path));
  }

  /** The gate records; so whatever changes something and is not public must be behind it. */
  @Test
  void everyUnsafeRouteIsBehindTheGate() {
    JsonNode paths = web.http().get("/openapi").expect(200).json().path("paths");
    Set<String> open = new TreeSet<>();
    List<String> guarded = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> route : path.getValue().properties()) {
        if (UNSAFE.contains(route.getKey())) {
          String method = route.getKey().toUpperCase(Locale.ROOT);
          String address = path.getKey().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
          boolean isPublic =
              route.getValue().has("security") && route.getValue().path("security").isEmpty();
          if (!isPublic) {
            guarded.add(method + " " + address);
            int status = web.http().send(method, address, "").status();
            if (status != 401) {
              open.add(method + " " + path.getKey() + " " + status);
            }
          }
        }
      }
    }
    // Whoever is not signed in has nothing to sign out of.
    assertEquals(Set.of("POST /api/auth/sign-out 204"), open);
    assertTrue(guarded.size() > 8, guarded.toString());
  }

  @Test
  void aDeletedTenantIsServedNoMore() {
    WebFixture.Person last = web.person(web.ground.tenant("leaves"), "lee", Role.ADMIN);
    last.http().get("/api/v1/tokens").expect(200);
    var parts = web.ground.ground();
    new Erasure(parts.across(), parts.clock()).begin(last.tenant());
    // The token is still remembered here; nothing is read for it all the same.
    Http.Got got = last.http().get("/api/v1/tokens").expect(401);
    assertEquals("unauthenticated", got.code());
    last.http().get("/api/v1/audit").expect(401);
    ann.http().get("/api/v1/tokens").expect(200);
  }

  private static JsonNode list(String query) {
    return ann.http().get("/api/v1/audit?" + query).expect(200).json();
  }

  private static int count(String query) {
    return list(query).path("items").size();
  }

  private static String refused(String query) {
    return ann.http().get("/api/v1/audit?" + query).code();
  }

  private static void change(String id, int version, String body) {
    change(id, version, body, "\"" + version + "\"");
  }

  private static void change(String id, int number, String body, String match) {
    ann.http()
        .patch("/api/v1/schedule/entries/" + id, body, "If-Match", match, "X-Number", "" + number)
        .expect(200);
  }

  private static String entry(String title) {
    return ann.http()
        .post(
            "/api/v1/schedule/entries",
            "{\"title\":\"%s\",\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"}".formatted(title))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }
}
