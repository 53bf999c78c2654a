package io.concordat.web.sso;

import static io.concordat.web.sso.SignInHouse.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture.Person;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claiming, proving and losing login domains, over HTTP and DNS; and which button they show. */
class LoginDomainsTest {
  private static final String PATH = "/api/v1/sso/domains";

  private SignInHouse house;
  private Person admin;
  private Person other;

  @BeforeEach
  void open() {
    house = new SignInHouse();
    admin = house.admin;
    other = house.web.person(house.web.ground.tenant("Fabrikam IT"), "other", Role.ADMIN);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String id(JsonNode domain) {
    return domain.path("id").asText();
  }

  private static Got verify(Person by, JsonNode domain) {
    return by.http().post(PATH + "/" + id(domain) + "/verification", "");
  }

  private static JsonNode read(Person by, JsonNode domain) {
    return by.http().get(PATH + "/" + id(domain)).expect(200).json();
  }

  private List<String> methods(String email) {
    Got got =
        house.web.http().post("/api/auth/msp/sso/discover", json("{'email':'" + email + "'}"));
    return got.expect(200).json().path("methods").valueStream().map(m -> m.asText()).toList();
  }

  private boolean shown(String email) {
    List<String> methods = methods(email);
    assertEquals("password", methods.getFirst());
    return methods.contains("microsoft");
  }

  @Test
  void a_claim_says_what_to_put_into_dns_and_the_proof_verifies_it() {
    JsonNode claim = house.claim(admin, " Müller-Technik.Example. ");
    assertEquals("xn--mller-technik-wob.example", claim.path("domain").asText());
    assertEquals("müller-technik.example", claim.path("displayName").asText());
    assertEquals("requested", claim.path("status").asText());
    assertEquals("TXT", claim.at("/record/type").asText());
    assertEquals(
        "_concordat-challenge.xn--mller-technik-wob.example", claim.at("/record/name").asText());
    String value = claim.at("/record/value").asText();
    assertTrue(value.matches("concordat-domain-verification=[A-Za-z0-9_-]{43}"), value);

    assertEquals("proof_missing", verify(admin, claim).expect(409).code());
    house.twin.names().put(claim.at("/record/name").asText(), List.of("v=spf1 -all", value));
    JsonNode verified = verify(admin, claim).expect(200).json();
    assertEquals("verified", verified.path("status").asText());
    assertEquals("2026-11-21T09:00:00Z", verified.path("verifiedAt").asText());
    assertTrue(
        house.web.audited(admin.tenant()).stream()
            .anyMatch(
                entry ->
                    entry.action().equals("login_domain.verify")
                        && entry.subject().equals("xn--mller-technik-wob.example")));
  }

  @Test
  void almost_right_proofs_prove_nothing() {
    JsonNode claim = house.claim(admin, "almost.example");
    String name = claim.at("/record/name").asText();
    String value = claim.at("/record/value").asText();
    for (List<String> texts :
        List.of(
            List.of(value + "x"),
            List.of(value.toUpperCase(Locale.ROOT)),
            List.of("\"" + value + "\""),
            List.of(value.substring(0, 40), value.substring(40)))) {
      house.twin.names().put(name, texts);
      assertEquals("proof_missing", verify(admin, claim).expect(409).code());
    }
    house.twin.names().put(name, List.of());
    house.twin.names().put("almost.example", List.of(value));
    assertEquals("proof_missing", verify(admin, claim).expect(409).code());
    house.control("dns", "{'failing':'SERVFAIL'}");
    assertEquals("dns_unavailable", verify(admin, claim).expect(503).code());
  }

  @Test
  void what_is_no_domain_of_ones_own_is_refused() {
    Stream.of(
            "localhost",
            "a@b.example",
            "https://a.example",
            "10.0.0.1",
            "a..example",
            "-a.example",
            "a b.example",
            "straße.example",
            "")
        .forEach(name -> assertEquals("invalid_domain", claim(name).expect(422).code(), name));
    Stream.of("gmail.com", "Outlook.COM", "co.uk", "com", "github.io", "xn--55qx5d.cn")
        .forEach(
            name ->
                assertTrue(
                    List.of("public_domain", "invalid_domain")
                        .contains(claim(name).expect(422).code()),
                    name));
    assertEquals("public_domain", claim("co.uk").code());
    assertEquals("domain_known", claim("contoso.EXAMPLE").expect(409).code());
    assertEquals(
        "unknown_field", admin.http().post(PATH, json("{'domain':'a.example','x':1}")).code());
  }

  private Got claim(String name) {
    return admin.http().post(PATH, json("{'domain':'" + name + "'}"));
  }

  @Test
  void writes_keep_to_the_rules_of_all_routes() {
    String body = json("{'domain':'rules.example'}");
    Got first = admin.http().post(PATH, body, "Idempotency-Key", "k1").expect(201);
    Got again = admin.http().post(PATH, body, "Idempotency-Key", "k1").expect(201);
    assertEquals(first.body(), again.body());
    String path = first.header("Location");
    admin.http().delete(path).expect(428);
    admin.http().delete(path, "If-Match", "\"9\"").expect(412);
    other.http().get(path).expect(404);
    other.http().delete(path, "If-Match", "*").expect(404);
    other.http().post(path + "/verification", "").expect(404);
    other.http().post(path + "/revocation", "").expect(404);
    admin.http().delete(path, "If-Match", first.header("ETag")).expect(204);
    admin.http().get(path).expect(404);

    Person tech = house.web.person(admin.tenant(), "tech", Role.TECHNICIAN);
    tech.http().get(PATH).expect(403);
    tech.http().post(PATH, body).expect(403);
    house.web.http().get(PATH).expect(401);
  }

  @Test
  void one_tenant_at_a_time_holds_a_domain() {
    JsonNode mine = house.prove(admin, "shared.example");
    JsonNode theirs = house.claim(other, "shared.example");
    assertNotEquals(mine.at("/record/value"), theirs.at("/record/value"));
    house
        .twin
        .names()
        .put(
            mine.at("/record/name").asText(),
            List.of(mine.at("/record/value").asText(), theirs.at("/record/value").asText()));
    assertEquals("domain_held", verify(other, theirs).expect(409).code());
    assertEquals("verified", read(admin, mine).path("status").asText());

    // The domain was sold: the new owner's proof stands there and ours does not.
    house.publish(theirs);
    verify(other, theirs).expect(200);
    JsonNode lost = read(admin, mine);
    assertEquals("revoked", lost.path("status").asText());
    assertEquals("taken_over", lost.path("reason").asText());
    assertEquals("proof_missing", verify(admin, mine).expect(409).code());
  }

  @Test
  void a_proof_that_is_lost_is_lost_after_three_days_and_no_sooner() {
    JsonNode domain = read(admin, first());
    rounds();
    house.clock.advance(Duration.ofHours(25));
    rounds();
    assertEquals("2026-11-22T10:00:00Z", read(admin, domain).path("checkedAt").asText());

    house.twin.names().put(domain.at("/record/name").asText(), List.of());
    house.clock.advance(Duration.ofHours(25));
    rounds();
    assertEquals("2026-11-23T11:00:00Z", read(admin, domain).path("missingSince").asText());
    house.clock.advance(Duration.ofHours(71));
    rounds();
    assertEquals("verified", read(admin, domain).path("status").asText());

    house.publish(domain);
    house.clock.advance(Duration.ofHours(2));
    rounds();
    assertTrue(read(admin, domain).path("missingSince").isNull());

    house.twin.names().put(domain.at("/record/name").asText(), List.of());
    house.clock.advance(Duration.ofHours(25));
    rounds();
    house.clock.advance(Duration.ofHours(73));
    rounds();
    JsonNode lost = read(admin, domain);
    assertEquals("revoked", lost.path("status").asText());
    assertEquals("proof_lost", lost.path("reason").asText());
    assertFalse(shown("tina@contoso.example"));

    house.publish(domain);
    assertEquals("verified", verify(admin, domain).expect(200).json().path("status").asText());
    assertTrue(shown("tina@contoso.example"));
  }

  @Test
  void silence_of_the_name_servers_is_no_evidence() {
    JsonNode domain = first();
    house.control("dns", "{'failing':'SERVFAIL'}");
    house.clock.advance(Duration.ofDays(30));
    rounds();
    JsonNode after = read(admin, domain);
    assertEquals("verified", after.path("status").asText());
    assertTrue(after.path("missingSince").isNull());
  }

  private JsonNode first() {
    return admin.http().get(PATH).expect(200).json().at("/items/0");
  }

  /** What the poller does for this tenant. */
  private void rounds() {
    var ground = house.web.ground.ground();
    ground.tenancy().run(admin.tenant(), () -> ground.signInWithMicrosoft().domains().recheck());
  }

  @Test
  void discovery_tells_of_domains_and_never_of_people() {
    house.user(admin.tenant(), "tina@contoso.example", Role.TECHNICIAN);
    house.user(admin.tenant(), "uwe@unclaimed.example", Role.TECHNICIAN);
    for (String email :
        List.of("tina@contoso.example", "nobody@CONTOSO.example.", "x@contoso.example")) {
      assertEquals(List.of("password", "microsoft"), methods(email), email);
    }
    for (String email :
        List.of(
            "uwe@unclaimed.example",
            "a@nowhere.example",
            "a@eu.contoso.example",
            "a@example",
            "a",
            "@contoso.example",
            "a@contoso.example@evil.example",
            "a@..",
            "ü@ß")) {
      assertEquals(List.of("password"), methods(email), email);
    }
    Got got = house.web.http().post("/api/auth/msp/sso/discover", "{\"mail\":\"x\"}");
    assertEquals("unknown_field", got.expect(422).code());
  }

  @Test
  void a_claim_shows_the_button_unless_another_claims_it_too_or_proves_it() {
    house.claim(admin, "squatted.example");
    assertTrue(shown("a@squatted.example"));
    JsonNode theirs = house.claim(other, "squatted.example");
    assertFalse(shown("a@squatted.example"));
    house.publish(theirs);
    verify(other, theirs).expect(200);
    assertTrue(shown("a@squatted.example"));
    other.http().post(PATH + "/" + id(theirs) + "/revocation", "").expect(200);
    assertTrue(shown("a@squatted.example"));
  }
}
