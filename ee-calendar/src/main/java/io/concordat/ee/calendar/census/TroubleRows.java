package io.concordat.ee.calendar.census;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.meter.Survey.Series;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One statement over everything that can be wrong with calendars. */
final class TroubleRows {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Duration AHEAD = Duration.ofDays(3);

  /** The words of {@link Troubles.Kind} and {@link Troubles.Link}. */
  private static final String SQL =
      """
      with p as (
        select *, coalesce(last_sync_at, created_at) as well_at,
          active and not paused and connection in ('connected', 'app_broken') as runs
        from calendar_providers where tenant_id = :t)
      select vendor, 'state' as what,
        case when not active or paused then 'paused' else connection end as word,
        count(*) as n
      from p group by 1, 3
      union all
      select vendor, 'kind', word, count(*) from p cross join lateral (
        select 'stopped' where runs and not plan_first and well_at < :hour
          and (failures > 0 or next_poll_at < :half)
        union all
        select 'reconnect_required' where active and connection = 'reconnect_required'
        union all
        select 'app_broken' where runs and connection = 'app_broken'
        union all
        select 'throttled' where runs and rate_limited and well_at < :half
        union all
        select 'renewal_failing' where runs and exists (select 1 from calendar_subscriptions s
          where s.tenant_id = p.tenant_id and s.provider_id = p.id and s.failures > 0
            and s.status in ('live', 'orphaned'))
        union all
        select 'gap' where runs and exists (select 1 from calendar_gaps g
          where g.tenant_id = p.tenant_id and g.provider_id = p.id and g.closed_at is null)
        union all
        select 'orphaned' from calendar_subscriptions s
        where s.tenant_id = p.tenant_id and s.provider_id = p.id and s.status = 'orphaned'
          and s.expires_at > :now
        union all
        select 'consent_ending' where runs and exists (
          select 1 from google_calendar_provider_config g where g.tenant_id = p.tenant_id
            and g.provider_id = p.id and g.grant_expires_at < :soon
          union all
          select 1 from microsoft_calendar_provider_config m where m.tenant_id = p.tenant_id
            and m.provider_id = p.id and m.grant_expires_at < :soon)
        union all
        select 'fuse' where exists (select 1 from calendar_fuses f
          where f.tenant_id = p.tenant_id and f.provider_id = p.id and f.released_at is null)
        union all
        select case sync_status when 'conflict' then 'conflict' else 'refused' end
        from calendar_event_mappings m
        where m.tenant_id = p.tenant_id and m.provider_id = p.id
          and m.sync_status in ('conflict', 'error')
        union all
        select 'quarantined' from calendar_quarantine q
        where q.tenant_id = p.tenant_id and q.provider_id = p.id) trouble (word)
      group by 1, 3
      """;

  Map<Series, Long> of(Tx tx, Instant now) {
    var found = new HashMap<Series, Long>();
    Sql.on(tx)
        .createQuery(SQL)
        .bind("t", tx.tenant().value())
        .bind("now", now)
        .bind("hour", now.minus(HOUR))
        .bind("half", now.minus(HALF))
        .bind("soon", now.plus(AHEAD))
        .map((row, context) -> found.put(series(row), row.getLong("n")))
        .list();
    return found;
  }

  private static Series series(ResultSet row) throws SQLException {
    String vendor = row.getString("vendor");
    String word = row.getString("word");
    return row.getString("what").equals("state")
        ? Troubles.calendars(vendor, word)
        : Troubles.troubles(vendor, word);
  }
}
