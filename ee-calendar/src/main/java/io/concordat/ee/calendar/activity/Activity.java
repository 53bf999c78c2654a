package io.concordat.ee.calendar.activity;

import io.concordat.ee.calendar.activity.ActivityRows.Done;
import io.concordat.ee.calendar.activity.ActivityRows.Filter;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what was done, for somebody: what is private now, or was then, is its owner's. */
public final class Activity {
  private final Schedule schedule;
  private final ActivityRows rows = new ActivityRows();

  public Activity(Schedule schedule) {
    this.schedule = schedule;
  }

  public List<ActivityJson> read(
      Tx tx, Caller reader, Provider provider, Filter filter, Optional<UUID> after, int limit) {
    List<Done> found = rows.list(tx, provider.id(), filter, after, limit);
    if (provider.user().equals(reader.user())) {
      return found.stream().map(one -> new ActivityJson(one, false)).toList();
    }
    Set<UUID> hidden = nowPrivate(tx, found);
    return found.stream()
        .map(
            one ->
                new ActivityJson(
                    one, one.isPrivate() || one.entry().filter(hidden::contains).isPresent()))
        .toList();
  }

  private Set<UUID> nowPrivate(Tx tx, List<Done> found) {
    var ids =
        found.stream()
            .flatMap(one -> one.entry().stream())
            .distinct()
            .map(ScheduleEntryId::new)
            .toList();
    return ids.isEmpty()
        ? Set.of()
        : schedule.read(tx, ids).values().stream()
            .filter(entry -> entry.content().isPrivate())
            .map(ScheduleEntry::id)
            .map(ScheduleEntryId::value)
            .collect(Collectors.toSet());
  }
}
