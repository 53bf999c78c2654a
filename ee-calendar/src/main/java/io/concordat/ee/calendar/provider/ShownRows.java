package io.concordat.ee.calendar.provider;

import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What is told of providers beyond their own rows, gathered for many at once. */
public final class ShownRows {
  private static final List<String> STATUSES = List.of("synced", "pending", "conflict", "error");

  /** Each with its own row; no column has the name of another. */
  private static final String EACH =
      """
      select p.*, g.provider_id is not null or o.provider_id is not null as complete,
        c.synced, c.pending, c.conflict, c.error, c.held, q.quarantined, s.status, s.expires_at,
        f.kind, f.amount, f.since
      from calendar_providers p
      left join google_calendar_provider_config g
        on g.tenant_id = p.tenant_id and g.provider_id = p.id
      left join microsoft_calendar_provider_config o
        on o.tenant_id = p.tenant_id and o.provider_id = p.id
      cross join lateral (
        select count(*) filter (where sync_status = 'synced') as synced,
          count(*) filter (where sync_status = 'pending') as pending,
          count(*) filter (where sync_status = 'conflict') as conflict,
          count(*) filter (where sync_status = 'error') as error,
          count(*) filter (where reason = 'would_notify_attendees') as held
        from calendar_event_mappings m
        where m.tenant_id = p.tenant_id and m.provider_id = p.id) c
      cross join lateral (
        select count(*) as quarantined from calendar_quarantine a
        where a.tenant_id = p.tenant_id and a.provider_id = p.id) q
      left join lateral (
        select status, expires_at from calendar_subscriptions b
        where b.tenant_id = p.tenant_id and b.provider_id = p.id and b.status <> 'ended'
        order by status <> 'live', created_at desc limit 1) s on true
      left join lateral (
        select kind, amount, since from calendar_fuses f
        where f.tenant_id = p.tenant_id and f.provider_id = p.id and f.released_at is null
        order by since, kind limit 1) f on true
      """;

  private final Function<Brand, Delivery> wish;

  /**
   * @param wish how a vendor's changes would reach us if a channel is live
   */
  public ShownRows(Function<Brand, Delivery> wish) {
    this.wish = wish;
  }

  /** In one statement, however many there are. */
  public List<Shown> of(Tx tx, List<Provider> providers, Instant now) {
    if (providers.isEmpty()) {
      return List.of();
    }
    Map<UUID, Beside> found = beside(tx, providers.stream().map(Provider::id).toList());
    return providers.stream()
        .map(provider -> of(provider, found.getOrDefault(provider.id(), Beside.NOTHING), now))
        .toList();
  }

  /** Everybody's or one user's, oldest first, in one statement. */
  public List<Shown> all(Tx tx, Optional<UserId> only, int most, Instant now) {
    return Sql.on(tx)
        .createQuery(
            EACH
                + """
                where p.tenant_id = :t
                  and (cast(:user as uuid) is null or p.user_id = cast(:user as uuid))
                order by p.created_at, p.id limit :limit
                """)
        .bind("t", tx.tenant().value())
        .bind("user", only.map(UserId::value).orElse(null))
        .bind("limit", most)
        .map((row, context) -> of(ProviderRow.read(row, context), beside(row), now))
        .list();
  }

  private Shown of(Provider provider, Beside beside, Instant now) {
    return new Shown(
        provider,
        beside.complete(),
        delivery(provider, beside.subscription(), now),
        beside.subscription(),
        beside.counts(),
        beside.held(),
        new State.Blemishes(
            beside.counts().getOrDefault("error", 0L), beside.quarantined(), beside.stopped()));
  }

  Shown of(Tx tx, Provider provider, Instant now) {
    return of(tx, List.of(provider), now).getFirst();
  }

  /** How changes of one provider reach us now. */
  public Delivery delivery(Tx tx, Provider provider, Instant now) {
    UUID id = provider.id();
    return delivery(provider, Optional.ofNullable(subscriptions(tx, List.of(id)).get(id)), now);
  }

