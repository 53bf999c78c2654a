package io.concordat.ee.calendar.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger of a calendar's channels as its owner reads it: no secret, no address. */
public final class LedgerRows {
  private static final int SHOWN = 10;

  private static final String CHANNELS =
      """
      select * from calendar_subscriptions where tenant_id = :t and provider_id = :p
      order by status = 'ended', created_at desc, id limit :limit
      """;

  private static final String ATTEMPTS =
      """
      select * from calendar_channel_attempts where tenant_id = :t and provider_id = :p
      order by at desc, id limit :limit
      """;

  private static final String GAPS =
      """
      select * from calendar_gaps where tenant_id = :t and provider_id = :p
      order by closed_at is not null, opened_at desc, id limit :limit
      """;

  private LedgerRows() {}

  public static ObjectNode of(Tx tx, UUID provider) {
    ObjectNode node = object();
    ArrayNode attempts = list(tx, provider, ATTEMPTS, LedgerRows::attempt);
    ArrayNode gaps = list(tx, provider, GAPS, LedgerRows::gap);
    node.set("lastAttempt", attempts.isEmpty() ? node.nullNode() : attempts.get(0));
    node.set("channels", list(tx, provider, CHANNELS, LedgerRows::channel));
    node.set("attempts", attempts);
    node.set("gaps", gaps);
    return node;
  }

  private static ArrayNode list(Tx tx, UUID provider, String sql, Line line) {
    List<ObjectNode> rows =
        Sql.on(tx)
            .createQuery(sql)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("limit", SHOWN)
            .map((row, context) -> line.of(row))
            .list();
    return JsonNodeFactory.instance.arrayNode().addAll(rows);
  }

  private interface Line {
    ObjectNode of(ResultSet row) throws SQLException;
  }

  private static ObjectNode channel(ResultSet row) throws SQLException {
    return object()
        .put("id", row.getString("id"))
        .put("status", row.getString("status"))
        .put("askedAt", time(row, "created_at"))
        .put("grantedAt", time(row, "granted_at"))
        .put("expiresAt", time(row, "expires_at"))
        .put("renewAt", time(row, "renew_at"))
        .put("endedAt", time(row, "ended_at"))
        .put("failures", row.getInt("failures"));
  }

  private static ObjectNode attempt(ResultSet row) throws SQLException {
    return object()
        .put("channelId", row.getString("channel_id"))
        .put("act", row.getString("act"))
        .put("outcome", row.getString("outcome"))
        .put("at", time(row, "at"))
        .put("nextAt", time(row, "next_at"));
  }

  private static ObjectNode gap(ResultSet row) throws SQLException {
    return object()
        .put("cause", row.getString("cause"))
        .put("from", time(row, "opened_at"))
        .put("to", time(row, "over_at"))
        .put("closedAt", time(row, "closed_at"))
        .put("closedBy", row.getString("closed_by"));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static @Nullable String time(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant().toString();
  }
}
