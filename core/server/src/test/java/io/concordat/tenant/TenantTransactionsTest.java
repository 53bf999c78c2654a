package io.concordat.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.spi.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Committed or not at all, with its tenant, on one connection. */
final class TenantTransactionsTest {
  private static final GroundFixture fixture = GroundFixture.open();
  private static final TenantId tenant = fixture.tenant("ours");
  private final TenantTransactions transactions = fixture.ground().transactions();
  private final ScopedTenancy tenancy = fixture.ground().tenancy();

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void tasks_run_after_the_commit_and_can_open_another_transaction() {
    List<String> said = new ArrayList<>();
    fixture.in(
        tenant,
        tx -> {
          tx.afterCommit(() -> said.add("after"));
          tx.afterCommit(
              () -> {
                throw new IllegalStateException("only logged");
              });
          tx.afterCommit(() -> transactions.run(other -> said.add("another")));
          said.add("work");
          return true;
        });
    assertEquals(List.of("work", "after", "another"), said);
  }

  @Test
  void nothing_is_left_of_a_failed_one() {
    List<String> said = new ArrayList<>();
    UncheckedIOException thrown =
        assertThrows(
            UncheckedIOException.class,
            () ->
                fixture.in(
                    tenant,
                    tx -> {
                      tx.afterCommit(() -> said.add("after"));
                      insertKey(tx.connection());
                      throw new IOException("checked");
                    }));
    assertEquals("java.io.IOException: checked", String.valueOf(thrown.getMessage()));
    assertEquals(List.of(), said);
    assertEquals("0", keys());
  }

  @Test
  void a_statement_that_failed_fails_the_whole() {
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                fixture.in(
                    tenant,
                    tx -> {
                      insertKey(tx.connection());
                      return Handles.of(tx)
                          .createQuery("select nonsense")
                          .mapTo(String.class)
                          .one();
                    }));
    assertInstanceOf(SQLException.class, thrown.getCause());
    assertEquals("0", keys());
    // The connection went back to the pool in order.
    assertEquals("0", keys());
  }

  @Test
  void a_second_one_inside_is_an_error_not_a_deadlock() {
    fixture.in(
        tenant,
        tx -> {
          assertThrows(IllegalStateException.class, () -> transactions.run(other -> {}));
          return true;
        });
  }

  @Test
  void the_lent_executor_carries_the_tenant_and_a_new_thread_does_not() throws Exception {
    Future<TenantId> carried =
        tenancy.in(tenant, () -> tenancy.executor().submit(tenancy::current));
    assertEquals(tenant, carried.get());
    Future<Boolean> unbound = tenancy.executor().submit(tenancy::bound);
    assertFalse(unbound.get());
    List<Boolean> bound = new ArrayList<>();
    tenancy.run(
        tenant,
        () -> {
          Thread thread = Thread.ofVirtual().start(() -> bound.add(tenancy.bound()));
          joined(thread);
        });
    assertEquals(List.of(false), bound);
  }

  @Test
  void a_reason_has_to_be_given_to_cross_tenants() {
    assertThrows(IllegalArgumentException.class, () -> fixture.ground().across().because(" "));
    assertTrue(fixture.ground().tenants().all().contains(tenant));
  }

  private static void joined(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insertKey(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into tenant_keys values (?, 1, ''::bytea, '2026-01-01')")) {
      statement.setObject(1, tenant.value());
      statement.executeUpdate();
    }
  }

  private static String keys() {
    return fixture.in(
        tenant,
        tx -> Statements.column(tx.connection(), "select count(*) from tenant_keys").getFirst());
  }
}
