package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.UUID;

/** The mappings of deleted providers, kept until the same calendar comes back. */
public final class AdoptionRows {
  /** Before the provider's rows go. */
  public void leave(Tx tx, UUID provider, String vendor, String realCalendar, Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_adoption (tenant_id, vendor, real_calendar_id, id, entry_id,
              remote_id, ical_uid, base, intent, remote_parts, attendees, found_there, user_id,
              removed_at)
            select m.tenant_id, :vendor, :real, m.id, m.entry_id, m.remote_id, m.ical_uid, m.base,
              m.intent, m.remote_parts, m.attendees, m.found_there, p.user_id, :now
            from calendar_event_mappings m
            join calendar_providers p on p.tenant_id = m.tenant_id and p.id = m.provider_id
            where m.tenant_id = :t and m.provider_id = :p and m.remote_id is not null
              -- What a clean-up may have deleted there, nobody deleted for the entry's sake.
              and not exists (
                select 1 from calendar_cleanups c
                where c.tenant_id = :t and c.provider_id = :p
                  and (c.going -> m.remote_id) is not null)
            on conflict (tenant_id, vendor, real_calendar_id, id) do nothing
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("vendor", vendor)
        .bind("real", realCalendar)
        .bind("now", now)
        .execute();
  }

  /**
   * Takes back what a deleted provider of this calendar had mapped. What was deleted at the vendor
   * since then shows in the first full listing, like everything else.
   */
  public int adopt(Tx tx, UUID provider, String vendor, String realCalendar, Instant now) {
    int adopted =
        Sql.on(tx)
            .createUpdate(
                """
                insert into calendar_event_mappings (tenant_id, id, provider_id, entry_id, remote_id,
                  ical_uid, base, intent, remote_parts, attendees, found_there, sync_status,
                  updated_at)
                select distinct on (entry_id) tenant_id, id, :p, entry_id, remote_id, ical_uid, base,
                  intent, remote_parts, attendees, found_there, 'pending', :now
                from calendar_adoption a
                where tenant_id = :t and vendor = :vendor and real_calendar_id = :real
                order by entry_id, removed_at desc
                on conflict do nothing
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("vendor", vendor)
            .bind("real", realCalendar)
            .bind("now", now)
            .execute();
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_adoption
            where tenant_id = :t and vendor = :vendor and real_calendar_id = :real
            """)
        .bind("t", tx.tenant().value())
        .bind("vendor", vendor)
        .bind("real", realCalendar)
        .execute();
    return adopted;
  }
}
