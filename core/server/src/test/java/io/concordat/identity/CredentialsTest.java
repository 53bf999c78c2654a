package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.identity.Credentials.Outcome;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codes that set a password do not last, and are kept as hashes. */
final class CredentialsTest {
  private static final Secret FRESH = Secret.of("a long password");
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final TenantId tenant = fixture.tenant("ours");
  private final UserId user = fixture.user(tenant, "t@example.com", Role.TECHNICIAN);
  private final Credentials credentials = fixture.ground().identity().credentials();

  @AfterEach
  void close() {
    fixture.close();
  }

  private String issue() {
    return fixture.in(tenant, tx -> credentials.issue(tx, user)).code().reveal();
  }

  @Test
  void a_code_is_good_for_a_day() {
    String code = issue();
    clock.advance(Credentials.RESET);
    assertInstanceOf(Outcome.Wrong.class, credentials.redeem(code, FRESH));
    String other = issue();
    clock.advance(Credentials.RESET.minusSeconds(1));
    assertInstanceOf(Outcome.Done.class, credentials.redeem(other, FRESH));
  }

  @Test
  void a_code_of_somebody_who_became_inactive_is_worthless() {
    String code = issue();
    fixture.in(tenant, tx -> fixture.ground().users().setActive(tx, user, false));
    assertInstanceOf(Outcome.Wrong.class, credentials.redeem(code, FRESH));
  }

  @Test
  void an_unknown_code_costs_no_computation() {
    long before = fixture.ground().identity().passwords().computed();
    assertInstanceOf(Outcome.Wrong.class, credentials.redeem("ccr_" + "x".repeat(43), FRESH));
    assertEquals(before, fixture.ground().identity().passwords().computed());
  }

  @Test
  void only_hashes_are_stored() {
    String code = issue();
    List<String> stored =
        fixture.in(
            tenant,
            tx ->
                Statements.column(
                    tx.connection(), "select password_resets::text from password_resets"));
    assertEquals(1, stored.size());
    assertEquals(-1, stored.getFirst().indexOf(code));
  }
}
