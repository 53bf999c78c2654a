package io.concordat.schedule;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** What a tenant says once about all of its schedule. */
public final class ScheduleSettings {
  private final InstantSource clock;

  public ScheduleSettings(InstantSource clock) {
    this.clock = clock;
  }

  /** The type of entries that are made without one. */
  public static String defaultWorkItemType(Tx tx) {
    return Handles.of(tx)
        .createQuery(
            "select default_work_item_type from schedule_settings where tenant_id = :tenant")
        .bind("tenant", tx.tenant().value())
        .mapTo(String.class)
        .findOne()
        .orElse(WorkItem.AD_HOC);
  }

  /** For entries made from now on. */
  public void setDefaultWorkItemType(Tx tx, String type) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into schedule_settings (tenant_id, default_work_item_type, updated_at)
            values (:tenant, :type, :at)
            on conflict (tenant_id) do update set updated_at = excluded.updated_at,
              default_work_item_type = excluded.default_work_item_type""")
        .bind("tenant", tx.tenant().value())
        .bind("type", type)
        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
        .execute();
  }
}
