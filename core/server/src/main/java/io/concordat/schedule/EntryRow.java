package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a row of {@code schedule_entries} with its assignees. */
final class EntryRow implements RowMapper<StoredEntry> {
  @Override
  public StoredEntry map(ResultSet row, StatementContext context) throws SQLException {
    var entry =
        new ScheduleEntry(
            new ScheduleEntryId(row.getObject("id", UUID.class)),
            content(row),
            row.getString("work_item_type"),
            assignees(row),
            row.getLong("version"),
            row.getObject("deleted_at") != null,
            Optional.ofNullable(row.getString("change_cause")).orElse(""),
            edited(row));
    return new StoredEntry(
        entry,
        Optional.ofNullable(row.getString("work_item_id")),
        Optional.ofNullable(row.getObject("created_by", UUID.class)).map(UserId::new),
        instant(row, "created_at"),
        instant(row, "updated_at"));
  }

  private static Optional<ScheduleEntry.Edit> edited(ResultSet row) throws SQLException {
    var by = Optional.ofNullable(row.getObject("edited_by", UUID.class));
    long version = row.getLong("edited_version");
    return by.map(user -> new ScheduleEntry.Edit(new UserId(user), version));
  }

  private static EntryContent content(ResultSet row) throws SQLException {
    return new EntryContent(
        row.getString("title"),
        row.getString("notes"),
        row.getString("location"),
        when(row),
        row.getBoolean("is_private"),
        EntryStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("recurrence")).map(StoredJson::recurrence),
        exceptions(row));
  }

  private static SortedMap<RecurrenceId, Occurrence> exceptions(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString("exceptions"))
        .map(StoredJson::exceptions)
        .orElseGet(Collections::emptySortedMap);
  }

  private static When when(ResultSet row) throws SQLException {
    if (row.getBoolean("all_day")) {
      return new When.AllDay(
          row.getObject("start_local", LocalDate.class),
          row.getObject("end_local", LocalDate.class));
    }
    ZoneId zone = ZoneId.of(row.getString("zone"));
    return new When.Timed(zoned(row, "start", zone), zoned(row, "end", zone));
  }

  /** The stored offset decides only inside an overlap; else wall time and zone rules do. */
  private static ZonedDateTime zoned(ResultSet row, String side, ZoneId zone) throws SQLException {
    return ZonedDateTime.ofLocal(
        row.getObject(side + "_local", LocalDateTime.class),
        zone,
        ZoneOffset.ofTotalSeconds(row.getInt(side + "_offset")));
  }

  private static SortedSet<UserId> assignees(ResultSet row) throws SQLException {
    var users = new TreeSet<UserId>(Comparator.comparing(UserId::value));
    for (Object user : (Object[]) row.getArray("assignees").getArray()) {
      users.add(new UserId((UUID) user));
    }
    return users;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
