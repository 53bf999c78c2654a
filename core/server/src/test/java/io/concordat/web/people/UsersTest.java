package io.concordat.web.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.Statements;
import io.concordat.identity.Role;
import io.concordat.identity.Sessions;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import io.concordat.web.WebFixture.Person;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Administrators change people, and somebody stays administrator. */
class UsersTest {
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private final TenantId tenant = web.ground.tenant("ours");
  private final Person admin = web.person(tenant, "admin", Role.ADMIN);

  @AfterAll
  static void close() {
    web.close();
  }

  private static String path(Person person) {
    return "/api/v1/users/" + person.id();
  }

  private static Got patch(Person by, Person whom, String body) {
    return by.http().patch(path(whom), body, "If-Match", "*");
  }

  private static List<Audit.Entry> changes(TenantId of) {
    return web.audited(of).stream().filter(e -> e.action().equals("user.update")).toList();
  }

  @Test
  void nameRoleAndStateChange() {
    Person tech = web.person(tenant, "tech", Role.TECHNICIAN);
    Got got = admin.http().get(path(tech)).expect(200);
    assertEquals("\"1\"", got.header("ETag"));
    admin.http().patch(path(tech), "{\"name\":\"T\"}").expect(428);
    admin.http().patch(path(tech), "{\"name\":\"T\"}", "If-Match", "\"7\"").expect(412);
    assertEquals("unknown_field", patch(admin, tech, "{\"email\":\"x@y\"}").expect(422).code());
    assertEquals("invalid_value", patch(admin, tech, "{\"role\":\"owner\"}").expect(422).code());
    assertEquals("invalid_value", patch(admin, tech, "{\"name\":\" \"}").expect(422).code());
    assertEquals(List.of(), changes(tenant));
    Got named =
        admin.http().patch(path(tech), "{\"name\":\" Tess \"}", "If-Match", "\"1\"").expect(200);
    assertEquals("\"2\"", named.header("ETag"));
    assertEquals("Tess", named.json().path("name").asText());
    assertEquals("\"2\"", patch(admin, tech, "{\"name\":\"Tess\",\"active\":true}").header("ETag"));
    patch(admin, tech, "{\"role\":\"admin\"}").expect(200);
    // Asking for what is there already changes nothing, and is recorded too.
    assertEquals(
        List.of(Map.of("role", "technician -> admin"), Map.of(), Map.of()),
        changes(tenant).stream().map(Audit.Entry::detail).toList());
    tech.http().get("/api/v1/microsoft/profiles").expect(200);
  }

  @Test
  void anInactiveUserIsOutAtOnceAndForGood() {
    Person tech = web.person(tenant, "out", Role.TECHNICIAN);
    Sessions sessions = web.ground.ground().sessions();
    String cookie =
        web.ground.in(tenant, tx -> sessions.open(tx, tech.id(), "password")).cookie().reveal();
    String code =
        admin
            .http()
            .post(path(tech) + "/password-reset", "")
            .expect(201)
            .json()
            .path("code")
            .asText();
    tech.http().get("/api/v1/tokens").expect(200);
    assertTrue(sessions.authenticate(cookie).isPresent());
    patch(admin, tech, "{\"active\":false}").expect(200);
    tech.http().get("/api/v1/tokens").expect(401);
    assertTrue(sessions.authenticate(cookie).isEmpty());
    patch(admin, tech, "{\"active\":true}").expect(200);
    tech.http().get("/api/v1/tokens").expect(401);
    assertTrue(sessions.authenticate(cookie).isEmpty());
    web.http()
        .post(
            "/api/auth/password-reset",
            "{\"code\":\"%s\",\"newPassword\":\"long enough, this\"}".formatted(code))
        .expect(422);
  }

  @Test
  void anotherRoleCountsAtOnce() {
    Person second = web.person(tenant, "second", Role.ADMIN);
    second.http().get("/api/v1/microsoft/profiles").expect(200);
    patch(admin, second, "{\"role\":\"technician\"}").expect(200);
    second.http().get("/api/v1/microsoft/profiles").expect(403);
    patch(admin, second, "{\"role\":\"client_portal\"}").expect(200);
    second.http().get("/api/v1/schedule/entries").expect(403);
  }

  @Test
  void theLastActiveAdministratorStays() {
    Person second = web.person(tenant, "second", Role.ADMIN);
    patch(admin, second, "{\"active\":false}").expect(200);
    for (String body :
        List.of(
            "{\"active\":false}", "{\"role\":\"technician\"}", "{\"role\":\"client_portal\"}")) {
      assertEquals("last_administrator", patch(admin, admin, body).expect(409).code());
    }
    patch(admin, admin, "{\"name\":\"Still here\"}").expect(200);
    patch(admin, second, "{\"active\":true}").expect(200);
    patch(admin, admin, "{\"active\":false}").expect(200);
    admin.http().get(path(admin)).expect(401);
  }

  @Test
  void twoWhoPutEachOtherOutAtOnceDoNotBothSucceed() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 8; round++) {
        TenantId own = web.ground.tenant("race");
        Person one = web.person(own, "one", Role.ADMIN);
        Person two = web.person(own, "two", Role.ADMIN);
        var first = threads.submit(() -> patch(one, two, "{\"active\":false}").status());
        var second = threads.submit(() -> patch(two, one, "{\"role\":\"technician\"}").status());
        List<Integer> got = List.of(first.get(), second.get());
        assertEquals(1, got.stream().filter(status -> status == 200).count(), got.toString());
        assertEquals(
            List.of("1"),
            web.ground.in(
                own,
                tx ->
                    Statements.column(
                        tx.connection(),
                        "select count(*) from users where active and role = 'admin'")));
      }
    }
  }

  @Test
  void techniciansReadPeopleAndCustomersManageNothing() {
    Person tech = web.person(tenant, "reader", Role.TECHNICIAN);
    tech.http().get("/api/v1/users").expect(200);
    tech.http().get(path(admin)).expect(200);
    patch(tech, admin, "{\"name\":\"x\"}").expect(403);
    tech.http().post(path(admin) + "/password-reset", "").expect(403);
    tech.http().post("/api/v1/users", "{\"email\":\"x@y.z\",\"name\":\"x\"}").expect(403);
    tech.http().get("/api/v1/tokens").expect(200);
    tech.http().post("/api/v1/tokens", "{\"name\":\"t\"}").expect(403);
    Person customer = web.person(tenant, "customer", Role.CLIENT_PORTAL);
    for (String path :
        List.of(
            "/api/v1/users",
            path(admin),
            path(customer),
            "/api/v1/tokens",
            "/api/v1/microsoft/profiles",
            "/api/v1/microsoft/bindings",
            "/api/v1/settings/schedule",
            "/api/v1/events",
            "/api/v1/schedule/entries")) {
      customer.http().get(path).expect(403);
    }
    patch(customer, customer, "{\"role\":\"admin\"}").expect(403);
    customer.http().delete("/api/v1/tokens/" + customer.id()).expect(403);
    assertEquals(
        "[]",
        customer.http().get("/api/auth/session").expect(200).json().path("permissions").toString());
  }

  @Test
  void tokensSayWhenTheyWereUsed() {
    Person tech = web.person(tenant, "used", Role.TECHNICIAN);
    web.ground.token(tenant, tech.id());
    List<String> used =
        tech.http().get("/api/v1/tokens").expect(200).json().findValuesAsText("lastUsedAt");
    assertEquals(2, used.size());
    assertEquals(1, used.stream().filter("null"::equals).count());
  }
}
