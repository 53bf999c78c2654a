package io.concordat.ee.calendar.why;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Mappings whose owner should have a look. */
public final class TroubledRows {
  private static final String HELD = "would_notify_attendees";

  /** One of them; the entry is named and not told. */
  public record Troubled(UUID mapping, UUID entry, String status, Optional<String> reason) {
    /** The write waits for somebody to let it out. */
    public boolean held() {
      return reason.filter(HELD::equals).isPresent();
    }
  }

  /** Conflicts first, then what cannot be carried, then what is held; youngest first. */
  public List<Troubled> of(Tx tx, UUID provider, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select id, entry_id, sync_status, reason from calendar_event_mappings
            where tenant_id = :t and provider_id = :p
              and (sync_status in ('conflict', 'error') or reason = :held)
            order by sync_status, updated_at desc, id limit :limit
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("held", HELD)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Troubled(
                    row.getObject("id", UUID.class),
                    row.getObject("entry_id", UUID.class),
                    row.getString("sync_status"),
                    Optional.ofNullable(row.getString("reason"))))
        .list();
  }
}
