package io.concordat.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.identity.Role;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.oauth.OAuthStates.Draft;
import io.concordat.spi.oauth.OAuthStates.Issued;
import io.concordat.spi.oauth.OAuthStates.Taken;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A state is good once, for its purpose, for its tenant, for ten minutes. */
final class StoredStatesTest {
  private static final TestClock clock = new TestClock();
  private static final GroundFixture fixture = GroundFixture.open(clock);
  private static final TenantId tenant = fixture.tenant("ours");
  private static final UserId user = fixture.user(tenant, "t@example.com", Role.TECHNICIAN);
  private final StoredStates states = fixture.ground().oauthStates();

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void is_taken_once() {
    Issued issued = issue();
    Taken taken = states.take("calendar", issued.state(), Optional.empty()).orElseThrow();
    assertEquals(tenant, taken.tenant());
    assertEquals(user, taken.user());
    assertEquals("https://here/callback", taken.redirectUri());
    assertEquals("provider-1", taken.subject());
    assertEquals(issued.codeChallenge(), Pkce.challenge(taken.codeVerifier().reveal()));
    assertTrue(states.take("calendar", issued.state(), Optional.empty()).isEmpty());
    assertEquals("unknown", lastReason());
  }

  @Test
  void the_caller_of_its_tenant_may_take_it() {
    assertTrue(states.take("calendar", issue().state(), Optional.of(caller(tenant))).isPresent());
  }

  @Test
  void another_tenants_caller_is_refused_and_uses_it_up() {
    Issued issued = issue();
    TenantId other = fixture.tenant("other");
    assertTrue(states.take("calendar", issued.state(), Optional.of(caller(other))).isEmpty());
    assertEquals("foreign", lastReason());
    assertTrue(states.take("calendar", issued.state(), Optional.of(caller(tenant))).isEmpty());
  }

  @Test
  void one_of_a_browser_session_comes_back_in_that_session() {
    Caller here = session(UUID.randomUUID());
    Issued issued = issue(Draft.of("calendar", here, "https://here/callback", "provider-1"));
    for (Optional<Caller> other :
        List.of(
            Optional.<Caller>empty(),
            Optional.of(caller(tenant)),
            Optional.of(session(UUID.randomUUID())))) {
      assertTrue(states.take("calendar", issued.state(), other).isEmpty());
      assertEquals("other_browser", lastReason());
    }
    assertTrue(states.take("calendar", issued.state(), Optional.of(here)).isPresent());
    assertTrue(states.take("calendar", issued.state(), Optional.of(here)).isEmpty());
    assertEquals("unknown", lastReason());
  }

  @Test
  void one_of_an_api_token_may_come_back_in_any_browser() {
    Optional<Caller> browser = Optional.of(session(UUID.randomUUID()));
    assertTrue(states.take("calendar", issue().state(), browser).isPresent());
  }

  @Test
  void an_expired_one_is_refused() {
    Issued issued = issue();
    clock.advance(Duration.ofMinutes(10));
    assertTrue(states.take("calendar", issued.state(), Optional.empty()).isEmpty());
    assertEquals("expired", lastReason());
  }

  @Test
  void one_for_another_purpose_is_refused() {
    assertTrue(states.take("sign-in", issue().state(), Optional.empty()).isEmpty());
    assertEquals("purpose", lastReason());
  }

  @Test
  void an_unknown_one_is_refused() {
    assertTrue(states.take("calendar", "", Optional.empty()).isEmpty());
    assertTrue(states.take("calendar", "x".repeat(10_000), Optional.empty()).isEmpty());
    assertEquals("unknown", lastReason());
  }

  @Test
  void of_many_that_come_at_once_one_gets_it() throws Exception {
    Issued issued = issue();
    Callable<Boolean> take =
        () -> states.take("calendar", issued.state(), Optional.empty()).isPresent();
    List<Boolean> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> future : threads.invokeAll(Collections.nCopies(8, take))) {
        results.add(future.get());
      }
    }
    assertEquals(1, results.stream().filter(it -> it).count());
  }

  @Test
  void neither_state_nor_verifier_is_stored_in_clear() throws Exception {
    Issued issued = issue();
    assertNotEquals(issued.state(), issue().state());
    assertEquals(43, issued.state().length());
    List<String> stored =
        fixture.in(
            tenant,
            tx ->
                Statements.column(tx.connection(), "select oauth_states::text from oauth_states"));
    assertTrue(stored.stream().noneMatch(row -> row.contains(issued.state())));
  }

  @Test
  void old_ones_are_forgotten_with_the_next() {
    issue();
    clock.advance(Duration.ofMinutes(11));
    issue();
    assertEquals(
        List.of("1"), Statements.column(fixture, "select count(*) from route_oauth_states"));
  }

  private Issued issue() {
    return issue(new Draft("calendar", user, "https://here/callback", "provider-1"));
  }

  private Issued issue(Draft draft) {
    return fixture.in(tenant, tx -> states.issue(tx, draft));
  }

  private static Caller caller(TenantId of) {
    return new Caller(of, user, Set.of());
  }

  private static Caller session(UUID id) {
    return new Caller(tenant, user, Set.of(), Optional.of(id));
  }

  private static String lastReason() {
    return Statements.column(
            fixture, "select reason from security_log where kind = 'oauth_state' order by id desc")
        .getFirst();
  }
}
