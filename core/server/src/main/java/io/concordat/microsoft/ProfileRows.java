package io.concordat.microsoft;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code microsoft_profiles}. */
final class ProfileRows {
  static final String COLUMNS =
      """
      p.id, p.display_name, p.client_id, p.directory_id, p.client_secret is not null as has_secret,
      p.archived_at, p.version, p.created_at, p.updated_at""";

  private ProfileRows() {}

  /** False when an active profile has the name. */
  static boolean insert(Tx tx, UUID id, NewProfile draft, byte[] secret, Instant at) {
    return Handles.of(tx)
            .createUpdate(
                """
                insert into microsoft_profiles (tenant_id, id, display_name, name_key, client_id,
                  directory_id, client_secret, version, created_at, updated_at)
                values (:tenant, :id, :name, :key, :client, :directory, :secret, 1, :at, :at)
                on conflict (tenant_id, name_key) where archived_at is null do nothing""")
            .bind("tenant", tx.tenant().value())
            .bind("id", id)
            .bind("name", draft.displayName())
            .bind("key", draft.nameKey())
            .bind("client", draft.clientId())
            .bind("directory", draft.directoryId())
            .bind("secret", secret)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  static Optional<Profile> find(Tx tx, UUID id) {
    return read(tx, id, "");
  }

  /** Nobody changes it before this transaction ends. */
  static Optional<Profile> hold(Tx tx, UUID id) {
    return read(tx, id, " for share");
  }

  private static Optional<Profile> read(Tx tx, UUID id, String lock) {
    return Handles.of(tx)
        .createQuery(
            "select "
                + COLUMNS
                + " from microsoft_profiles p where p.tenant_id = :tenant and p.id = :id"
                + lock)
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .map((rows, context) -> profile(rows))
        .findOne();
  }

  /** In the order of their names, after the one given. */
  static List<Profile> page(Tx tx, Optional<UUID> after, int limit) {
    return Handles.of(tx)
        .createQuery(
            "select "
                + COLUMNS
                + """
                 from microsoft_profiles p where p.tenant_id = :tenant
                  and (:after::uuid is null or (p.name_key, p.id) > (select name_key, id
                    from microsoft_profiles where tenant_id = :tenant and id = :after::uuid))
                order by p.name_key, p.id limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bindByType("after", after.orElse(null), UUID.class)
        .bind("limit", limit)
        .map((rows, context) -> profile(rows))
        .list();
  }

  static Optional<byte[]> secret(Tx tx, UUID id) {
    return Handles.of(tx)
        .createQuery(
            """
            select client_secret from microsoft_profiles
            where tenant_id = :tenant and id = :id and client_secret is not null""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .mapTo(byte[].class)
        .findOne();
  }

  static Profile profile(ResultSet rows) throws SQLException {
    return new Profile(
        rows.getObject("id", UUID.class),
        rows.getString("display_name"),
        rows.getString("client_id"),
        rows.getString("directory_id"),
        rows.getBoolean("has_secret"),
        Optional.ofNullable(rows.getObject("archived_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        rows.getLong("version"),
        rows.getObject("created_at", OffsetDateTime.class).toInstant(),
        rows.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
