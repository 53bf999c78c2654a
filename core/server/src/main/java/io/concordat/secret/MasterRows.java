package io.concordat.secret;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of {@code active_master_key}. */
final class MasterRows {
  private MasterRows() {}

  /** The key that wraps; it stays so until this transaction ends. */
  static String hold(Tx tx, String primary, Instant at) {
    Handle handle = Handles.of(tx);
    return held(handle)
        .or(
            () -> {
              insert(handle, primary, at);
              return held(handle);
            })
        .orElseThrow();
  }

  private static Optional<String> held(Handle handle) {
    return handle
        .createQuery("select id from active_master_key for share")
        .mapTo(String.class)
        .findOne();
  }

  private static void insert(Handle handle, String id, Instant at) {
    handle
        .createUpdate(
            """
            insert into active_master_key (id, since) values (:id, :at) on conflict do nothing""")
        .bind("id", id)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Waits for whoever is wrapping with the one before. */
  static void activate(AcrossTenants.Reach reach, String id, Instant at) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into active_master_key as a (id, since) values (:id, :at)
                    on conflict (only_one) do update set id = :id, since = :at
                    where a.id <> excluded.id""")
                .bind("id", id)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute());
  }
}
