package io.concordat.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.spi.event.Event;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code outbox}: the tenant's events. */
final class OutboxRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

  private OutboxRows() {}

  /** Any number of events in one statement, in their order, and the note that there is news. */
  static void append(Tx tx, List<Event> events, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            with news as (
              insert into route_outbox (tenant_id) values (:tenant) on conflict do nothing)
            insert into outbox (tenant_id, type, subject, cause, data, at)
            select :tenant, e.type, e.subject, e.cause, cast(e.data as jsonb), :at
            from unnest(:types, :subjects, :causes, :data)
              with ordinality as e (type, subject, cause, data, n)
            order by e.n""")
        .bind("tenant", tx.tenant().value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bindArray("types", String.class, events.stream().map(Event::type).toArray())
        .bindArray("subjects", UUID.class, events.stream().map(Event::subject).toArray())
        .bindArray("causes", String.class, events.stream().map(Event::cause).toArray())
        .bindArray("data", String.class, events.stream().map(it -> json(it.data())).toArray())
        .execute();
  }

  /** Events after a position, below every transaction that still runs, so that none is skipped. */
  static List<Stored> after(Tx tx, Position position, int limit) {
    return Handles.of(tx)
        .createQuery(
            """
            select xid::text as xid, seq, type, subject, cause, data::text as data, at from outbox
            where tenant_id = :tenant and (xid, seq) > (cast(:xid as xid8), :seq)
              and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, seq limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bind("xid", position.xid())
        .bind("seq", position.seq())
        .bind("limit", limit)
        .map((rows, context) -> stored(rows))
        .list();
  }

  /** The same, of some types only. */
  static List<Stored> after(Tx tx, Position position, Collection<String> types, int limit) {
    return Handles.of(tx)
        .createQuery(
            """
            select xid::text as xid, seq, type, subject, cause, data::text as data, at from outbox
            where tenant_id = :tenant and (xid, seq) > (cast(:xid as xid8), :seq)
              and xid < pg_snapshot_xmin(pg_current_snapshot()) and type = any(:types)
            order by xid, seq limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bind("xid", position.xid())
        .bind("seq", position.seq())
        .bindArray("types", String.class, types.toArray())
        .bind("limit", limit)
        .map((rows, context) -> stored(rows))
        .list();
  }

  /** The newest event of before; the search begins at the end, so it reads what came since. */
  static Optional<Position> lastBefore(Tx tx, Instant since) {
    return Handles.of(tx)
        .createQuery(
            """
            select xid::text as xid, seq from outbox
            where tenant_id = :tenant and at < :since
              and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid desc, seq desc limit 1""")
        .bind("tenant", tx.tenant().value())
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .map((rows, context) -> new Position(rows.getString("xid"), rows.getLong("seq")))
        .findOne();
  }

  static int purge(Tx tx, Instant before) {
    return Handles.of(tx)
        .createUpdate("delete from outbox where tenant_id = :tenant and at < :before")
        .bind("tenant", tx.tenant().value())
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Stored stored(ResultSet rows) throws SQLException {
    Event event =
        new Event(
            rows.getString("type"),
            rows.getObject("subject", UUID.class),
            rows.getString("cause"),
            data(rows.getString("data")));
    Position position = new Position(rows.getString("xid"), rows.getLong("seq"));
    return new Stored(position, event, rows.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static String json(Map<String, Object> data) {
    try {
      return JSON.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an event's data must be plain JSON values", e);
    }
  }

  private static Map<String, Object> data(String json) throws SQLException {
    try {
      return JSON.readValue(json, DATA);
    } catch (JsonProcessingException e) {
      throw new SQLException("outbox.data is damaged", e);
    }
  }
}
