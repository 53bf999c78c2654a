package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tx;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The sealed tokens of Google calendar providers, and the lease of whoever refreshes them. */
final class GrantRows {
  private static final String REFRESH = "google_calendar_provider_config.refresh_token";
  private static final String ACCESS = "google_calendar_provider_config.access_token";

  private final Secrets secrets;

  GrantRows(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param leasedUntil somebody refreshes, or did and has died
   */
  record Grant(
      String clientId, Secret access, Instant expires, Optional<Instant> leasedUntil, long fence) {}

  Optional<Grant> find(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select client_id, access_token, access_expires_at, refresh_lease_until, refresh_fence
            from google_calendar_provider_config where tenant_id = :t and provider_id = :p
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(
            (row, context) ->
                new Grant(
                    row.getString("client_id"),
                    secrets.open(tx, provider.toString(), ACCESS, row.getBytes("access_token")),
                    row.getTimestamp("access_expires_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("refresh_lease_until"))
                        .map(Timestamp::toInstant),
                    row.getLong("refresh_fence")))
        .findOne();
  }

  Secret refreshToken(Tx tx, UUID provider) {
    byte[] sealed =
        Sql.on(tx)
            .createQuery(
                """
                select refresh_token from google_calendar_provider_config
                where tenant_id = :t and provider_id = :p
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .mapTo(byte[].class)
            .one();
    return secrets.open(tx, provider.toString(), REFRESH, sealed);
  }

  /** A new consent replaces whatever was there. */
  void store(Tx tx, UUID provider, String clientId, Tokens tokens, Secret refresh) {
    String owner = provider.toString();
    Sql.on(tx)
        .createUpdate(
            """
            insert into google_calendar_provider_config as c (tenant_id, provider_id, client_id,
              refresh_token, access_token, access_expires_at)
            values (:t, :p, :client, :refresh, :access, :expires)
            on conflict (tenant_id, provider_id) do update set client_id = excluded.client_id,
              refresh_token = excluded.refresh_token, access_token = excluded.access_token,
              access_expires_at = excluded.access_expires_at, refresh_lease_until = null,
              refresh_fence = c.refresh_fence + 1
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("client", clientId)
        .bind("refresh", secrets.seal(tx, owner, REFRESH, refresh))
        .bind("access", secrets.seal(tx, owner, ACCESS, tokens.accessToken()))
        .bind("expires", tokens.expires())
        .execute();
  }

  /** The number under which the refresh may be stored; empty: somebody else is at it. */
  Optional<Long> lease(Tx tx, UUID provider, long fence, Instant now, Instant until) {
    return Sql.on(tx)
        .createQuery(
            """
            update google_calendar_provider_config
            set refresh_lease_until = :until, refresh_fence = refresh_fence + 1
            where tenant_id = :t and provider_id = :p and refresh_fence = :fence
              and (refresh_lease_until is null or refresh_lease_until <= :now)
            returning refresh_fence
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("fence", fence)
        .bind("now", now)
        .bind("until", until)
        .mapTo(Long.class)
        .findOne();
  }

  /** Stores what a refresh gave; a refresh token is kept unless there is a new one. */
  boolean refreshed(Tx tx, UUID provider, long fence, Tokens tokens) {
    String owner = provider.toString();
    return Sql.on(tx)
            .createUpdate(
                """
                update google_calendar_provider_config set access_token = :access,
                  access_expires_at = :expires, refresh_token = coalesce(:refresh, refresh_token),
                  refresh_lease_until = null, refresh_fence = refresh_fence + 1
                where tenant_id = :t and provider_id = :p and refresh_fence = :fence
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("fence", fence)
            .bind("access", secrets.seal(tx, owner, ACCESS, tokens.accessToken()))
            .bind("expires", tokens.expires())
            .bind(
                "refresh",
                tokens
                    .refreshToken()
                    .map(token -> secrets.seal(tx, owner, REFRESH, token))
                    .orElse(null))
            .execute()
        > 0;
  }

  void release(Tx tx, UUID provider, long fence) {
    Sql.on(tx)
        .createUpdate(
            """
            update google_calendar_provider_config set refresh_lease_until = null
            where tenant_id = :t and provider_id = :p and refresh_fence = :fence
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("fence", fence)
        .execute();
  }
}
