package io.concordat.web.page.settings;

import static io.concordat.web.page.settings.Installations.HOSTILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Http;
import io.concordat.web.WebFixture;
import io.concordat.web.WebFixture.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeoplePagesTest {
  private static final String PEOPLE = "/settings/people";
  private static final String AUDIT = "/settings/audit";
  private static final WebFixture CE = Installations.community();

  private TenantId tenant;
  private Person ada;

  @AfterAll
  static void close() {
    CE.close();
  }

  @BeforeEach
  void somebody() {
    tenant = CE.ground.tenant("t");
    ada = CE.person(tenant, "ada", Role.ADMIN);
  }

  private UserId user(String email, String name, Role role) {
    var draft = new NewUser(email, name, role, Optional.empty());
    return CE.ground.in(tenant, tx -> CE.ground.ground().users().create(tx, draft).orElseThrow());
  }

  private String page(String path) {
    String body = ada.http().get(path).expect(200).body();
    assertEquals(1, body.split("<h1", -1).length - 1, "one heading");
    return body;
  }

  @Test
  void only_administrators_see_people_and_the_log() {
    Http tech = CE.person(tenant, "tina", Role.TECHNICIAN).http();
    Http customer = CE.person(tenant, "carl", Role.CLIENT_PORTAL).http();
    for (String path : List.of(PEOPLE, PEOPLE + "/" + ada.id(), AUDIT)) {
      tech.get(path).expect(403);
      customer.get(path).expect(403);
      CE.http().get(path).expect(303);
    }
    Person other = CE.person(CE.ground.tenant("other"), "oda", Role.ADMIN);
    for (String id : List.of(ada.id().toString(), UUID.randomUUID().toString(), "nonsense")) {
      assertTrue(
          other.http().get(PEOPLE + "/" + id).expect(404).body().contains("There is no page here"));
    }
  }

  @Test
  void people_are_found_by_name_address_role_and_state() {
    user("zoe@example.com", "Zoë Zander", Role.TECHNICIAN);
    UserId gone = user("gone@example.com", "Gus Gone", Role.TECHNICIAN);
    CE.ground.in(tenant, tx -> CE.ground.ground().users().setActive(tx, gone, false));
    user("kim@customer.example", "Kim Kunde", Role.CLIENT_PORTAL);
    String all = page(PEOPLE);
    assertTrue(all.indexOf("Gus Gone") < all.indexOf("Kim Kunde"), "by name");
    assertTrue(found("q=zANDER").contains("Zoë Zander"));
    assertFalse(found("q=zANDER").contains("Gus Gone"));
    assertTrue(found("q=customer.example").contains("Kim Kunde"));
    assertFalse(found("role=client_portal").contains("Gus Gone"));
    assertTrue(found("state=inactive").contains("Gus Gone"));
    assertFalse(found("state=inactive").contains("Kim Kunde"));
    assertTrue(found("q=%25").contains("Nobody matches."));
    assertTrue(found("role=owner&state=x&page=-1").contains("Kim Kunde"), "nonsense means nothing");
  }

  /** Beside the user menu, which names whoever looks. */
  private String found(String query) {
    String body = page(PEOPLE + "?" + query);
    return body.substring(body.indexOf("<main"));
  }

  @Test
  void more_than_a_hundred_are_on_pages_that_keep_the_filter() {
    for (int i = 100; i < 205; i++) {
      user("u%d@example.com".formatted(i), "User " + i, Role.TECHNICIAN);
    }
    String first = found("role=technician");
    assertTrue(first.contains("User 199") && !first.contains("User 200"));
    assertTrue(first.contains("page=2&amp;q=&amp;role=technician&amp;state="), first);
    String second = found("role=technician&page=2");
    assertTrue(second.contains("User 200") && !second.contains("User 199"));
    assertFalse(second.contains("id=\"people-next\""));
  }

  @Test
  void a_person_can_be_changed_unless_nobody_else_administers() {
    String last = page(PEOPLE + "/" + ada.id());
    assertTrue(last.contains("This is the last active administrator."));
    assertTrue(last.contains("This is you."));
    assertTrue(last.contains("data-opens=\"#person-deactivate-dialog\" disabled"));
    UserId bob = user("bob@example.com", "Bob", Role.ADMIN);
    assertFalse(page(PEOPLE + "/" + ada.id()).contains("id=\"person-last\""));
    String other = page(PEOPLE + "/" + bob);
    assertTrue(other.contains("data-rest=\"PATCH /api/v1/users/" + bob + "\" data-version=\"1\""));
    assertTrue(other.contains("id=\"person-reset\""));
    UserId kim = user("kim@example.com", "Kim", Role.CLIENT_PORTAL);
    String customer = page(PEOPLE + "/" + kim);
    assertFalse(customer.contains("id=\"person-reset\""), "customers have no password");
    assertFalse(customer.contains("id=\"person-link\""));
  }

  @Test
  void a_link_to_microsoft_and_the_last_sign_in_are_shown() {
    UserId bob = user("bob@example.com", "Bob", Role.TECHNICIAN);
    assertTrue(page(PEOPLE + "/" + bob).contains("Not known"));
    CE.ground.in(tenant, tx -> CE.ground.ground().sessions().open(tx, bob, "password"));
    UUID directory = UUID.randomUUID();
    ada.http()
        .send(
            "PUT",
            "/api/v1/users/" + bob + "/microsoft-identity",
            "{\"directoryId\":\"%s\",\"objectId\":\"%s\"}".formatted(directory, UUID.randomUUID()))
        .expect(200);
    String body = page(PEOPLE + "/" + bob);
    assertFalse(body.contains("Not known"));
    assertTrue(body.contains(directory.toString()));
    assertTrue(found("q=bob").contains("just now"));
    assertTrue(found("q=bob").contains("<td class=\"settings-wide\">Linked</td>"));
  }

  @Test
  void the_log_says_who_did_what_to_what_and_how_it_ended() {
    UserId bob = user("bob@example.com", "Bob Builder", Role.TECHNICIAN);
    ada.http().patch("/api/v1/users/" + bob, "{\"role\":\"admin\"}", "If-Match", "*").expect(200);
    ada.http().get("/api/v1/users/" + UUID.randomUUID()).expect(404);
    String all = page(AUDIT);
    assertTrue(all.contains("User changed"));
    assertTrue(all.contains("by ada@example.com"));
    assertTrue(all.contains("Bob Builder · bob@example.com"));
    assertTrue(
        all.contains("role: technician -&gt; admin") || all.contains("role: technician -> admin"));
    assertTrue(all.contains("Not found"));
    assertTrue(log("outcome=not_found").contains("User read"));
    assertFalse(log("outcome=not_found").contains("User changed</strong>"));
    assertTrue(log("action=user.update").contains("User changed</strong>"));
    assertTrue(log("subject=" + bob).contains("User changed</strong>"));
    assertTrue(log("user=" + bob).contains("Nothing matches."));
    assertTrue(log("from=2000-01-01&to=2000-01-02").contains("Nothing matches."));
    assertTrue(log("from=2000-01-01").contains("User changed</strong>"));
    assertTrue(log("from=x&to=99999-01-01&user=1&outcome=y&before=z").contains("User changed"));
  }

  private String log(String query) {
    String body = page(AUDIT + "?" + query);
    return body.substring(body.indexOf("</form>", body.indexOf("id=\"audit-filter\"")));
  }

  @Test
  void older_lines_follow_without_a_gap_and_keep_the_filter() {
    for (int i = 0; i < 60; i++) {
      note("thing-" + i, Map.of());
    }
    String first = log("outcome=ok");
    assertTrue(first.contains("thing-59") && first.contains("thing-10"));
    assertFalse(first.contains("thing-9<"));
    String older = first.replaceFirst("(?s).*id=\"audit-older\"[^>]*href=\"([^\"]+)\".*", "$1");
    assertTrue(older.endsWith("&amp;outcome=ok"), older);
    note("newcomer", Map.of());
    String second = page(older.replace("&amp;", "&"));
    assertTrue(second.contains("thing-9<") && second.contains("thing-0<"));
    assertFalse(second.contains("thing-10<") || second.contains("newcomer"));
    assertFalse(second.contains("id=\"audit-older\""));
  }

  private void note(String subject, Map<String, String> detail) {
    CE.ground.in(
        tenant,
        tx -> {
          CE.ground
              .ground()
              .audit()
              .record(
                  tx, new Audit.Entry(Optional.of(ada.id()), "user.update", subject, "ok", detail));
          return "";
        });
  }

  @Test
  void whatever_people_enter_stays_text() {
    UserId bob = user("bob@example.com", HOSTILE, Role.TECHNICIAN);
    note(HOSTILE, Map.of(HOSTILE, HOSTILE));
    for (String path :
        List.of(PEOPLE, PEOPLE + "/" + bob, AUDIT, AUDIT + "?subject=%3Cscript%3Ealert")) {
      assertFalse(page(path).contains("<script>alert"), path);
    }
  }

  @Test
  void a_user_is_added_once_however_often_the_request_comes() {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("email", "new@example.com")
            .put("name", "New")
            .toString();
    var first = ada.http().post("/api/v1/users", body, "Idempotency-Key", "add-1").expect(201);
    var again = ada.http().post("/api/v1/users", body, "Idempotency-Key", "add-1").expect(201);
    assertEquals(first.body(), again.body());
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals("email_taken", ada.http().post("/api/v1/users", body).expect(409).code());
    String path = "/api/v1/users/" + first.json().path("id").asText();
    String[] headers = {"If-Match", "\"1\"", "Idempotency-Key", "change-1"};
    ada.http().patch(path, "{\"name\":\"Newer\"}", headers).expect(200);
    assertEquals(
        "true",
        ada.http().patch(path, "{\"name\":\"Newer\"}", headers).header("Idempotency-Replayed"));
    assertEquals(
        "idempotency_key_reused",
        ada.http().patch(path, "{\"name\":\"Other\"}", headers).expect(422).code());
  }
}
