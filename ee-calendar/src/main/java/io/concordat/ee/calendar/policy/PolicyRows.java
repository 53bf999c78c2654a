package io.concordat.ee.calendar.policy;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.reconcile.Policy;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.Locale;

/** What a tenant wants of its calendars. */
public final class PolicyRows {
  /**
   * @param version 0 as long as nobody has said anything
   */
  public record Wanted(Policy policy, long version) {
    static final Wanted DEFAULT = new Wanted(Policy.ASK, 0);

    /** As rows and JSON call the policy. */
    public String name() {
      return policy.name().toLowerCase(Locale.ROOT);
    }
  }

  public Policy of(Tx tx) {
    return find(tx).policy();
  }

  public Wanted find(Tx tx) {
    return Sql.on(tx)
        .createQuery("select conflict_policy, version from calendar_settings where tenant_id = :t")
        .bind("t", tx.tenant().value())
        .map(
            (row, context) ->
                new Wanted(
                    Policy.valueOf(row.getString("conflict_policy").toUpperCase(Locale.ROOT)),
                    row.getLong("version")))
        .findOne()
        .orElse(Wanted.DEFAULT);
  }

  /** False: somebody else was faster. */
  public boolean store(Tx tx, Wanted wanted, Instant now) {
    return Sql.on(tx)
            .createUpdate(
                """
                insert into calendar_settings as s (tenant_id, conflict_policy, version, updated_at)
                select :t, :policy, 1, :now where :version = 0
                  or exists (select 1 from calendar_settings where tenant_id = :t)
                on conflict (tenant_id) do update set conflict_policy = excluded.conflict_policy,
                  version = s.version + 1, updated_at = excluded.updated_at
                where s.version = :version
                """)
            .bind("t", tx.tenant().value())
            .bind("policy", wanted.name())
            .bind("version", wanted.version())
            .bind("now", now)
            .execute()
        == 1;
  }
}
