package io.concordat.microsoft;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.security.cert.CertificateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** SQL of {@code microsoft_profiles}. A deleted one is only seen by the bindings it left behind. */
final class ProfileRows {
  static final String COLUMNS =
      """
      p.id, p.display_name, p.client_id, p.directory_id, p.client_secret is not null as has_secret,
      p.certificate, p.archived_at, p.version, p.created_at, p.updated_at""";

  private static final String UNIQUE_VIOLATION = "23505";

  private ProfileRows() {}

  /** The sealed parts of a credential; one that has neither secret nor certificate is none. */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Kept(byte @Nullable [] secret, byte @Nullable [] certificate, byte @Nullable [] key) {
    static final Kept NOTHING = new Kept(null, null, null);
  }

  /** False when an active profile has the name. */
  static boolean insert(Tx tx, UUID id, NewProfile draft, Kept credential, Instant at) {
    return parts(
                Handles.of(tx)
                    .createUpdate(
                        """
                        insert into microsoft_profiles (tenant_id, id, display_name, name_key,
                          client_id, directory_id, client_secret, certificate, private_key, version,
                          created_at, updated_at)
                        values (:tenant, :id, :name, :key, :client, :directory, :secret,
                          :certificate, :private, 1, :at, :at)
                        on conflict (tenant_id, name_key) where archived_at is null do nothing"""),
                tx,
                id,
                draft,
                at)
            .bind("secret", credential.secret())
            .bind("certificate", credential.certificate())
            .bind("private", credential.key())
            .execute()
        == 1;
  }

  private static Update parts(Update sql, Tx tx, UUID id, NewProfile draft, Instant at) {
    return of(sql, tx, id, at)
        .bind("name", draft.displayName())
        .bind("key", draft.nameKey())
        .bind("client", draft.clientId())
        .bind("directory", draft.directoryId());
  }

  private static Update of(Update sql, Tx tx, UUID id, Instant at) {
    return sql.bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("at", at.atOffset(ZoneOffset.UTC));
  }

  /** False when an active profile has the name; the transaction has failed then. */
  static boolean update(Tx tx, UUID id, NewProfile draft, Instant at) {
    return unlessTaken(
        parts(
            Handles.of(tx)
                .createUpdate(
                    """
                    update microsoft_profiles set display_name = :name, name_key = :key,
                      client_id = :client, directory_id = :directory, version = version + 1,
                      updated_at = :at
                    where tenant_id = :tenant and id = :id"""),
            tx,
            id,
            draft,
            at));
  }

  static void credential(Tx tx, UUID id, Kept credential) {
    Handles.of(tx)
        .createUpdate(
            """
            update microsoft_profiles set client_secret = :secret, certificate = :certificate,
              private_key = :private
            where tenant_id = :tenant and id = :id""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("secret", credential.secret())
        .bind("certificate", credential.certificate())
        .bind("private", credential.key())
        .execute();
  }

  /** False when an active profile has the name; the transaction has failed then. */
  static boolean archived(Tx tx, UUID id, boolean archived, Instant at) {
    return unlessTaken(
        of(
                Handles.of(tx)
                    .createUpdate(
                        """
                        update microsoft_profiles
                        set archived_at = case when :archived then :at end,
                          version = version + 1, updated_at = :at
                        where tenant_id = :tenant and id = :id"""),
                tx,
                id,
                at)
            .bind("archived", archived));
  }

  private static boolean unlessTaken(Update sql) {
    try {
      sql.execute();
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause
          && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Nobody is bound to it. */
  static void delete(Tx tx, UUID id) {
    delete(tx, id, "");
  }

  /** Forgets a deleted one that nobody is bound to any more. */
  static void sweep(Tx tx, UUID id) {
    delete(
        tx,
        id,
        """
         and deleted_at is not null and not exists (
          select 1 from microsoft_profile_consumer_bindings b
          where b.tenant_id = :tenant and b.profile_id = :id)""");
  }

  private static void delete(Tx tx, UUID id, String more) {
    Handles.of(tx)
        .createUpdate(
            "delete from microsoft_profiles where tenant_id = :tenant and id = :id " + more)
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  /** Keeps of it what those who are still bound to it resolve to. */
  static void bury(Tx tx, UUID id, Instant at) {
    of(
            Handles.of(tx)
                .createUpdate(
                    """
                    update microsoft_profiles set archived_at = coalesce(archived_at, :at),
                      deleted_at = :at, client_secret = null, certificate = null,
                      private_key = null, version = version + 1, updated_at = :at
                    where tenant_id = :tenant and id = :id"""),
            tx,
            id,
            at)
        .execute();
  }

  static Optional<Profile> find(Tx tx, UUID id) {
    return read(tx, id, "");
  }

  /** Nobody changes it before this transaction ends. */
  static Optional<Profile> hold(Tx tx, UUID id) {
    return read(tx, id, " for share");
  }

  /** Nobody changes it or binds to it before this transaction ends. */
  static Optional<Profile> lock(Tx tx, UUID id) {
    return read(tx, id, " for update");
  }

  private static Optional<Profile> read(Tx tx, UUID id, String lock) {
    return Handles.of(tx)
        .createQuery(
            "select "
                + COLUMNS
                + """
                 from microsoft_profiles p
                where p.tenant_id = :tenant and p.id = :id and p.deleted_at is null"""
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
                 from microsoft_profiles p where p.tenant_id = :tenant and p.deleted_at is null
                  and (:after::uuid is null or (p.name_key, p.id) > (select name_key, id
                    from microsoft_profiles where tenant_id = :tenant and id = :after::uuid))
                order by p.name_key, p.id limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bindByType("after", after.orElse(null), UUID.class)
        .bind("limit", limit)
        .map((rows, context) -> profile(rows))
        .list();
  }

  static Kept kept(Tx tx, UUID id) {
    return Handles.of(tx)
        .createQuery(
            """
            select client_secret, certificate, private_key from microsoft_profiles
            where tenant_id = :tenant and id = :id""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .map((rows, context) -> new Kept(rows.getBytes(1), rows.getBytes(2), rows.getBytes(3)))
        .findOne()
        .orElse(Kept.NOTHING);
  }

  static Profile profile(ResultSet rows) throws SQLException {
    return new Profile(
        rows.getObject("id", UUID.class),
        rows.getString("display_name"),
        rows.getString("client_id"),
        rows.getString("directory_id"),
        proof(rows),
        Optional.ofNullable(rows.getObject("archived_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        rows.getLong("version"),
        rows.getObject("created_at", OffsetDateTime.class).toInstant(),
        rows.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static Proof proof(ResultSet rows) throws SQLException {
    byte @Nullable [] certificate = rows.getBytes("certificate");
    if (certificate == null) {
      return rows.getBoolean("has_secret") ? new Proof.Secret() : new Proof.Missing();
    }
    try {
      return Proof.Certificate.of(CertificatePem.parsed(certificate));
    } catch (CertificateException e) {
      throw new IllegalStateException("a stored certificate cannot be read", e);
    }
  }
}
