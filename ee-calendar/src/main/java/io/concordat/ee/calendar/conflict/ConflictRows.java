package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** Which mappings are in conflict. */
public final class ConflictRows {
  /** One conflict, and since when it waits. */
  public record Since(UUID id, Instant at) {
    private static Since read(ResultSet row, StatementContext context) throws SQLException {
      return new Since(
          row.getObject("id", UUID.class), row.getTimestamp("conflict_at").toInstant());
    }
  }

  List<Since> list(
      Tx tx, Optional<UserId> owner, Optional<UUID> provider, Optional<UUID> after, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select m.id, m.conflict_at from calendar_event_mappings m
            join calendar_providers p on p.tenant_id = m.tenant_id and p.id = m.provider_id
            where m.tenant_id = :t and m.sync_status = 'conflict'
              and (cast(:owner as uuid) is null or p.user_id = cast(:owner as uuid))
              and (cast(:p as uuid) is null or p.id = cast(:p as uuid))
              and (cast(:after as uuid) is null or m.id > cast(:after as uuid))
            order by m.id limit :limit
            """)
        .bind("t", tx.tenant().value())
        .bind("owner", owner.map(UserId::value).orElse(null))
        .bind("p", provider.orElse(null))
        .bind("after", after.orElse(null))
        .bind("limit", limit)
        .map(Since::read)
        .list();
  }

  /** Empty: it is over. */
  Optional<Since> since(Tx tx, UUID mapping) {
    return Sql.on(tx)
        .createQuery(
            """
            select id, conflict_at from calendar_event_mappings
            where tenant_id = :t and id = :id and sync_status = 'conflict'
            """)
        .bind("t", tx.tenant().value())
        .bind("id", mapping)
        .map(Since::read)
        .findOne();
  }
}
