package io.concordat.ee.calendar.sync;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteJson;
import io.concordat.spi.event.Event;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Items that are put aside: unreadable ones with a reason, slots whose series is not there yet. */
final class AsideRows {
  static final String CHANGED = "CALENDAR_QUARANTINE_CHANGED";
  private static final JsonMapper JSON = new JsonMapper();

  /** What was not put aside before, or not for this reason: vendor id to reason. */
  Map<String, String> quarantine(
      Tx tx, UUID provider, Collection<RemoteItem.Malformed> items, long generation, Instant now) {
    if (items.isEmpty()) {
      return Map.of();
    }
    ArrayNode rows = JSON.createArrayNode();
    items.forEach(
        item ->
            rows.addObject()
                .put("id", item.id())
                .put("reason", item.reason().code())
                .put("detail", item.detail()));
    return Sql.on(tx)
        .createQuery(
            """
            with items as (
              select distinct on (r.id) r.*
              from jsonb_to_recordset(cast(:rows as jsonb)) as r (id text, reason text, detail text)),
            before as (
              select remote_id, reason from calendar_quarantine where tenant_id = :t
                and provider_id = :p and remote_id in (select id from items)),
            stored as (
              insert into calendar_quarantine as q (tenant_id, provider_id, remote_id, reason,
                detail, seen_at, generation)
              select :t, :p, i.id, i.reason, i.detail, :now, :g from items i
              on conflict (tenant_id, provider_id, remote_id) do update
                set reason = excluded.reason, detail = excluded.detail,
                  seen_at = excluded.seen_at,
                  generation = greatest(q.generation, excluded.generation))
            select i.id, i.reason from items i
            left join before b on b.remote_id = i.id
            where b.reason is distinct from i.reason
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("rows", rows.toString())
        .bind("g", generation)
        .bind("now", now)
        .map((row, context) -> Map.entry(row.getString("id"), row.getString("reason")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** What somebody wants read once more; it is told once, whatever becomes of it. */
  List<String> wanted(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            update calendar_quarantine set retry = false
            where tenant_id = :t and provider_id = :p and retry returning remote_id
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .mapTo(String.class)
        .list();
  }

  /** What is put aside is another than before. */
  static Event changed(UUID provider) {
    return new Event(CHANGED, provider, "vendor", Map.of());
  }

  /** True if there was something to release. */
  boolean release(Tx tx, UUID provider, Collection<String> remoteIds) {
    return Sql.on(tx)
            .createUpdate(
                """
            delete from calendar_quarantine
            where tenant_id = :t and provider_id = :p and remote_id = any(:ids)
            """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bindArray("ids", String.class, List.copyOf(remoteIds))
            .execute()
        > 0;
  }

  /** What a full listing did not show any more; true if there was something. */
  boolean releaseUnseen(Tx tx, UUID provider, long generation) {
    return Sql.on(tx)
            .createUpdate(
                """
            delete from calendar_quarantine
            where tenant_id = :t and provider_id = :p and generation < :g
            """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("g", generation)
            .execute()
        > 0;
  }

  void park(Tx tx, UUID provider, Collection<RemoteItem.Slot> slots, Instant now) {
    if (slots.isEmpty()) {
      return;
    }
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_parked_items (tenant_id, provider_id, master_id, slot, item,
              parked_at)
            select distinct on (r ->> 'master', r ->> 'id')
              :t, :p, r ->> 'master', r ->> 'id', r, :now
            from unnest(cast(:rows as jsonb[])) as r
            on conflict (tenant_id, provider_id, master_id, slot)
              do update set item = excluded.item, parked_at = excluded.parked_at
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bindArray("rows", String.class, slots.stream().map(RemoteJson::write).toList())
        .bind("now", now)
        .execute();
  }

  void unpark(Tx tx, UUID provider, Collection<String> masters) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_parked_items
            where tenant_id = :t and provider_id = :p and master_id = any(:ids)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bindArray("ids", String.class, List.copyOf(masters))
        .execute();
  }

  /** What waits for these series. */
  Map<String, List<RemoteItem.Slot>> parked(Tx tx, UUID provider, Collection<String> masters) {
    var found = new HashMap<String, List<RemoteItem.Slot>>();
    Sql.on(tx)
        .createQuery(
            """
            select item::text from calendar_parked_items
            where tenant_id = :t and provider_id = :p and master_id = any(:ids)
            order by parked_at, slot
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bindArray("ids", String.class, List.copyOf(masters))
        .mapTo(String.class)
        .map(RemoteJson::slot)
        .forEach(slot -> found.computeIfAbsent(slot.masterId(), id -> new ArrayList<>()).add(slot));
    return found;
  }
}
