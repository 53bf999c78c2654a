package io.concordat.audit;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading and forgetting of {@code audit_log}: only what is asked for becomes a condition. */
final class SearchRows {
  private final List<String> conditions = new ArrayList<>(List.of("tenant_id = :tenant"));
  private final Map<String, Object> values = new HashMap<>();

  private SearchRows() {}

  static List<AuditLog.Line> find(Tx tx, Search search) {
    SearchRows rows = new SearchRows();
    rows.where("at >= :from", "from", search.from().map(SearchRows::time));
    rows.where("at < :to", "to", search.to().map(SearchRows::time));
    rows.where("user_id = :user", "user", search.user());
    rows.where("action = :action", "action", search.action());
    rows.where("subject = :subject", "subject", search.subject());
    rows.where("outcome = :outcome", "outcome", search.outcome());
    rows.where("(at, id) < (:mark, :id)", "mark", search.before().map(mark -> time(mark.at())));
    search.before().ifPresent(mark -> rows.values.put("id", mark.id()));
    return rows.read(tx, search.limit());
  }

  private void where(String condition, String name, Optional<?> value) {
    value.ifPresent(
        it -> {
          conditions.add(condition);
          values.put(name, it);
        });
  }

  private List<AuditLog.Line> read(Tx tx, int limit) {
    return Handles.of(tx)
        .createQuery(
            "select id, at, user_id, action, subject, outcome, detail from audit_log where "
                + String.join(" and ", conditions)
                + " order by at desc, id desc limit :limit")
        .bindMap(values)
        .bind("tenant", tx.tenant().value())
        .bind("limit", limit)
        .map((rows, context) -> AuditRows.line(rows))
        .list();
  }

  /**
   * From one action to the next in the index, so that a long log costs no more than a short one.
   */
  static List<String> actions(Tx tx) {
    return Handles.of(tx)
        .createQuery(
            """
            with recursive seen as (
              (select action from audit_log where tenant_id = :tenant order by action limit 1)
              union all
              select (select action from audit_log
                      where tenant_id = :tenant and action > seen.action order by action limit 1)
              from seen where seen.action is not null)
            select action from seen where action is not null order by action limit :most""")
        .bind("tenant", tx.tenant().value())
        .bind("most", 500)
        .mapTo(String.class)
        .list();
  }

  /** The oldest of those from before this instant, at most so many. */
  static int purge(Tx tx, Instant before, int limit) {
    return Handles.of(tx)
        .createUpdate(
            """
            delete from audit_log where tenant_id = :tenant and (at, id) in (
              select at, id from audit_log where tenant_id = :tenant and at < :before
              order by at, id limit :limit)""")
        .bind("tenant", tx.tenant().value())
        .bind("before", time(before))
        .bind("limit", limit)
        .execute();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
