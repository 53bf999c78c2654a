package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The youngest runs of many providers at once. */
public final class RecentRows {
  /**
   * A run that did something.
   *
   * @param changed created, updated or deleted on either side
   * @param error of a run that failed
   */
  public record Recent(
      UUID id,
      UUID provider,
      String state,
      int changed,
      Optional<String> error,
      Instant requestedAt,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt) {
    public boolean over() {
      return state.equals("completed") || state.equals("failed");
    }

    public boolean failed() {
      return state.equals("failed");
    }

    public Duration took() {
      return startedAt
          .flatMap(began -> finishedAt.map(ended -> Duration.between(began, ended)))
          .orElse(Duration.ZERO);
    }
  }

  /** By provider, oldest first. */
  public Map<UUID, List<Recent>> of(Tx tx, Collection<UUID> providers, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select r.* from unnest(cast(:ids as uuid[])) as p(id)
            cross join lateral (
              select * from calendar_runs
              where tenant_id = :t and provider_id = p.id
              order by requested_at desc, id desc limit :limit) r
            order by r.requested_at, r.id
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, List.copyOf(providers))
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .collect(Collectors.groupingBy(Recent::provider));
  }

  private static Recent read(ResultSet row) throws SQLException {
    return new Recent(
        row.getObject("id", UUID.class),
        row.getObject("provider_id", UUID.class),
        row.getString("state"),
        row.getInt("created") + row.getInt("updated") + row.getInt("deleted"),
        Optional.ofNullable(row.getString("error_code")),
        row.getTimestamp("requested_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
