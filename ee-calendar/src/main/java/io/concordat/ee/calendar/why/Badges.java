package io.concordat.ee.calendar.why;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How an entry's copies stand: of several, the one that needs a person most. Whoever reaches only
 * their own calendars hears of those alone.
 */
public final class Badges implements EntryBadges {
  private static final Set<String> DECIDED =
      Set.of(
          "would_notify_attendees",
          "invitation_is_copy",
          "not_carried_by_direction",
          "deletion_waits");

  private final Standings standings = new Standings();

  @Override
  public Set<String> reasons() {
    Set<String> all = new HashSet<>(DECIDED);
    Arrays.stream(Refusal.values()).map(Refusal::code).forEach(all::add);
    return Set.copyOf(all);
  }

  @Override
  public Map<ScheduleEntryId, Badge> of(Tx tx, Caller caller, Set<ScheduleEntryId> entries) {
    Map<ScheduleEntryId, Badge> worst = new HashMap<>();
    for (Found found : found(tx, Reach.only(caller), entries)) {
      worst.merge(found.entry(), found.badge(), Badges::worse);
    }
    return Map.copyOf(worst);
  }

  @Override
  public List<Standing> standings(Tx tx, Caller caller, Words words, ScheduleEntryId entry) {
    return standings.of(tx, caller, words, entry);
  }

  private static Badge worse(Badge one, Badge other) {
    return one.state().compareTo(other.state()) >= 0 ? one : other;
  }

  private record Found(ScheduleEntryId entry, Badge badge) {}

  /** What changed here since it was carried is on its way, whatever is stored about it. */
  private static List<Found> found(Tx tx, Optional<UserId> owner, Set<ScheduleEntryId> entries) {
    return Sql.on(tx)
        .createQuery(
            """
            select m.entry_id, m.reason,
              case when m.sync_status = 'synced' and e.version is distinct from m.local_version
                and e.version is distinct from m.held_version then 'pending'
                else m.sync_status end as state
            from calendar_event_mappings m
            join calendar_providers p on p.tenant_id = m.tenant_id and p.id = m.provider_id
            left join spi_schedule_entries e on e.tenant_id = m.tenant_id and e.id = m.entry_id
            where m.tenant_id = :t and m.entry_id = any(:entries)
              and (cast(:owner as uuid) is null or p.user_id = cast(:owner as uuid))
            """)
        .bind("t", tx.tenant().value())
        .bindArray("entries", UUID.class, entries.stream().map(ScheduleEntryId::value).toArray())
        .bind("owner", owner.map(UserId::value).orElse(null))
        .map(
            (row, context) ->
                new Found(
                    new ScheduleEntryId(row.getObject("entry_id", UUID.class)),
                    new Badge(
                        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("reason")))))
        .list();
  }
}
