package io.concordat.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.identity.Role;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** No tenant sees or touches a row of another, whatever the statement says. */
final class IsolationTest {
  private static final GroundFixture fixture = GroundFixture.open();
  private static final TenantId ours = fixture.tenant("ours");
  private static final TenantId theirs = fixture.tenant("theirs");

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void every_table_is_protected_or_on_the_list() throws Exception {
    try (Connection owner = fixture.owner()) {
      assertEquals(Set.of(), Isolation.unprotected(owner));
      Set<String> exempt =
          strings(
              owner,
              """
              select relname from pg_class where relnamespace = 'public'::regnamespace
              and relkind in ('r', 'p') and not relforcerowsecurity""");
      assertEquals(new TreeSet<>(Isolation.EXEMPT), exempt);
    }
  }

  @Test
  void every_key_of_a_tenant_table_begins_with_the_tenant() throws Exception {
    try (Connection owner = fixture.owner()) {
      Set<String> wrong =
          strings(
              owner,
              """
              select c.relname || '.' || i.indexrelid::regclass from pg_index i
              join pg_class c on c.oid = i.indrelid and c.relforcerowsecurity
              where i.indisunique and c.relnamespace = 'public'::regnamespace and not exists (
                select from pg_attribute a where a.attrelid = c.oid
                  and a.attnum = i.indkey[0] and a.attname = 'tenant_id')
              union all
              select c.relname || '.' || k.conname from pg_constraint k
              join pg_class c on c.oid = k.conrelid and c.relforcerowsecurity
              where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and not exists (
                select from pg_attribute a where a.attrelid = c.oid
                  and a.attnum = k.conkey[1] and a.attname = 'tenant_id')""");
      assertEquals(Set.of(), wrong);
    }
  }

  @Test
  void the_running_role_owns_nothing_and_cannot_bypass() throws Exception {
    try (Connection owner = fixture.owner()) {
      assertTrue(io.concordat.sql.RunningRole.confined(owner, fixture.database().app().name()));
    }
  }

  @Test
  void without_a_tenant_there_are_no_rows_and_no_writes() throws Exception {
    fixture.user(ours, "alone@example.com", Role.TECHNICIAN);
    try (Connection none = fixture.ground().pool().getConnection()) {
      assertEquals(Set.of(), strings(none, "select email from users"));
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  none.createStatement()
                      .execute(
                          "insert into users (tenant_id, id, email, name, role, created_at) values ('%s', gen_random_uuid(), 'x@y', 'x', 'admin', '2026-01-01')"
                              .formatted(ours)));
      assertEquals("42501", refused.getSQLState());
    }
  }

  @Test
  void a_code_path_without_a_tenant_throws_before_it_takes_a_connection() {
    assertThrows(IllegalStateException.class, () -> fixture.ground().transactions().run(tx -> {}));
  }

  @Test
  void the_setting_does_not_outlive_its_transaction() throws Exception {
    fixture.user(ours, "stays@example.com", Role.TECHNICIAN);
    // More often than the pool has connections, so that each is used again.
    for (int i = 0; i < 30; i++) {
      fixture.in(ours, tx -> tx);
      try (Connection none = fixture.ground().pool().getConnection()) {
        assertEquals(Set.of(), strings(none, "select email from users"));
      }
    }
  }

  @Test
  void another_tenants_rows_are_neither_read_nor_changed() {
    UserId user = fixture.user(ours, "mine@example.com", Role.TECHNICIAN);
    fixture.in(
        theirs,
        tx -> {
          assertTrue(fixture.ground().users().find(tx, user).isEmpty());
          assertEquals(Map.of(), fixture.ground().users().byEmail(tx, Set.of("mine@example.com")));
          try (var update =
              tx.connection().prepareStatement("update users set name = 'x' where id = ?")) {
            update.setObject(1, user.value());
            assertEquals(0, update.executeUpdate());
          }
          return true;
        });
  }

  @Test
  void a_row_cannot_be_moved_to_another_tenant() {
    fixture.user(ours, "moves@example.com", Role.TECHNICIAN);
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                fixture.in(
                    ours,
                    tx -> {
                      try (var update =
                          tx.connection().prepareStatement("update users set tenant_id = ?")) {
                        update.setObject(1, theirs.value());
                        return update.executeUpdate();
                      }
                    }));
    assertTrue(String.valueOf(thrown.getMessage()).contains("row-level security"));
  }

  private static Set<String> strings(Connection connection, String sql) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
