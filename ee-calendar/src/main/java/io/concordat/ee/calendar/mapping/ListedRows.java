package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Mappings as lists show them: ids and states, no contents. */
final class ListedRows {
  record Listed(
      UUID id,
      UUID provider,
      UUID entry,
      Optional<String> remoteId,
      String status,
      Optional<String> reason,
      Optional<String> conflict,
      Instant updatedAt,
      boolean outsideWindow) {}

  /** What a list is narrowed to. */
  record Filter(
      Optional<UUID> provider,
      Optional<UserId> owner,
      Optional<String> status,
      Optional<String> reason,
      Optional<UUID> entry) {}

  List<Listed> list(Tx tx, Filter filter, Optional<UUID> after, int limit, Instant now) {
    return Sql.on(tx)
        .createQuery(
            """
            select m.id, m.provider_id, m.entry_id, m.remote_id, m.sync_status, m.reason,
              m.conflict_kind, m.updated_at, p.vendor, e.starts_at, e.ends_at
            from calendar_event_mappings m
            join calendar_providers p on p.tenant_id = m.tenant_id and p.id = m.provider_id
            left join spi_schedule_entries e on e.tenant_id = m.tenant_id and e.id = m.entry_id
            where m.tenant_id = :t and (cast(:p as uuid) is null or m.provider_id = cast(:p as uuid))
              and (cast(:owner as uuid) is null or p.user_id = cast(:owner as uuid))
              and (cast(:status as text) is null or m.sync_status = cast(:status as text))
              and (cast(:reason as text) is null or m.reason = cast(:reason as text))
              and (cast(:entry as uuid) is null or m.entry_id = cast(:entry as uuid))
              and (cast(:after as uuid) is null or m.id > cast(:after as uuid))
            order by m.id limit :limit
            """)
        .bind("t", tx.tenant().value())
        .bind("p", filter.provider().orElse(null))
        .bind("owner", filter.owner().map(UserId::value).orElse(null))
        .bind("status", filter.status().orElse(null))
        .bind("reason", filter.reason().orElse(null))
        .bind("entry", filter.entry().orElse(null))
        .bind("after", after.orElse(null))
        .bind("limit", limit)
        .map((row, context) -> listed(row, now))
        .list();
  }

  private static Listed listed(ResultSet row, Instant now) throws SQLException {
    return new Listed(
        row.getObject("id", UUID.class),
        row.getObject("provider_id", UUID.class),
        row.getObject("entry_id", UUID.class),
        Optional.ofNullable(row.getString("remote_id")),
        row.getString("sync_status"),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("conflict_kind")),
        row.getTimestamp("updated_at").toInstant(),
        outsideWindow(row, now));
  }

  private static boolean outsideWindow(ResultSet row, Instant now) throws SQLException {
    var horizon = Brand.named(row.getString("vendor")).flatMap(Horizon::of);
    var starts = instant(row, "starts_at");
    var ends = instant(row, "ends_at");
    return horizon.isPresent()
        && starts.isPresent()
        && horizon.get().hides(starts.get(), ends, now);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
