package io.concordat.outbox;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.util.Optional;

/** SQL of {@code outbox_positions}: how far a listener has heard of the tenant. */
final class PositionRows {
  private PositionRows() {}

  static Optional<Position> find(Tx tx, String listener) {
    return Handles.of(tx)
        .createQuery(
            """
            select xid::text, seq from outbox_positions
            where tenant_id = :tenant and listener = :listener""")
        .bind("tenant", tx.tenant().value())
        .bind("listener", listener)
        .map((rows, context) -> new Position(rows.getString(1), rows.getLong(2)))
        .findOne();
  }

  /** Never backwards. */
  static void store(Tx tx, String listener, Position position) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into outbox_positions (tenant_id, listener, xid, seq)
            values (:tenant, :listener, cast(:xid as xid8), :seq)
            on conflict (tenant_id, listener) do update set xid = excluded.xid, seq = excluded.seq
            where (outbox_positions.xid, outbox_positions.seq) < (excluded.xid, excluded.seq)""")
        .bind("tenant", tx.tenant().value())
        .bind("listener", listener)
        .bind("xid", position.xid())
        .bind("seq", position.seq())
        .execute();
  }
}
