package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import io.concordat.notify.NoticeBoard;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.notice.Notice;
import io.concordat.web.Http.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every route with an id in it answers another tenant's id like one that nobody has. */
class ForeignIdsTest {
  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new AssertionError();
                  },
                  notice -> new WebhookReply.Accepted(200)),
              List.of()));
  private static final WebFixture.Person ours =
      web.person(web.ground.tenant("ours"), "ours", Role.ADMIN);
  private static final WebFixture.Person theirs =
      web.person(web.ground.tenant("theirs"), "theirs", Role.ADMIN);

  @AfterAll
  static void close() {
    web.close();
  }

  private record Call(String method, String template) {}

  /**
   * Makes something that another tenant has, for the last variable of each template. A new route
   * with an id in it fails here until it says what its id names.
   */
  private static final Map<String, Function<WebFixture.Person, String>> MAKERS =
      Map.ofEntries(
          Map.entry("/api/v1/schedule/entries/{id}", ForeignIdsTest::entry),
          Map.entry("/api/v1/schedule/entries/{id}/sync", ForeignIdsTest::entry),
          Map.entry("/api/v1/tokens/{id}", ForeignIdsTest::token),
          Map.entry("/api/v1/users/{id}", ForeignIdsTest::user),
          Map.entry("/api/v1/users/{id}/password-reset", ForeignIdsTest::user),
          Map.entry("/api/v1/me/sessions/{id}", ForeignIdsTest::session),
          Map.entry("/api/v1/notifications/{id}/read", ForeignIdsTest::notice),
          Map.entry("/api/v1/microsoft/profiles/{id}", ForeignIdsTest::profile),
          Map.entry("/api/v1/microsoft/profiles/{id}/archive", ForeignIdsTest::profile),
          Map.entry("/api/v1/microsoft/profiles/{id}/restore", ForeignIdsTest::profile),
          Map.entry("/api/v1/microsoft/profiles/{id}/test", ForeignIdsTest::profile),
          Map.entry("/api/v1/microsoft/bindings/{consumer}", ForeignIdsTest::profile),
          Map.entry("/api/v1/users/{id}/microsoft-identity", ForeignIdsTest::user),
          Map.entry("/api/v1/sso/domains/{id}", ForeignIdsTest::domain),
          Map.entry("/api/v1/sso/domains/{id}/verification", ForeignIdsTest::domain),
          Map.entry("/api/v1/sso/domains/{id}/revocation", ForeignIdsTest::domain));

  @Test
  void theyAnswerLikeUnknownOnes() {
    List<String> foreign = new ArrayList<>(List.of(theirs.id().toString()));
    MAKERS.values().forEach(maker -> foreign.add(maker.apply(theirs)));
    assertEquals(
        MAKERS.keySet(), withIds().stream().map(Call::template).collect(Collectors.toSet()));
    List<Call> calls = withIds();
    assertTrue(calls.size() >= 4, calls.toString());
    for (Call call : calls) {
      Got unknown = call(call, UUID.randomUUID().toString());
      assertEquals(404, unknown.status(), call + unknown.body());
      for (String id : foreign) {
        Got got = call(call, id);
        assertEquals(unknown.status(), got.status(), call.toString());
        assertEquals(unknown.body().length(), got.body().length(), call.toString());
        assertEquals(unknown.code(), got.code());
        assertTrue(
            web.audited(ours.tenant()).stream()
                .anyMatch(e -> e.outcome().equals("not_found") && e.subject().equals(id)),
            call + " is not audited");
      }
    }
    assertTrue(
        web.audited(theirs.tenant()).stream().noneMatch(e -> e.outcome().equals("not_found")));
  }

  @Test
  void listsAndAssigneesKnowNoOtherTenant() {
    String foreign = entry(theirs);
    String profile = profile(theirs);
    for (String path :
        List.of(
            "/api/v1/schedule/entries",
            "/api/v1/schedule/entries?assignee=" + theirs.id(),
            "/api/v1/events",
            "/api/v1/microsoft/profiles",
            "/api/v1/microsoft/bindings",
            "/api/v1/users",
            "/api/v1/notifications",
            "/api/v1/tokens")) {
      String body = ours.http().get(path).expect(200).body();
      assertFalse(body.contains(foreign), body);
      assertFalse(body.contains(profile), body);
      assertFalse(body.contains(theirs.id().toString()), body);
    }
    Got assigned =
        ours.http()
            .post(
                "/api/v1/schedule/entries",
                "{\"start\":\"2026-03-05\",\"end\":\"2026-03-06\",\"assigneeIds\":[\"%s\"]}"
                    .formatted(theirs.id()))
            .expect(422);
    assertEquals("unknown_assignee", assigned.code());
  }

  @Test
  void anIdIsFreeForEveryTenant() {
    String id = entry(theirs);
    ours.http()
        .post(
            "/api/v1/schedule/entries",
            "{\"id\":\"%s\",\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"}".formatted(id))
        .expect(201);
    ours.http().delete("/api/v1/schedule/entries/" + id, "If-Match", "\"1\"").expect(204);
    theirs.http().get("/api/v1/schedule/entries/" + id).expect(200);
  }

  private static Got call(Call call, String id) {
    return ours.http()
        .send(
            call.method(),
            call.template().replaceAll("\\{[^}]+}", id),
            call.method().equals("PATCH") ? "{\"title\":\"x\"}" : "",
            "If-Match",
            "\"1\"");
  }

  private static List<Call> withIds() {
    var calls = new ArrayList<Call>();
    web.http()
        .get("/openapi")
        .json()
        .path("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getKey().contains("{")) {
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            calls.add(new Call(method.toUpperCase(Locale.ROOT), path.getKey()));
                          }
                        });
              }
            });
    return calls;
  }

  private static String entry(WebFixture.Person person) {
    return person
        .http()
        .post(
            "/api/v1/schedule/entries",
            "{\"title\":\"E\",\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"}")
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private static String notice(WebFixture.Person person) {
    NoticeBoard board = web.ground.ground().notices();
    return web.ground.in(
        person.tenant(),
        tx -> {
          var notice = new Notice("core", "cause", "kind", 1, List.of(), "/schedule");
          board.raise(tx, person.id(), notice);
          return board.of(tx, person.id(), true, Optional.empty(), 1).getFirst().id().toString();
        });
  }

  private static String token(WebFixture.Person person) {
    return person
        .http()
        .post("/api/v1/tokens", "{\"name\":\"n\"}")
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private static String user(WebFixture.Person person) {
    return person.id().toString();
  }

  private static String session(WebFixture.Person person) {
    return web.ground
        .in(person.tenant(), tx -> web.ground.ground().sessions().open(tx, person.id(), "password"))
        .id()
        .toString();
  }

  private static String domain(WebFixture.Person person) {
    String name = "d" + UUID.randomUUID() + ".example";
    return person
        .http()
        .post("/api/v1/sso/domains", "{\"domain\":\"" + name + "\"}")
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private static String profile(WebFixture.Person person) {
    return person
        .http()
        .post(
            "/api/v1/microsoft/profiles",
            "{\"displayName\":\"%s\",\"clientId\":\"%s\",\"directoryId\":\"x.example\",\"clientSecret\":\"s\"}"
                .formatted(UUID.randomUUID(), UUID.randomUUID()))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }
}
