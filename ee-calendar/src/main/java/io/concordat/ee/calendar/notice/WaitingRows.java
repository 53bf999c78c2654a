package io.concordat.ee.calendar.notice;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** How many things of a calendar wait, for each reason. */
final class WaitingRows {
  /** What heals at the next attempt or two is nobody's matter. */
  private static final int OFTEN = 3;

  private static final Duration AHEAD = Duration.ofDays(3);

  Map<UUID, Map<Waiting, Integer>> of(Tx tx, Collection<UUID> providers, Instant now) {
    var counts = new HashMap<UUID, Map<Waiting, Integer>>();
    Sql.on(tx)
        .createQuery(
            """
            select p.id,
              (p.connection = 'reconnect_required')::int as reconnect,
              (select count(*) from calendar_event_mappings m where m.tenant_id = p.tenant_id
                and m.provider_id = p.id and m.sync_status = 'conflict') as conflicts,
              (select coalesce(sum(f.amount), 0) from calendar_fuses f
                where f.tenant_id = p.tenant_id and f.provider_id = p.id
                and f.released_at is null) as fuse,
              (select count(*) from calendar_subscriptions s where s.tenant_id = p.tenant_id
                and s.provider_id = p.id and p.connection = 'connected'
                and (s.status = 'orphaned' and s.failures > 0
                  or s.status = 'live' and s.failures >= :often)) as renewal,
              (p.connection = 'connected' and p.active and exists (
                select 1 from google_calendar_provider_config g where g.tenant_id = p.tenant_id
                  and g.provider_id = p.id and g.grant_expires_at < :soon
                union all
                select 1 from microsoft_calendar_provider_config o
                where o.tenant_id = p.tenant_id and o.provider_id = p.id
                  and o.grant_expires_at < :soon))::int as consent,
              (p.error_code in ('internal_error', 'secret_unreadable')
                and p.failures >= :often)::int as broken,
              (select count(*) from calendar_quarantine q where q.tenant_id = p.tenant_id
                and q.provider_id = p.id) as quarantine
            from calendar_providers p where p.tenant_id = :t and p.id = any(:ids)
            """)
        .bind("t", tx.tenant().value())
        .bind("often", OFTEN)
        .bind("soon", now.plus(AHEAD))
        .bindArray("ids", UUID.class, List.copyOf(providers))
        .map((row, context) -> counts.put(row.getObject("id", UUID.class), counts(row)))
        .list();
    return counts;
  }

  private static Map<Waiting, Integer> counts(ResultSet row) throws SQLException {
    var counts = new EnumMap<Waiting, Integer>(Waiting.class);
    for (Waiting waiting : Waiting.values()) {
      counts.put(waiting, row.getInt(waiting.name().toLowerCase(Locale.ROOT)));
    }
    return counts;
  }
}
