package io.concordat.ee.calendar.provider;

import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What is told of providers beyond their own rows, gathered for many at once. */
public final class ShownRows {
  private final Function<Brand, Delivery> wish;

  /**
   * @param wish how a vendor's changes would reach us if a channel is live
   */
  public ShownRows(Function<Brand, Delivery> wish) {
    this.wish = wish;
  }

  List<Shown> of(Tx tx, List<Provider> providers, Instant now) {
    if (providers.isEmpty()) {
      return List.of();
    }
    List<UUID> ids = providers.stream().map(Provider::id).toList();
    Map<UUID, Map<String, Long>> counts = counts(tx, ids);
    Map<UUID, Shown.Subscription> subscriptions = subscriptions(tx, ids);
    Map<UUID, Long> quarantined = quarantined(tx, ids);
    var complete = complete(tx, ids);
    var shown = new ArrayList<Shown>();
    for (Provider provider : providers) {
      Map<String, Long> mine = counts.getOrDefault(provider.id(), Map.of());
      var subscription = Optional.ofNullable(subscriptions.get(provider.id()));
      shown.add(
          new Shown(
              provider,
              complete.contains(provider.id()),
              delivery(provider, subscription, now),
              subscription,
              mine,
              new State.Blemishes(
                  mine.getOrDefault("error", 0L), quarantined.getOrDefault(provider.id(), 0L))));
    }
    return shown;
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

  Shown.Health health(Tx tx, Provider provider, Instant now) {
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
  private static List<Shown.Aside> aside(Tx tx, UUID provider) {
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

  private static Map<UUID, Map<String, Long>> counts(Tx tx, List<UUID> ids) {
    var counts = new HashMap<UUID, Map<String, Long>>();
    Sql.on(tx)
        .createQuery(
            """
            select provider_id, sync_status, count(*) as n from calendar_event_mappings
            where tenant_id = :t and provider_id = any(:ids) group by 1, 2
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, ids)
        .map(
            (row, context) -> {
              counts
                  .computeIfAbsent(row.getObject(1, UUID.class), id -> new HashMap<>())
                  .put(row.getString(2), row.getLong(3));
              return true;
            })
        .list();
    return counts;
  }

  private static Map<UUID, Long> quarantined(Tx tx, List<UUID> ids) {
    var counts = new HashMap<UUID, Long>();
    Sql.on(tx)
        .createQuery(
            """
            select provider_id, count(*) from calendar_quarantine
            where tenant_id = :t and provider_id = any(:ids) group by 1
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, ids)
        .map((row, context) -> counts.put(row.getObject(1, UUID.class), row.getLong(2)))
        .list();
    return counts;
  }

  private static List<UUID> complete(Tx tx, List<UUID> ids) {
    return Sql.on(tx)
        .createQuery(
            """
            select provider_id from google_calendar_provider_config
            where tenant_id = :t and provider_id = any(:ids)
            union all
            select provider_id from microsoft_calendar_provider_config
            where tenant_id = :t and provider_id = any(:ids)
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, ids)
        .mapTo(UUID.class)
        .list();
  }

  private static Map<UUID, Shown.Subscription> subscriptions(Tx tx, List<UUID> ids) {
    var found = new HashMap<UUID, Shown.Subscription>();
    Sql.on(tx)
        .createQuery(
            """
            select distinct on (provider_id) provider_id, status, expires_at
            from calendar_subscriptions where tenant_id = :t and provider_id = any(:ids)
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
