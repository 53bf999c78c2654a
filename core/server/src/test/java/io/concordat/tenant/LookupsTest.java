package io.concordat.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.identity.Role;
import io.concordat.spi.tenant.TenantId;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Queries in one round trip see what a transaction of the tenant sees, and leave nothing behind.
 */
class LookupsTest {
  private static final GroundFixture fixture = GroundFixture.open();
  private static final TenantId ours = fixture.tenant("ours");
  private static final TenantId theirs = fixture.tenant("theirs");
  private static final String EMAILS = "select string_agg(email, ' ' order by email) from users";

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static Optional<String> emails(Lookups lookups, TenantId tenant) {
    return fixture
        .ground()
        .tenancy()
        .in(
            tenant,
            () -> lookups.first(EMAILS, List.of(), row -> String.valueOf(row.getString(1))));
  }

  @Test
  void showOnlyTheBoundTenantsRowsAndLeaveTheConnectionWithoutAny() throws Exception {
    fixture.user(ours, "a@ours.example", Role.ADMIN);
    fixture.user(theirs, "b@theirs.example", Role.ADMIN);
    try (Connection connection = fixture.ground().pool().getConnection()) {
      var lookups = new Lookups(fixture.ground().tenancy(), new Single(connection).source());
      // Often enough for the driver to prepare it at the server.
      for (int i = 0; i < 12; i++) {
        assertEquals(Optional.of("a@ours.example"), emails(lookups, ours));
        assertEquals(List.of("null"), Statements.column(connection, EMAILS));
        assertEquals(Optional.of("b@theirs.example"), emails(lookups, theirs));
        assertEquals(
            List.of(""),
            Statements.column(connection, "select current_setting('app.tenant_id', true)"));
      }
      String broken = "select 1 / (length(?) - 1)";
      assertThrows(
          RuntimeException.class,
          () ->
              fixture
                  .ground()
                  .tenancy()
                  .in(ours, () -> lookups.first(broken, List.of("x"), row -> row.getInt(1))));
      assertEquals(List.of("null"), Statements.column(connection, EMAILS));
    }
  }

  @Test
  void needATenantThatIsThereAndNoOpenTransaction() {
    Lookups lookups = new Lookups(fixture.ground().tenancy(), fixture.ground().pool());
    assertThrows(
        IllegalStateException.class, () -> lookups.first(EMAILS, List.of(), row -> "none"));
    TenantId gone = fixture.tenant("gone");
    new Erasure(fixture.ground().across(), fixture.ground().clock()).begin(gone);
    assertThrows(TenantGone.class, () -> emails(lookups, gone));
    assertThrows(IllegalStateException.class, () -> fixture.in(ours, tx -> emails(lookups, ours)));
    assertEquals(
        Optional.empty(),
        fixture
            .ground()
            .tenancy()
            .in(ours, () -> lookups.first("select 1 where false", List.of(), row -> "none")));
  }

  /** A pool of one that nobody gives back. */
  private record Single(Connection connection) {
    DataSource source() {
      return (DataSource)
          Proxy.newProxyInstance(
              Single.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> kept());
    }

    private Connection kept() {
      return (Connection)
          Proxy.newProxyInstance(
              Single.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (self, method, arguments) ->
                  method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }
  }
}
