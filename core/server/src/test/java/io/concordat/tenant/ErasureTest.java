package io.concordat.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.Ground;
import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.identity.Role;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.oauth.OAuthStates;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a deletion nothing is left of the tenant, and everything of the others. */
final class ErasureTest {
  private final GroundFixture fixture = GroundFixture.open();
  private final Ground ground = fixture.ground();
  private final Erasure erasure = new Erasure(ground.across(), ground.clock());
  private final TenantId ours = filled("ours");
  private final TenantId theirs = filled("theirs");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void no_row_is_left_and_no_other_is_touched() throws Exception {
    Map<String, Long> before = rows(theirs);
    assertTrue(rows(ours).keySet().containsAll(List.of("api_tokens", "outbox", "tenant_keys")));
    assertTrue(rows(ours).size() >= 11, rows(ours).toString());

    erasure.begin(ours);
    Map<String, Long> deleted = erasure.erase(ours);

    assertEquals(Map.of(), rows(ours));
    assertEquals(before, rows(theirs));
    assertEquals(Optional.empty(), ground.tenants().name(ours));
    assertEquals(1, deleted.get("tenant_keys"));
    assertTrue(
        fixture.<Boolean>in(theirs, tx -> ground.googleApps().find(tx, "calendar").isPresent()));
  }

  @Test
  void nobody_works_for_it_from_the_first_moment() {
    String token = token(ours);
    assertTrue(ground.tokens().authenticate(token).isPresent());
    erasure.begin(ours);
    assertThrows(TenantGone.class, () -> fixture.in(ours, tx -> true));
    assertFalse(ground.tenants().all().contains(ours));
    // Its name is still known, so that the deletion can be finished.
    assertEquals(Optional.of("ours"), ground.tenants().name(ours));
    assertTrue(fixture.<Boolean>in(theirs, tx -> true));
  }

  @Test
  void what_a_crash_leaves_the_next_run_deletes_and_the_key_goes_first() throws Exception {
    try (Connection owner = fixture.owner();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "create function no() returns trigger language plpgsql as 'begin raise exception ''no''; end'");
      statement.execute(
          "create trigger no before delete on users for each row execute function no()");
      erasure.begin(ours);
      assertThrows(IllegalStateException.class, () -> erasure.erase(ours));
      Map<String, Long> left = rows(ours);
      assertFalse(left.containsKey("tenant_keys"), "the key is still there");
      assertTrue(left.containsKey("users"), "deleted all the same: no test");
      statement.execute("drop trigger no on users");
    }
    erasure.begin(ours);
    erasure.erase(ours);
    assertEquals(Map.of(), rows(ours));
    assertEquals(0, erasure.erase(ours).size());
  }

  private String token(TenantId tenant) {
    UserId user = fixture.user(tenant, "token@example.com", Role.ADMIN);
    return fixture.token(tenant, user).token().reveal();
  }

  /** A row in as many tables as core can fill by itself. */
  private TenantId filled(String name) {
    TenantId tenant = fixture.tenant(name);
    UserId user = fixture.user(tenant, "a@example.com", Role.ADMIN);
    fixture.token(tenant, user);
    ground.jobs().request("calendar-run", tenant, "x", Instant.EPOCH);
    return fixture.in(tenant, tx -> fill(tx, user));
  }

  private TenantId fill(Tx tx, UserId user) throws Exception {
    ground.googleApps().put(tx, new GoogleApp("client", Secret.of("s")));
    ground.oauthStates().issue(tx, new OAuthStates.Draft("p", user, "http://x", "s"));
    ground.outbox().append(tx, new Event("A", user.value(), "test", Map.of()));
    ground.audit().record(tx, new Audit.Entry(Optional.of(user), "a", "s", "ok", Map.of()));
    ground
        .channels()
        .open(
            tx, tx.tenant() + "-c", UUID.randomUUID(), "s", Instant.parse("2100-01-01T00:00:00Z"));
    ground.sessions().open(tx, user, "password");
    try (Statement statement = tx.connection().createStatement()) {
      statement.execute(
          "insert into schedule_settings values ('%s', 'ticket', '2026-01-01')"
              .formatted(tx.tenant()));
    }
    return tx.tenant();
  }

  /** From the catalogue: how many rows each table has of the tenant, jobs included. */
  private Map<String, Long> rows(TenantId tenant) throws Exception {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection owner = fixture.owner();
        Statement statement = owner.createStatement()) {
      statement.execute("select set_config('app.tenant_id', '" + tenant + "', false)");
      for (String table :
          Statements.column(
              owner,
              """
              select table_name from information_schema.columns join information_schema.tables
                using (table_schema, table_name)
              where table_schema = 'public' and column_name = 'tenant_id'
                and table_type = 'BASE TABLE'""")) {
        rows.put(table, count(owner, table + " where tenant_id = '" + tenant + "'"));
      }
      rows.put(
          "scheduled_tasks",
          count(owner, "scheduled_tasks where task_instance like '" + tenant + ":%'"));
    }
    rows.values().removeIf(count -> count == 0);
    return rows;
  }

  private static long count(Connection owner, String from) throws Exception {
    return Long.parseLong(Statements.column(owner, "select count(*) from " + from).getFirst());
  }
}