  private Delivery delivery(
      Provider provider, Optional<Shown.Subscription> subscription, Instant now) {
    boolean live =
        subscription
            .filter(one -> one.status().equals("live") && one.expiresAt().isAfter(now))
            .isPresent();
    return live ? wish.apply(provider.brand()) : Delivery.POLL;
  }

  public Shown.Health health(Tx tx, Provider provider, Instant now) {
    var reasons = new LinkedHashMap<String, Long>();
    Sql.on(tx)
        .createQuery(
            """
            select reason, count(*) as n from (
              select reason from calendar_event_mappings
              where tenant_id = :t and provider_id = :p and reason is not null
              union all
              select reason from calendar_quarantine where tenant_id = :t and provider_id = :p
              union all
              select 'series_not_seen' from calendar_parked_items
              where tenant_id = :t and provider_id = :p
                and item ->> 'occurrence' is not null) r
            group by reason order by reason
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider.id())
        .map((row, context) -> Map.entry(row.getString("reason"), row.getLong("n")))
        .forEach(reason -> reasons.put(reason.getKey(), reason.getValue()));
    return new Shown.Health(of(tx, provider, now), aside(tx, provider.id()), reasons);
  }

  /** A cancelled occurrence of a series that is gone as well is nothing that anybody misses. */
  public List<Shown.Aside> aside(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select remote_id, reason, detail, seen_at from calendar_quarantine
            where tenant_id = :t and provider_id = :p
            union all
            select item ->> 'id', 'series_not_seen',
              'this occurrence waits for its series, which the calendar has not shown', parked_at
            from calendar_parked_items where tenant_id = :t and provider_id = :p
              and item ->> 'occurrence' is not null
            order by seen_at desc, remote_id limit 100
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(
            (row, context) ->
                new Shown.Aside(
                    row.getString("remote_id"),
                    row.getString("reason"),
                    row.getString("detail"),
                    row.getTimestamp("seen_at").toInstant()))
        .list();
  }

  /** What lies in other tables than the provider's own. */
  private record Beside(
      boolean complete,
      Map<String, Long> counts,
      long held,
      long quarantined,
      Optional<Shown.Subscription> subscription,
      Optional<State.Stopped> stopped) {
    static final Beside NOTHING =
        new Beside(false, Map.of(), 0, 0, Optional.empty(), Optional.empty());
  }

  private static Map<UUID, Beside> beside(Tx tx, List<UUID> ids) {
    var found = new HashMap<UUID, Beside>();
    Sql.on(tx)
        .createQuery(
            EACH
                + """
                where p.tenant_id = :t and p.id = any(:ids)
                """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, ids)
        .map((row, context) -> found.put(row.getObject("id", UUID.class), beside(row)))
        .list();
    return found;
  }

  private static Beside beside(ResultSet row) throws SQLException {
    var counts = new HashMap<String, Long>();
    for (String status : STATUSES) {
      counts.put(status, row.getLong(status));
    }
    String channel = row.getString("status");
    return new Beside(
        row.getBoolean("complete"),
        counts,
        row.getLong("held"),
        row.getLong("quarantined"),
        channel == null
            ? Optional.empty()
            : Optional.of(
                new Shown.Subscription(channel, row.getTimestamp("expires_at").toInstant())),
        stopped(row));
  }

  private static Optional<State.Stopped> stopped(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    return kind == null
        ? Optional.empty()
        : Optional.of(
            new State.Stopped(
                Fuse.of(kind),
                row.getInt("amount"),
                row.getTimestamp("since").toInstant(),
                row.getLong("fuse_version")));
  }

  private static Map<UUID, Shown.Subscription> subscriptions(Tx tx, List<UUID> ids) {
    var found = new HashMap<UUID, Shown.Subscription>();
    Sql.on(tx)
        .createQuery(
            """
            select distinct on (provider_id) provider_id, status, expires_at
            from calendar_subscriptions where tenant_id = :t and provider_id = any(:ids)
              and status <> 'ended'
            order by provider_id, status <> 'live', created_at desc
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, ids)
        .map(
            (row, context) ->
                found.put(
                    row.getObject("provider_id", UUID.class),
                    new Shown.Subscription(
                        row.getString("status"), row.getTimestamp("expires_at").toInstant())))
        .list();
    return found;
  }
}
