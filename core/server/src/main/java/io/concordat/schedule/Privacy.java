package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.tenant.UserId;
import java.util.SortedMap;
import java.util.TreeMap;

/** A private entry shows as "Busy" to everyone but its owners. */
public final class Privacy {
  public static final String MASK = "Busy";

  private Privacy() {}

  /** Owners are the assignees; without any, whoever created it. */
  public static boolean owns(StoredEntry stored, UserId user) {
    return stored.entry().assignees().isEmpty()
        ? stored.createdBy().filter(user::equals).isPresent()
        : stored.entry().assignees().contains(user);
  }

  public static boolean hides(StoredEntry stored, UserId from) {
    return stored.entry().content().isPrivate() && !owns(stored, from);
  }

  /** What this user may see of it. */
  public static EntryContent shown(StoredEntry stored, UserId to) {
    EntryContent content = stored.entry().content();
    return hides(stored, to) ? masked(content) : content;
  }

  static EntryContent masked(EntryContent content) {
    return new EntryContent(
        MASK,
        "",
        "",
        content.when(),
        content.isPrivate(),
        content.status(),
        content.recurrence(),
        masked(content.exceptions()));
  }

  private static SortedMap<RecurrenceId, Occurrence> masked(
      SortedMap<RecurrenceId, Occurrence> exceptions) {
    var shown = new TreeMap<RecurrenceId, Occurrence>();
    exceptions.forEach((slot, occurrence) -> shown.put(slot, masked(occurrence)));
    return shown;
  }

  private static Occurrence masked(Occurrence occurrence) {
    return switch (occurrence) {
      case Occurrence.Cancelled cancelled -> cancelled;
      case Occurrence.Changed changed ->
          new Occurrence.Changed(MASK, "", "", changed.when(), changed.status());
    };
  }
}
