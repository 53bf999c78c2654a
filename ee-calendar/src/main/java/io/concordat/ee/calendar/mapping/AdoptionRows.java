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
              remote_id, ical_uid, base, intent, remote_parts, attendees, removed_at)
            select tenant_id, :vendor, :real, id, entry_id, remote_id, ical_uid, base, intent,
              remote_parts, attendees, :now
            from calendar_event_mappings
            where tenant_id = :t and provider_id = :p and remote_id is not null
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
                  ical_uid, base, intent, remote_parts, attendees, sync_status, updated_at)
                select distinct on (entry_id) tenant_id, id, :p, entry_id, remote_id, ical_uid, base,
                  intent, remote_parts, attendees, 'pending', :now
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
