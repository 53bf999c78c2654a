package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One meeting in many calendars of a tenant: what its copies have to do with each other. */
public final class MeetingRows {
  /**
   * @param guestsOnly nobody shows it yet who may speak for it
   */
  public record Elsewhere(ScheduleEntryId entry, boolean guestsOnly) {}

  /**
   * @param spokenFor another calendar that is read speaks for the meeting
   * @param twin another calendar of the same user shows it as well
   */
  public record Kin(boolean spokenFor, boolean twin) {}

  /**
   * Two calendars that show one meeting at the same time must not both bring it: the second waits
   * here until the first has committed. The locks are shared by many meetings, because a page of a
   * large import would take more of them than the database has room for.
   */
  public void awaitTurn(Tx tx, Collection<String> uids) {
    Sql.on(tx)
        .createQuery(
            """
            select pg_advisory_xact_lock(key)::text from (
              select distinct hashtextextended(cast(:t as text), hashtext(uid) & 63) as key
              from unnest(:uids) uid order by key) keys
            """)
        .bind("t", tx.tenant().value())
        .bindArray("uids", String.class, List.copyOf(uids))
        .mapTo(String.class)
        .list();
  }

  /** Live entries that other calendars of the tenant hold under these iCalUIDs. */
  public Map<String, Elsewhere> elsewhere(Tx tx, UUID provider, Collection<String> uids) {
    var found = new HashMap<String, Elsewhere>();
    Sql.on(tx)
        .createQuery(
            """
            select m.ical_uid, m.entry_id,
              coalesce(m.remote_parts ->> 'share', 'alone') = 'guest' as guest
            from calendar_event_mappings m
            join spi_schedule_entries e on e.tenant_id = m.tenant_id and e.id = m.entry_id
            where m.tenant_id = :t and m.provider_id <> :p and m.ical_uid = any(:uids)
              and not e.deleted
            order by guest, m.id
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bindArray("uids", String.class, List.copyOf(uids))
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("ical_uid"),
                    new Elsewhere(
                        new ScheduleEntryId(row.getObject("entry_id", UUID.class)),
                        row.getBoolean("guest"))))
        .forEach(pair -> found.putIfAbsent(pair.getKey(), pair.getValue()));
    return found;
  }

  /** Those of these copies whose meeting other calendars show as well, by mapping. */
  public Map<UUID, Kin> kin(Tx tx, Collection<Mapping> copies) {
    var asked = copies.stream().filter(copy -> copy.place().icalUid().isPresent()).toList();
    if (asked.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<UUID, Kin>();
    Sql.on(tx)
        .createQuery(
            """
            select c.id, bool_or(p.active and not p.paused and p.connection = 'connected'
                and p.direction <> 'to_external'
                and (coalesce(m.remote_parts ->> 'share', 'alone') <> 'guest' or m.id < c.id))
                as spoken_for,
              bool_or(p.user_id = own.user_id) as twin
            from unnest(:ids, :providers, :entries, :uids) c (id, provider_id, entry_id, uid)
            join calendar_providers own on own.tenant_id = :t and own.id = c.provider_id
            join calendar_event_mappings m on m.tenant_id = :t and m.entry_id = c.entry_id
              and m.ical_uid = c.uid and m.provider_id <> c.provider_id
              and m.remote_id is not null
            join calendar_providers p on p.tenant_id = :t and p.id = m.provider_id
            group by c.id
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, asked.stream().map(Mapping::id).toList())
        .bindArray("providers", UUID.class, asked.stream().map(Mapping::provider).toList())
        .bindArray("entries", UUID.class, asked.stream().map(m -> m.entry().value()).toList())
        .bindArray(
            "uids",
            String.class,
            asked.stream().map(copy -> copy.place().icalUid().orElseThrow()).toList())
        .map(
            (row, context) ->
                Map.entry(
                    row.getObject("id", UUID.class),
                    new Kin(row.getBoolean("spoken_for"), row.getBoolean("twin"))))
        .forEach(pair -> found.put(pair.getKey(), pair.getValue()));
    return found;
  }
}
