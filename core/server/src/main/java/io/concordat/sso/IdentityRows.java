package io.concordat.sso;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** SQL of {@code user_microsoft_identities}. */
final class IdentityRows {
  private static final String SELECT =
      """
      select user_id, directory_id, object_id, linked_by, version, linked_at
      from user_microsoft_identities where tenant_id = :tenant""";

  private IdentityRows() {}

  static Optional<Identity> of(Tx tx, UserId user) {
    return Handles.of(tx)
        .createQuery(SELECT + " and user_id = :user")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .map((rows, context) -> identity(rows))
        .findOne();
  }

  static Set<UserId> linked(Tx tx, Collection<UserId> users) {
    return Handles.of(tx)
        .createQuery(
            """
            select user_id from user_microsoft_identities
            where tenant_id = :tenant and user_id = any(:users)""")
        .bind("tenant", tx.tenant().value())
        .bindArray("users", UUID.class, users.stream().map(UserId::value).toArray())
        .mapTo(UUID.class)
        .map(UserId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  static Optional<Identity> find(Tx tx, UUID directory, UUID object) {
    return Handles.of(tx)
        .createQuery(SELECT + " and directory_id = :directory and object_id = :object")
        .bind("tenant", tx.tenant().value())
        .bind("directory", directory)
        .bind("object", object)
        .map((rows, context) -> identity(rows))
        .findOne();
  }

  /** False when the user has one already, or somebody else has this one. */
  static boolean insert(Tx tx, Identity identity) {
    return Handles.of(tx)
            .createUpdate(
                """
                insert into user_microsoft_identities
                  (tenant_id, user_id, directory_id, object_id, linked_by, version, linked_at)
                values (:tenant, :user, :directory, :object, :by, :version, :at)
                on conflict do nothing""")
            .bind("tenant", tx.tenant().value())
            .bind("user", identity.user().value())
            .bind("directory", identity.directoryId())
            .bind("object", identity.objectId())
            .bind("by", identity.by().name().toLowerCase(Locale.ROOT))
            .bind("version", identity.version())
            .bind("at", identity.linkedAt().atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  static boolean delete(Tx tx, UserId user) {
    return Handles.of(tx)
            .createUpdate(
                """
                delete from user_microsoft_identities
                where tenant_id = :tenant and user_id = :user""")
            .bind("tenant", tx.tenant().value())
            .bind("user", user.value())
            .execute()
        == 1;
  }

  private static Identity identity(ResultSet rows) throws SQLException {
    return new Identity(
        new UserId(rows.getObject("user_id", UUID.class)),
        rows.getObject("directory_id", UUID.class),
        rows.getObject("object_id", UUID.class),
        Identity.By.valueOf(rows.getString("linked_by").toUpperCase(Locale.ROOT)),
        rows.getLong("version"),
        rows.getObject("linked_at", OffsetDateTime.class).toInstant());
  }
}
