package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token says who calls, and takes away, never adds. */
final class TokensTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final TenantId tenant = fixture.tenant("ours");
  private final UserId admin = fixture.user(tenant, "Admin@Example.com", Role.ADMIN);
  private final UserId technician = fixture.user(tenant, "tech@example.com", Role.TECHNICIAN);
  private final Tokens tokens = fixture.ground().tokens();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void names_tenant_user_and_permissions() {
    Caller caller = authenticate(create(admin, Optional.empty(), Optional.empty())).orElseThrow();
    assertEquals(new Caller(tenant, admin, Permissions.ALL), caller);
  }

  @Test
  void scopes_narrow_and_never_widen() {
    Tokens.Created narrow =
        create(
            technician,
            Optional.of(List.of(Permissions.SCHEDULE_READ, Permissions.USERS_MANAGE)),
            Optional.empty());
    assertEquals(
        Set.of(Permissions.SCHEDULE_READ), authenticate(narrow).orElseThrow().permissions());
    Tokens.Created none = create(technician, Optional.of(List.of()), Optional.empty());
    assertEquals(Set.of(), authenticate(none).orElseThrow().permissions());
    UserId portal = fixture.user(tenant, "customer@example.com", Role.CLIENT_PORTAL);
    Tokens.Created all = create(portal, Optional.empty(), Optional.empty());
    assertEquals(Set.of(), authenticate(all).orElseThrow().permissions());
    assertThrows(
        IllegalArgumentException.class,
        () -> new NewToken(admin, "t", Optional.of(List.of("everything")), Optional.empty()));
  }

  @Test
  void a_revoked_one_is_worthless_at_once() {
    Tokens.Created token = create(admin, Optional.empty(), Optional.empty());
    assertTrue(authenticate(token).isPresent());
    assertTrue(revoke(tenant, token));
    assertTrue(authenticate(token).isEmpty());
    assertFalse(revoke(tenant, token));
  }

  @Test
  void another_tenant_cannot_revoke_it() {
    Tokens.Created token = create(admin, Optional.empty(), Optional.empty());
    TenantId other = fixture.tenant("other");
    assertFalse(revoke(other, token));
    assertTrue(authenticate(token).isPresent());
  }

  @Test
  void an_expired_one_is_worthless_also_when_it_was_just_used() {
    Instant end = clock.instant().plusSeconds(1);
    Tokens.Created token = create(admin, Optional.empty(), Optional.of(end));
    assertTrue(authenticate(token).isPresent());
    clock.advance(Duration.ofSeconds(1));
    assertTrue(authenticate(token).isEmpty());
  }

  @Test
  void an_inactive_user_has_no_tokens_at_once() {
    Tokens.Created token = create(technician, Optional.empty(), Optional.empty());
    assertTrue(authenticate(token).isPresent());
    fixture.in(tenant, tx -> fixture.ground().users().setActive(tx, technician, false));
    assertTrue(authenticate(token).isEmpty());
  }

  @Test
  void nonsense_is_nobody() {
    for (String token : new String[] {"", "x", "cct_", "cct_" + "x".repeat(1_000), "cct_\0"}) {
      assertTrue(tokens.authenticate(token).isEmpty());
    }
  }

  @Test
  void only_a_hash_is_stored() {
    Tokens.Created token = create(admin, Optional.empty(), Optional.empty());
    String clear = token.token().reveal();
    List<String> stored =
        fixture.in(
            tenant,
            tx -> Statements.column(tx.connection(), "select api_tokens::text from api_tokens"));
    assertTrue(stored.stream().noneMatch(row -> row.contains(clear)));
    assertFalse(token.toString().contains(clear));
  }

  @Test
  void users_are_found_by_address_without_case_and_customers_are_not() {
    fixture.user(tenant, "portal@example.com", Role.CLIENT_PORTAL);
    Map<String, UserId> found =
        fixture.in(
            tenant,
            tx ->
                fixture
                    .ground()
                    .users()
                    .byEmail(
                        tx,
                        List.of(
                            "ADMIN@example.com", " tech@EXAMPLE.com", "portal@example.com", "no")));
    assertEquals(Map.of("admin@example.com", admin, "tech@example.com", technician), found);
  }

  @Test
  void an_address_is_taken_once_a_tenant() {
    NewUser twin = new NewUser("TECH@example.com", "Twin", Role.TECHNICIAN, Optional.empty());
    assertTrue(fixture.in(tenant, tx -> fixture.ground().users().create(tx, twin)).isEmpty());
    TenantId other = fixture.tenant("other");
    assertTrue(fixture.in(other, tx -> fixture.ground().users().create(tx, twin)).isPresent());
    for (String bad : new String[] {"", "x", "a b@c", "a@", "@b", "a@b@c", "<a@b>"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new NewUser(bad, "Name", Role.ADMIN, Optional.empty()),
          bad);
    }
  }

  @Test
  void a_password_is_hashed_and_matches_itself_only() {
    Passwords passwords = fixture.ground().identity().passwords();
    Secret password = Passwords.generate();
    String hash = passwords.hash("a@x.com", password);
    assertTrue(hash.startsWith("$argon2id$v=19$"));
    assertEquals(
        Optional.of(List.of(true, false, true)),
        passwords.check(
            "a@x.com", password, List.of(hash, "plain", hash), Passwords.Lane.STRANGER));
    assertEquals(
        Optional.of(List.of(false)),
        passwords.check("a@x.com", Secret.of("other"), List.of(hash), Passwords.Lane.STRANGER));
  }

  private Tokens.Created create(
      UserId user, Optional<List<String>> scopes, Optional<Instant> expires) {
    NewToken draft = new NewToken(user, "test", scopes, expires);
    return fixture.in(tenant, tx -> tokens.create(tx, draft));
  }

  private boolean revoke(TenantId as, Tokens.Created token) {
    return fixture.in(as, tx -> tokens.revoke(tx, token.id()));
  }

  private Optional<Caller> authenticate(Tokens.Created token) {
    return tokens.authenticate(token.token().reveal());
  }
}
