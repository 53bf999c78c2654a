package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.connect.Apps.Holder;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.remote.Extent;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The sealed tokens of one vendor's calendar providers, and the lease of whoever refreshes them.
 * The vendors' tables differ only by the columns that name who was given the consent.
 */
final class GrantRows {
  private final Secrets secrets;
  private final String table;
  private final List<String> naming;

  GrantRows(Secrets secrets, Brand brand) {
    this.secrets = secrets;
    this.table = brand.stored() + "_calendar_provider_config";
    this.naming = naming(brand);
  }

  private static List<String> naming(Brand brand) {
    return switch (brand) {
      case GOOGLE -> List.of("client_id");
      case MICROSOFT -> List.of("client_id", "profile_id", "directory_id");
    };
  }

  private String refresh() {
    return table + ".refresh_token";
  }

  private String access() {
    return table + ".access_token";
  }

  /**
   * @param leasedUntil somebody refreshes, or did and has died
   * @param quietUntil the vendor does not want to be asked before
   */
  record Grant(
      Holder holder,
      Secret access,
      Instant expires,
      Optional<Instant> leasedUntil,
      Optional<Instant> quietUntil,
      long fence) {}

  Optional<Grant> find(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select <naming>, access_token, access_expires_at, refresh_lease_until, refresh_fence,
              quiet_until
            from <table> where tenant_id = :t and provider_id = :p
            """)
        .define("table", table)
        .define("naming", String.join(", ", naming))
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(
            (row, context) ->
                new Grant(
                    holder(row),
                    secrets.open(tx, provider.toString(), access(), row.getBytes("access_token")),
                    row.getTimestamp("access_expires_at").toInstant(),
                    instant(row, "refresh_lease_until"),
                    instant(row, "quiet_until"),
                    row.getLong("refresh_fence")))
        .findOne();
  }

  /**
   * Whoever has the same limits as this provider is lent no token until then: the row that is read
   * for each request says so, so that every node knows at once and no start forgets it.
   */
  void quiet(Tx tx, UUID provider, Extent extent, Instant until) {
    Sql.on(tx)
        .createUpdate(
            """
            update <table> c set quiet_until = :until
            from <table> mine
            join calendar_providers me on me.tenant_id = mine.tenant_id and me.id = mine.provider_id
            join calendar_providers other
              on other.tenant_id = me.tenant_id and (:app or other.user_id = me.user_id)
            where mine.tenant_id = :t and mine.provider_id = :p
              and c.tenant_id = :t and c.provider_id = other.id and c.client_id = mine.client_id
              and (c.quiet_until is null or c.quiet_until < :until)
            """)
        .define("table", table)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("app", extent == Extent.APP)
        .bind("until", until)
        .execute();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  Secret refreshToken(Tx tx, UUID provider) {
    byte[] sealed =
        Sql.on(tx)
            .createQuery(
                """
                select refresh_token from <table> where tenant_id = :t and provider_id = :p
                """)
            .define("table", table)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .mapTo(byte[].class)
            .one();
    return secrets.open(tx, provider.toString(), refresh(), sealed);
  }

  /** A new consent replaces whatever was there. */
  void store(Tx tx, UUID provider, Holder holder, Tokens tokens, Secret refresh) {
    String owner = provider.toString();
    Sql.on(tx)
        .createUpdate(
            """
            insert into <table> as c (tenant_id, provider_id, <naming>, refresh_token, access_token,
              access_expires_at, grant_expires_at)
            values (:t, :p, <names>, :refresh, :access, :expires, :ends)
            on conflict (tenant_id, provider_id) do update set <renamed>,
              refresh_token = excluded.refresh_token, access_token = excluded.access_token,
              access_expires_at = excluded.access_expires_at,
              grant_expires_at = excluded.grant_expires_at, refresh_lease_until = null,
              refresh_fence = c.refresh_fence + 1
            """)
        .define("table", table)
        .define("naming", String.join(", ", naming))
        .define("names", each(":%1$s"))
        .define("renamed", each("%1$s = excluded.%1$s"))
        .bindMap(names(holder))
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("refresh", secrets.seal(tx, owner, refresh(), refresh))
        .bind("access", secrets.seal(tx, owner, access(), tokens.accessToken()))
        .bind("expires", tokens.expires())
        .bind("ends", tokens.grantExpires().orElse(null))
        .execute();
  }

  /** The number under which the refresh may be stored; empty: somebody else is at it. */
  Optional<Long> lease(Tx tx, UUID provider, long fence, Instant now, Instant until) {
    return Sql.on(tx)
        .createQuery(
            """
            update <table>
            set refresh_lease_until = :until, refresh_fence = refresh_fence + 1
            where tenant_id = :t and provider_id = :p and refresh_fence = :fence
              and (refresh_lease_until is null or refresh_lease_until <= :now)
            returning refresh_fence
            """)
        .define("table", table)
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
                update <table> set access_token = :access,
                  access_expires_at = :expires, refresh_token = coalesce(:refresh, refresh_token),
                  grant_expires_at = coalesce(:ends, grant_expires_at),
                  refresh_lease_until = null, refresh_fence = refresh_fence + 1
                where tenant_id = :t and provider_id = :p and refresh_fence = :fence
                """)
            .define("table", table)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("fence", fence)
            .bind("access", secrets.seal(tx, owner, access(), tokens.accessToken()))
            .bind("expires", tokens.expires())
            .bind("ends", tokens.grantExpires().orElse(null))
            .bind(
                "refresh",
                tokens
                    .refreshToken()
                    .map(token -> secrets.seal(tx, owner, refresh(), token))
                    .orElse(null))
            .execute()
        > 0;
  }

  /** Whether the vendor has said that the consent ends before this instant. */
  boolean endsBefore(Tx tx, UUID provider, Instant at) {
    return Sql.on(tx)
        .createQuery(
            """
            select exists (select 1 from <table>
              where tenant_id = :t and provider_id = :p and grant_expires_at < :at)
            """)
        .define("table", table)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("at", at)
        .mapTo(Boolean.class)
        .one();
  }

  void forget(Tx tx, UUID provider) {
    Sql.on(tx)
        .createUpdate("delete from <table> where tenant_id = :t and provider_id = :p")
        .define("table", table)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .execute();
  }

  void release(Tx tx, UUID provider, long fence) {
    Sql.on(tx)
        .createUpdate(
            """
            update <table> set refresh_lease_until = null
            where tenant_id = :t and provider_id = :p and refresh_fence = :fence
            """)
        .define("table", table)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("fence", fence)
        .execute();
  }

  /** Who was given each provider's consent. */
  Map<UUID, Holder> holders(Tx tx) {
    var holders = new HashMap<UUID, Holder>();
    Sql.on(tx)
        .createQuery("select provider_id, <naming> from <table> where tenant_id = :t")
        .define("table", table)
        .define("naming", String.join(", ", naming))
        .bind("t", tx.tenant().value())
        .map((row, context) -> holders.put(row.getObject("provider_id", UUID.class), holder(row)))
        .list();
    return holders;
  }

  private Holder holder(ResultSet row) throws SQLException {
    boolean profiles = naming.contains("profile_id");
    return new Holder(
        row.getString("client_id"),
        profiles ? Optional.of(row.getObject("profile_id", UUID.class)) : Optional.empty(),
        profiles ? Optional.of(row.getString("directory_id")) : Optional.empty());
  }

  private static Map<String, Object> names(Holder holder) {
    var names = new HashMap<String, Object>();
    names.put("client_id", holder.clientId());
    holder.profile().ifPresent(profile -> names.put("profile_id", profile));
    holder.directory().ifPresent(directory -> names.put("directory_id", directory));
    return names;
  }

  private String each(String pattern) {
    return naming.stream().map(pattern::formatted).collect(Collectors.joining(", "));
  }
}
