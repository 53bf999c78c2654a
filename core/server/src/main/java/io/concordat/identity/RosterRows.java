package io.concordat.identity;

import io.concordat.spi.identity.Users.User;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of looking through {@code users}. */
final class RosterRows {
  private static final String SELECT =
      """
      select id, email, name, role, active, version, signed_in_at from users
      where tenant_id = :tenant""";

  private RosterRows() {}

  static List<Roster.Entry> find(Tx tx, Roster.Search search) {
    return Handles.of(tx)
        .createQuery(
            SELECT
                + """
                 and (:text = '' or position(lower(:text) in lower(name)) > 0
                    or position(lower(:text) in email) > 0)
                  and role = coalesce(cast(:role as text), role)
                  and active = coalesce(cast(:active as boolean), active)
                order by lower(name), email offset :offset limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bind("text", search.text())
        .bind("role", search.role().map(Role::stored).orElse(null))
        .bind("active", search.active().orElse(null))
        .bind("offset", search.offset())
        .bind("limit", search.limit())
        .map((rows, context) -> entry(rows))
        .list();
  }

  static Optional<Roster.Entry> find(Tx tx, UserId id) {
    return Handles.of(tx)
        .createQuery(SELECT + " and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id.value())
        .map((rows, context) -> entry(rows))
        .findOne();
  }

  private static Roster.Entry entry(ResultSet rows) throws SQLException {
    User user =
        new User(
            new UserId(rows.getObject("id", UUID.class)),
            rows.getString("email"),
            rows.getString("name"),
            rows.getBoolean("active"));
    return new Roster.Entry(
        user,
        Role.stored(rows.getString("role")),
        rows.getLong("version"),
        Optional.ofNullable(rows.getObject("signed_in_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
