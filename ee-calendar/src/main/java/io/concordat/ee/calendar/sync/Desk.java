package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.ActivityRows;
import io.concordat.ee.calendar.activity.Occasion;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.mapping.MeetingRows;
import io.concordat.ee.calendar.mapping.MeetingRows.Kin;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Applies effects inside a transaction: all of them, or a {@link StaleEntry} undoes them. */
public final class Desk {
  /** Becomes the cause of the entries' events. */
  static final String CAUSE = "calendar_sync";

  private final Schedule schedule;
  private final MappingRows mappings;
  private final Outbox outbox;
  private final MeetingRows meetings = new MeetingRows();
  private final ActivityRows activity = new ActivityRows();

  public Desk(Schedule schedule, MappingRows mappings, Outbox outbox) {
    this.schedule = schedule;
    this.mappings = mappings;
    this.outbox = outbox;
  }

  Map<ScheduleEntryId, ScheduleEntry> entries(Tx tx, Collection<Mapping> of) {
    return of.isEmpty()
        ? Map.of()
        : schedule.read(tx, of.stream().map(Mapping::entry).distinct().toList());
  }

  MeetingRows meetings() {
    return meetings;
  }

  /** What guests' copies have to do with other copies of their meetings. */
  Map<UUID, Kin> kin(Tx tx, Collection<Mapping> of) {
    return meetings.kin(tx, of.stream().filter(mapping -> mapping.place().guest()).toList());
  }

  Map<ScheduleEntryId, ScheduleEntry> read(Tx tx, Collection<ScheduleEntryId> ids) {
    return ids.isEmpty() ? Map.of() : schedule.read(tx, ids);
  }

  void apply(Tx tx, Occasion occasion, Effects effects, Instant now) {
    Map<ScheduleEntryId, Long> versions = change(tx, List.copyOf(effects.commands.values()));
    versions.putAll(change(tx, assignments(effects, versions)));
    mappings.delete(tx, effects.forgotten);
    mappings.store(tx, changed(effects, versions), now);
    if (!effects.events.isEmpty()) {
      outbox.append(tx, effects.events);
    }
    var deeds = Deeds.here(effects, versions);
    deeds.addAll(effects.deeds);
    activity.record(tx, occasion, deeds, now);
  }

  private static List<Command> assignments(Effects effects, Map<ScheduleEntryId, Long> versions) {
    var commands = new ArrayList<Command>();
    effects.assignments.forEach(
        (entry, to) ->
            commands.add(
                new Command.Assign(entry, versions.getOrDefault(entry, to.version()), to.users())));
    return commands;
  }

  private Map<ScheduleEntryId, Long> change(Tx tx, List<Command> commands) {
    var versions = new HashMap<ScheduleEntryId, Long>();
    if (!commands.isEmpty()) {
      schedule
          .apply(tx, CAUSE, commands)
          .forEach((entry, applied) -> versions.put(entry, version(applied)));
    }
    return versions;
  }

  private static long version(Applied applied) {
    return switch (applied) {
      case Applied.Done(var version) -> version;
      case Applied.Stale() -> throw new StaleEntry();
    };
  }

  private static List<Mapping> changed(Effects effects, Map<ScheduleEntryId, Long> versions) {
    var changed = new ArrayList<Mapping>();
    for (Effects.Store store : effects.stores) {
      Mapping now = store.at().apply(versions.getOrDefault(store.entry(), store.version()));
      if (store.before().filter(now::equals).isEmpty()) {
        changed.add(now);
      }
    }
    return changed;
  }
}
