package io.concordat.identity;

import io.concordat.spi.identity.Users.User;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code users}. */
final class UserRows {
  private static final String COLUMNS = "id, email, name, role, active";

  private UserRows() {}

  record Row(User user, Role role) {}

  /** False when the tenant has a user of that address already. */
  static boolean insert(Tx tx, User user, Role role, Optional<String> passwordHash, Instant at) {
    return Handles.of(tx)
            .createUpdate(
                """
                insert into users (tenant_id, id, email, name, role, active, password_hash, created_at)
                values (:tenant, :id, :email, :name, :role, :active, :hash, :at)
                on conflict (tenant_id, email) do nothing""")
            .bind("tenant", tx.tenant().value())
            .bind("id", user.id().value())
            .bind("email", user.email())
            .bind("name", user.name())
            .bind("role", role.stored())
            .bind("active", user.active())
            .bind("hash", passwordHash.orElse(null))
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  static boolean setActive(Tx tx, UserId id, boolean active) {
    return Handles.of(tx)
            .createUpdate(
                "update users set active = :active where tenant_id = :tenant and id = :id")
            .bind("tenant", tx.tenant().value())
            .bind("id", id.value())
            .bind("active", active)
            .execute()
        == 1;
  }

  static Optional<Row> find(Tx tx, UserId id) {
    return Handles.of(tx)
        .createQuery("select " + COLUMNS + " from users where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id.value())
        .map((rows, context) -> row(rows))
        .findOne();
  }

  static List<Row> page(Tx tx, String afterEmail, int limit) {
    return Handles.of(tx)
        .createQuery(
            "select "
                + COLUMNS
                + " from users where tenant_id = :tenant and email > :after"
                + " order by email limit :limit")
        .bind("tenant", tx.tenant().value())
        .bind("after", afterEmail)
        .bind("limit", limit)
        .map((rows, context) -> row(rows))
        .list();
  }

  static List<Row> byEmail(Tx tx, Collection<String> emails) {
    return Handles.of(tx)
        .createQuery(
            "select "
                + COLUMNS
                + " from users where tenant_id = :tenant and email = any(:emails) and active")
        .bind("tenant", tx.tenant().value())
        .bindArray("emails", String.class, emails.toArray())
        .map((rows, context) -> row(rows))
        .list();
  }

  private static Row row(ResultSet rows) throws SQLException {
    User user =
        new User(
            new UserId(rows.getObject("id", UUID.class)),
            rows.getString("email"),
            rows.getString("name"),
            rows.getBoolean("active"));
    return new Row(user, Role.stored(rows.getString("role")));
  }
}
