package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which mappings are in conflict. */
final class ConflictRows {
  List<UUID> list(
      Tx tx, Optional<UserId> owner, Optional<UUID> provider, Optional<UUID> after, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select m.id from calendar_event_mappings m
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
        .mapTo(UUID.class)
        .list();
  }
}
