package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session says who calls, until it is over. */
final class SessionsTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final TenantId tenant = fixture.tenant("ours");
  private final UserId user = fixture.user(tenant, "t@example.com", Role.TECHNICIAN);
  private final Sessions sessions = fixture.ground().sessions();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void names_tenant_user_permissions_and_itself() {
    Sessions.Opened opened = open();
    Caller caller =
        new Caller(tenant, user, Role.TECHNICIAN.permissions(), Optional.of(opened.id()));
    assertEquals(Optional.of(caller), who(opened));
    assertEquals(Optional.of(caller), who(opened), "also when it was just looked up");
    assertNotEquals(opened.cookie().reveal(), open().cookie().reveal());
  }

  @Test
  void ends_when_nobody_uses_it() {
    Sessions.Opened opened = open();
    clock.advance(Sessions.IDLE);
    assertTrue(who(opened).isEmpty());
  }

  @Test
  void use_prolongs_it_but_not_for_ever() {
    Sessions.Opened opened = open();
    Duration step = Sessions.IDLE.minusHours(1);
    Duration used = step;
    for (; used.compareTo(Sessions.LONGEST) < 0; used = used.plus(step)) {
      clock.advance(step);
      assertTrue(who(opened).isPresent(), used.toString());
    }
    clock.advance(step);
    assertTrue(who(opened).isEmpty());
  }

  @Test
  void a_closed_one_is_worthless_at_once() {
    Sessions.Opened opened = open();
    Sessions.Opened other = open();
    assertTrue(who(opened).isPresent());
    assertTrue(closed(tenant, opened));
    assertTrue(who(opened).isEmpty());
    assertFalse(closed(tenant, opened));
    assertTrue(who(other).isPresent());
    assertEquals(1, closedAll(tenant));
    assertTrue(who(other).isEmpty());
  }

  @Test
  void another_tenant_cannot_close_it() {
    Sessions.Opened opened = open();
    TenantId other = fixture.tenant("other");
    assertFalse(closed(other, opened));
    assertEquals(0, closedAll(other));
    assertTrue(who(opened).isPresent());
  }

  @Test
  void an_inactive_user_and_a_customer_have_none() {
    Sessions.Opened opened = open();
    assertTrue(who(opened).isPresent());
    fixture.in(tenant, tx -> fixture.ground().users().setActive(tx, user, false));
    assertTrue(who(opened).isEmpty());
    UserId customer = fixture.user(tenant, "c@example.com", Role.CLIENT_PORTAL);
    assertTrue(who(fixture.in(tenant, tx -> sessions.open(tx, customer, "password"))).isEmpty());
  }

  @Test
  void the_one_used_least_recently_makes_room() {
    Sessions.Opened first = open();
    Sessions.Opened second = open();
    clock.advance(Sessions.GRAIN);
    assertTrue(who(first).isPresent());
    clock.advance(Sessions.GRAIN);
    for (int i = 0; i < Sessions.MOST - 1; i++) {
      open();
    }
    assertEquals(Sessions.MOST, fixture.in(tenant, tx -> sessions.of(tx, user)).size());
    assertTrue(who(first).isPresent());
    assertTrue(who(second).isEmpty());
  }

  @Test
  void what_is_over_is_forgotten() {
    open();
    clock.advance(Sessions.IDLE);
    Sessions.Opened fresh = open();
    assertEquals(List.of("1"), Statements.column(fixture, "select count(*) from route_sessions"));
    assertEquals(0, purged());
    clock.advance(Sessions.LONGEST);
    assertEquals(1, purged());
    assertTrue(who(fresh).isEmpty());
  }

  @Test
  void only_a_hash_is_stored() {
    Sessions.Opened opened = open();
    List<String> stored =
        fixture.in(
            tenant,
            tx -> Statements.column(tx.connection(), "select sessions::text from sessions"));
    assertEquals(1, stored.size());
    assertFalse(stored.getFirst().contains(opened.cookie().reveal()));
    assertFalse(opened.toString().contains(opened.cookie().reveal()));
  }

  @Test
  void nonsense_is_nobody() {
    for (String cookie : new String[] {"", "x", "ccs_", "ccs_" + "x".repeat(1_000), "ccs_\0"}) {
      assertTrue(sessions.authenticate(cookie).isEmpty());
    }
  }

  private boolean closed(TenantId as, Sessions.Opened opened) {
    return fixture.in(as, tx -> sessions.close(tx, opened.id()));
  }

  private int closedAll(TenantId as) {
    return fixture.in(as, tx -> sessions.closeAll(tx, user));
  }

  private int purged() {
    return fixture.in(tenant, sessions::purge);
  }

  private Sessions.Opened open() {
    return fixture.in(tenant, tx -> sessions.open(tx, user, "password"));
  }

  private Optional<Caller> who(Sessions.Opened opened) {
    return sessions.authenticate(opened.cookie().reveal());
  }
}
