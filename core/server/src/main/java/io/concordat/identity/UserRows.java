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
  private static final String COLUMNS = "id, email, name, role, active, version";

  private UserRows() {}

  record Row(User user, Role role, long version) {}

  /** False when the tenant has a user of that address already. */
  static boolean insert(
      Tx tx, User user, Role role, Optional<String> passwordHash, byte[] name, Instant at) {
    return Handles.of(tx)
            .createUpdate(
                """
                with made as (
                  insert into users
                    (tenant_id, id, email, name, role, active, password_hash, created_at)
                  values (:tenant, :id, :email, :name, :role, :active, :hash, :at)
                  on conflict (tenant_id, email) do nothing returning tenant_id, id)
                insert into route_sign_in_names (hash, tenant_id, user_id)
                select :signInName, tenant_id, id from made""")
            .bind("tenant", tx.tenant().value())
            .bind("id", user.id().value())
            .bind("email", user.email())
            .bind("name", user.name())
            .bind("role", role.stored())
            .bind("active", user.active())
            .bind("hash", passwordHash.orElse(null))
            .bind("signInName", name)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  /** Changes of users happen one after the other: the last administrator must stay one. */
  static void lockAll(Tx tx) {
    Handles.of(tx)
        .createQuery("select 1 from tenants where id = :tenant for no key update")
        .bind("tenant", tx.tenant().value())
        .mapTo(Integer.class)
        .list();
  }

  static boolean otherAdministrators(Tx tx, UserId id) {
    return Handles.of(tx)
        .createQuery(
            """
            select exists (select from users
              where tenant_id = :tenant and id <> :id and role = 'admin' and active)""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }

  static void update(Tx tx, User user, Role role) {
    Handles.of(tx)
        .createUpdate(
            """
            update users set name = :name, role = :role, active = :active, version = version + 1
            where tenant_id = :tenant and id = :id""")
        .bind("tenant", tx.tenant().value())
        .bind("id", user.id().value())
        .bind("name", user.name())
        .bind("role", role.stored())
        .bind("active", user.active())
        .execute();
  }

  static void setPassword(Tx tx, UserId id, String hash) {
    Handles.of(tx)
        .createUpdate(
            "update users set password_hash = :hash where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id.value())
        .bind("hash", hash)
        .execute();
  }

  static Optional<Account> account(Tx tx, UserId id) {
    return account(tx, id, "");
  }

  /** As it stays until the transaction ends. */
  static Optional<Account> lockedAccount(Tx tx, UserId id) {
    return account(tx, id, " for no key update");
  }

  private static Optional<Account> account(Tx tx, UserId id, String lock) {
    return Handles.of(tx)
        .createQuery(
            """
            select id, email, role, active, password_hash from users
            where tenant_id = :tenant and id = :id"""
                + lock)
        .bind("tenant", tx.tenant().value())
        .bind("id", id.value())
        .map(
            (rows, context) ->
                new Account(
                    tx.tenant(),
                    id,
                    rows.getString("email"),
                    Role.stored(rows.getString("role")),
                    rows.getBoolean("active"),
                    Optional.ofNullable(rows.getString("password_hash"))))
        .findOne();
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

  static List<Row> among(Tx tx, Collection<UserId> ids) {
    return Handles.of(tx)
        .createQuery(
            "select " + COLUMNS + " from users where tenant_id = :tenant and id = any(:ids)")
        .bind("tenant", tx.tenant().value())
        .bindArray("ids", UUID.class, ids.stream().map(UserId::value).toArray())
        .map((rows, context) -> row(rows))
        .list();
  }

  static List<Row> byEmail(Tx tx, Collection<String> emails) {
    return named(tx, emails).stream().filter(row -> row.user().active()).toList();
  }

  static List<Row> named(Tx tx, Collection<String> emails) {
    return Handles.of(tx)
        .createQuery(
            "select " + COLUMNS + " from users where tenant_id = :tenant and email = any(:emails)")
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
    return new Row(user, Role.stored(rows.getString("role")), rows.getLong("version"));
  }
}
