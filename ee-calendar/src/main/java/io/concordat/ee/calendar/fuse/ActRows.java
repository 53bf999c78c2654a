package io.concordat.ee.calendar.fuse;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.reconcile.Fuses;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was done in the last minutes, so that many small runs add up. */
public final class ActRows {
  /** The acts that add up. */
  public enum Act {
    WRITE,
    MAIL,
    DELETE_HERE,
    DELETE_THERE;

    private String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Stores acts that were done, and forgets those that count no longer. */
  public void record(
      Tx tx, UUID provider, Act act, Collection<ScheduleEntryId> entries, Instant now) {
    if (entries.isEmpty()) {
      return;
    }
    Sql.on(tx)
        .createUpdate(
            """
            with old as (
              delete from calendar_recent_acts
              where tenant_id = :t and provider_id = :p and at < :since)
            insert into calendar_recent_acts (tenant_id, provider_id, id, entry_id, act, at)
            select :t, :p, gen_random_uuid(), e, :act, :now from unnest(:entries) as e
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("act", act.stored())
        .bind("now", now)
        .bind("since", since(now))
        .bindArray("entries", UUID.class, entries.stream().map(ScheduleEntryId::value).toList())
        .execute();
  }

  private static Instant since(Instant now) {
    return now.minus(Fuses.MINUTES, ChronoUnit.MINUTES);
  }

  /** How many lately. */
  public int recent(Tx tx, UUID provider, Act act, Instant now) {
    return Sql.on(tx)
        .createQuery(
            """
            select count(*) from calendar_recent_acts
            where tenant_id = :t and provider_id = :p and act = :act and at >= :since
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("act", act.stored())
        .bind("since", since(now))
        .mapTo(Integer.class)
        .one();
  }

  /** Those of them that were written so often that another write is one too many. */
  public Set<ScheduleEntryId> looping(
      Tx tx, UUID provider, Collection<ScheduleEntryId> entries, Instant now) {
    return Sql.on(tx)
        .createQuery(
            """
            select entry_id, count(*) as n from calendar_recent_acts
            where tenant_id = :t and provider_id = :p and act = 'write' and at >= :since
              and entry_id = any(:entries)
            group by entry_id
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("since", since(now))
        .bindArray("entries", UUID.class, entries.stream().map(ScheduleEntryId::value).toList())
        .map((row, context) -> new Written(row.getObject("entry_id", UUID.class), row.getInt("n")))
        .stream()
        .filter(one -> Fuses.loop(one.times()).blown().isPresent())
        .map(one -> new ScheduleEntryId(one.entry()))
        .collect(Collectors.toSet());
  }

  private record Written(UUID entry, int times) {}

  /** Somebody edited them here: what was written before is no loop. */
  public void edited(Tx tx, Collection<UUID> entries) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_recent_acts
            where tenant_id = :t and act = 'write' and entry_id = any(:entries)
            """)
        .bind("t", tx.tenant().value())
        .bindArray("entries", UUID.class, List.copyOf(entries))
        .execute();
  }

  /**
   * They were edited in this calendar. The first edit after a write of ours may be the vendor's way
   * of putting it; any other was a person, and what was written before is no loop.
   */
  public void editedThere(Tx tx, UUID provider, Collection<ScheduleEntryId> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Sql.on(tx)
        .createUpdate(
            """
            with echoes as (
              update calendar_recent_acts set answered = true
              where tenant_id = :t and provider_id = :p and act = 'write' and not answered
                and entry_id = any(:entries)
              returning entry_id)
            delete from calendar_recent_acts
            where tenant_id = :t and act = 'write' and entry_id = any(:entries)
              and entry_id not in (select entry_id from echoes)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bindArray("entries", UUID.class, entries.stream().map(ScheduleEntryId::value).toList())
        .execute();
  }
}
