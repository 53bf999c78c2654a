package io.concordat.ee.calendar.plan;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.sync.Act;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** The rows of plans. */
final class PlanRows {
  void insert(Tx tx, Plan plan, UserId by) {
    on(
            tx,
            plan.id(),
            """
            insert into calendar_plans (tenant_id, id, provider_id, kind, complete, state,
              requested_by, requested_at)
            values (:t, :id, :p, :kind, :complete, :state, :by, :now)
            """)
        .bind("p", plan.provider())
        .bind("kind", plan.kind().stored())
        .bind("complete", plan.full())
        .bind("state", plan.state().stored())
        .bind("by", by.value())
        .bind("now", plan.requestedAt())
        .execute();
    trim(tx, plan.provider());
  }

  /** Keeps the youngest ten. */
  private static void trim(Tx tx, UUID provider) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_plans where tenant_id = :t and provider_id = :p
              and state not in ('queued', 'applying') and id not in (
                select id from calendar_plans where tenant_id = :t and provider_id = :p
                order by requested_at desc, id desc limit 10)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .execute();
  }

  Optional<Plan> find(Tx tx, UUID id) {
    return Sql.on(tx)
        .createQuery("select * from calendar_plans where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Youngest first, without what they would do. */
  List<Plan> of(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select tenant_id, id, provider_id, kind, complete, state, '[]' as acts, requests,
              seconds, questions, null as more, null as fewer, run_id, error_code, requested_at,
              ready_at
            from calendar_plans where tenant_id = :t and provider_id = :p
            order by requested_at desc, id desc
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map((row, context) -> read(row))
        .list();
  }

  void ready(Tx tx, Plan plan, Instant now) {
    on(
            tx,
            plan.id(),
            """
            update calendar_plans set state = 'ready', acts = cast(:acts as jsonb),
              requests = :requests, seconds = :seconds, questions = :questions, ready_at = :now
            where tenant_id = :t and id = :id
            """)
        .bind("acts", ActJson.write(plan.acts()))
        .bind("requests", plan.requests())
        .bind("seconds", plan.seconds())
        .bindArray("questions", String.class, plan.questions())
        .bind("now", now)
        .execute();
  }

  void failed(Tx tx, UUID id, String code) {
    on(
            tx,
            id,
            """
            update calendar_plans set state = 'failed', error_code = :code
            where tenant_id = :t and id = :id
            """)
        .bind("code", code)
        .execute();
  }

  void applying(Tx tx, UUID id) {
    on(tx, id, "update calendar_plans set state = 'applying' where tenant_id = :t and id = :id")
        .execute();
  }

  void applied(Tx tx, UUID id, UUID run) {
    on(
            tx,
            id,
            """
            update calendar_plans set state = 'applied', run_id = :run
            where tenant_id = :t and id = :id
            """)
        .bind("run", run)
        .execute();
  }

  void outdated(Tx tx, UUID id, Plan.Changed changed) {
    on(
            tx,
            id,
            """
            update calendar_plans set state = 'outdated', more = cast(:more as jsonb),
              fewer = cast(:fewer as jsonb)
            where tenant_id = :t and id = :id
            """)
        .bind("more", ActJson.write(changed.more()))
        .bind("fewer", ActJson.write(changed.fewer()))
        .execute();
  }

  private static Update on(Tx tx, UUID id, String sql) {
    return Sql.on(tx).createUpdate(sql).bind("t", tx.tenant().value()).bind("id", id);
  }

  private static Plan read(ResultSet row) throws SQLException {
    return new Plan(
        row.getObject("id", UUID.class),
        row.getObject("provider_id", UUID.class),
        Plan.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getBoolean("complete"),
        Plan.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        ActJson.read(row.getString("acts")),
        row.getInt("requests"),
        row.getInt("seconds"),
        texts(row.getArray("questions")),
        Optional.ofNullable(row.getString("more"))
            .map(ActJson::read)
            .map(more -> changed(more, row)),
        Optional.ofNullable(row.getObject("run_id", UUID.class)),
        Optional.ofNullable(row.getString("error_code")),
        row.getTimestamp("requested_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("ready_at")).map(Timestamp::toInstant));
  }

  private static Plan.Changed changed(List<Act> more, ResultSet row) {
    try {
      return new Plan.Changed(more, ActJson.read(row.getString("fewer")));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
