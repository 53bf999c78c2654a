package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.identity.SignInLimits.Attempt;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts that every node shares, and that lock nobody out. */
final class SignInLimitsTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final SignInLimits limits = fixture.ground().identity().limits();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Attempt stranger(String email, String network) {
    return new Attempt(email, network, Optional.empty());
  }

  private static Attempt known(String email, String network) {
    return new Attempt(email, network, Optional.of("browser-1"));
  }

  private boolean passes(Attempt attempt) {
    return limits.use(attempt).isEmpty();
  }

  private void useUp(Attempt attempt) {
    for (int i = 0; i < SignInLimits.OF_AN_ADDRESS; i++) {
      assertTrue(passes(attempt));
    }
  }

  @Test
  void an_address_from_one_network_for_a_while() {
    Attempt attempt = stranger("a@x.com", "192.0.2.1");
    useUp(attempt);
    assertEquals(Optional.of(SignInLimits.WINDOW), limits.use(attempt));
    assertTrue(passes(stranger("b@x.com", "192.0.2.1")));
    assertTrue(passes(stranger("a@x.com", "192.0.2.2")));
    assertTrue(passes(known("a@x.com", "192.0.2.1")));
    clock.advance(SignInLimits.WINDOW.minusSeconds(1));
    assertEquals(Optional.of(Duration.ofSeconds(1)), limits.use(attempt), "waiting is not longer");
    clock.advance(Duration.ofSeconds(1));
    assertTrue(passes(attempt));
  }

  @Test
  void a_network_as_a_whole_but_not_the_browsers_that_were_here_before() {
    for (int i = 0; i < SignInLimits.OF_A_NETWORK; i++) {
      assertTrue(passes(stranger(i + "@x.com", "192.0.2.1")));
    }
    int rows = counts();
    assertEquals(Optional.of(SignInLimits.WINDOW), limits.use(stranger("new@x.com", "192.0.2.1")));
    assertEquals(rows, counts(), "what is refused fills no table");
    assertTrue(passes(known("0@x.com", "192.0.2.1")));
    assertTrue(passes(stranger("new@x.com", "192.0.2.2")));
  }

  @Test
  void the_right_password_gives_back_what_it_used() {
    for (int i = 0; i < 3 * SignInLimits.OF_A_NETWORK; i++) {
      Attempt attempt = stranger("a@x.com", "192.0.2.1");
      assertTrue(passes(attempt));
      limits.forgive(attempt);
    }
  }

  @Test
  void another_node_and_a_restart_know_the_counts() {
    Attempt attempt = stranger("a@x.com", "192.0.2.1");
    useUp(attempt);
    AcrossTenants across = fixture.ground().across();
    SignInLimits other = new SignInLimits(across, new InstallationKey(across), clock);
    assertTrue(other.use(attempt).isPresent());
  }

  @Test
  void what_is_over_is_forgotten_and_nobody_is_named() {
    useUp(stranger("a@x.com", "192.0.2.1"));
    List<String> rows =
        Statements.column(
            fixture, "select route_sign_in_attempts::text from route_sign_in_attempts");
    assertTrue(rows.stream().noneMatch(row -> row.contains("a@x.com") || row.contains("192.0")));
    assertEquals(0, limits.purge());
    clock.advance(SignInLimits.WINDOW);
    assertEquals(2, limits.purge());
  }

  private int counts() {
    return Integer.parseInt(
        Statements.column(fixture, "select count(*) from route_sign_in_attempts").getFirst());
  }
}
