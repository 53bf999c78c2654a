package io.concordat.ee.calendar.house;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What is planned in the product, and what its database says of it. */
public interface Planning {
  <T> T in(TenantId tenant, Transactions.Work<T> work);

  Schedule schedule();

  default ScheduleEntryId create(TenantId tenant, EntryContent content, UserId... assignees) {
    var id = new ScheduleEntryId(UUID.randomUUID());
    apply(tenant, new Command.Create(id, content, Set.of(assignees), ""));
    return id;
  }

  default void update(TenantId tenant, ScheduleEntryId id, EntryContent content) {
    apply(tenant, new Command.Update(id, read(tenant, id).version(), content));
  }

  default void assign(TenantId tenant, ScheduleEntryId id, UserId... users) {
    apply(tenant, new Command.Assign(id, read(tenant, id).version(), Set.of(users)));
  }

  default void remove(TenantId tenant, ScheduleEntryId id) {
    apply(tenant, new Command.Delete(id, read(tenant, id).version()));
  }

  private void apply(TenantId tenant, Command command) {
    in(
        tenant,
        tx -> {
          Applied applied = schedule().apply(tx, "api", List.of(command)).get(command.id());
          if (!(applied instanceof Applied.Done)) {
            throw new IllegalStateException("stale");
          }
          return true;
        });
  }

  default ScheduleEntry read(TenantId tenant, ScheduleEntryId id) {
    return in(tenant, tx -> Objects.requireNonNull(schedule().read(tx, List.of(id)).get(id)));
  }

  /** Live entries of a user. */
  default List<ScheduleEntry> entries(TenantId tenant, UserId user) {
    return in(
        tenant,
        tx -> {
          var ids = new HashSet<ScheduleEntryId>();
          for (UUID id :
              uuids(tx, "select entry_id from spi_schedule_assignees where user_id = ?", user)) {
            ids.add(new ScheduleEntryId(id));
          }
          Collection<ScheduleEntry> found = schedule().read(tx, ids).values();
          return found.stream().filter(entry -> !entry.deleted()).toList();
        });
  }

  private static List<UUID> uuids(Tx tx, String sql, UserId user) throws SQLException {
    try (var statement = tx.connection().prepareStatement(sql)) {
      statement.setObject(1, user.value());
      var rows = statement.executeQuery();
      var found = new ArrayList<UUID>();
      while (rows.next()) {
        found.add(rows.getObject(1, UUID.class));
      }
      return found;
    }
  }

  /** One text or number of the database, as the tenant sees it. */
  default String value(TenantId tenant, String sql) {
    return in(
        tenant,
        tx -> {
          try (var statement = tx.connection().createStatement();
              var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
          }
        });
  }

  /** Types of all events of the tenant, in order. */
  default List<String> events(TenantId tenant) {
    return in(
        tenant,
        tx -> {
          var types = new ArrayList<String>();
          try (var statement = tx.connection().createStatement();
              var rows = statement.executeQuery("select type from outbox order by xid, seq")) {
            while (rows.next()) {
              types.add(rows.getString(1));
            }
          }
          return types;
        });
  }
}
