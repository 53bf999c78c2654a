package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.fuse.ActRows;
import io.concordat.ee.calendar.fuse.FuseRows;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Hears of changed entries and wakes the calendars that lag behind them; nobody else's. */
public final class EntryChanges implements OutboxListener {
  private final Transactions transactions;
  private final DirtyRows dirty;
  private final Wake wake;
  private final ActRows acts = new ActRows();
  private final FuseRows fuses = new FuseRows();

  public EntryChanges(Transactions transactions, DirtyRows dirty, Wake wake) {
    this.transactions = transactions;
    this.dirty = dirty;
    this.wake = wake;
  }

  @Override
  public String name() {
    return "ee-calendar.entries";
  }

  @Override
  public Set<String> types() {
    return Set.of("SCHEDULE_ENTRY_CREATED", "SCHEDULE_ENTRY_UPDATED", "SCHEDULE_ENTRY_DELETED");
  }

  @Override
  public void heard(TenantId tenant, List<Event> events) {
    List<UUID> entries = events.stream().map(Event::subject).distinct().toList();
    List<UUID> edited =
        events.stream()
            .filter(event -> !event.cause().equals(Desk.CAUSE))
            .map(Event::subject)
            .distinct()
            .toList();
    transactions.run(
        tx -> {
          edited(tx, edited);
          dirty.affected(tx, entries).forEach(provider -> wake.afterCommit(tx, provider));
        });
  }

  /** Whatever was written before, from now on it is somebody's wish. */
  private void edited(Tx tx, List<UUID> entries) {
    if (!entries.isEmpty()) {
      acts.edited(tx, entries);
      fuses.thaw(tx, entries);
    }
  }
}
