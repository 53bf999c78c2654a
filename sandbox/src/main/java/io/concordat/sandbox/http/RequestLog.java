package io.concordat.sandbox.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The requests a twin answered: the last 50,000 rows, and counters that forget nothing. */
public final class RequestLog {
  private static final int KEPT = 50_000;

  private final TwinClock clock;
  private final Deque<Row> rows = new ArrayDeque<>();
  private final Map<String, Long> byKind = new TreeMap<>();
  private final Map<String, Long> byStatus = new TreeMap<>();
  private final Map<String, Long> byMethod = new TreeMap<>();
  private final Map<String, Long> byAccount = new TreeMap<>();
  private long total;
  private long units;
  private long lastSeq;

  public RequestLog(TwinClock clock) {
    this.clock = clock;
  }

  public synchronized void add(Call call, Instant started, int status) {
    Row row = Row.of(++lastSeq, started, clock.real(), call, status);
    rows.addLast(row);
    if (rows.size() > KEPT) {
      rows.removeFirst();
    }
    count(call, status);
  }

  private void count(Call call, int status) {
    total++;
    units += call.units();
    byKind.merge(lower(call.kind()), 1L, Long::sum);
    byStatus.merge(Integer.toString(status), 1L, Long::sum);
    byMethod.merge(call.request().method(), 1L, Long::sum);
    call.account().ifPresent(account -> byAccount.merge(account, 1L, Long::sum));
  }

  public synchronized ObjectNode since(long seq, int limit) {
    ArrayNode items = Json.array();
    rows.stream().filter(r -> r.seq > seq).limit(limit).map(Row::json).forEach(items::add);
    ObjectNode reply = Json.object().put("last", lastSeq);
    reply.set("summary", summary());
    reply.set("items", items);
    return reply;
  }

  public synchronized ObjectNode summary() {
    ObjectNode summary = Json.object().put("total", total).put("units", units);
    for (Call.Kind kind : Call.Kind.values()) {
      summary.put(lower(kind), byKind.getOrDefault(lower(kind), 0L));
    }
    byStatus.forEach(summary.putObject("byStatus")::put);
    byMethod.forEach(summary.putObject("byMethod")::put);
    byAccount.forEach(summary.putObject("byAccount")::put);
    return summary;
  }

  /** Forgets rows and counters; sequence numbers go on. */
  public synchronized void clear() {
    rows.clear();
    byKind.clear();
    byStatus.clear();
    byMethod.clear();
    byAccount.clear();
    total = 0;
    units = 0;
  }

  private static String lower(Call.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Strings only: fifty thousand requests with their headers and bodies would fill the memory. */
  private record Row(
      long seq,
      Instant time,
      Instant realTime,
      String method,
      String path,
      String query,
      int status,
      Call.Kind kind,
      int units,
      Optional<String> account,
      Optional<String> calendarId,
      Optional<String> eventId,
      Optional<String> note) {
    static Row of(long seq, Instant time, Instant realTime, Call call, int status) {
      return new Row(
          seq,
          time,
          realTime,
          call.request().method(),
          call.request().path(),
          call.request().queryText(),
          status,
          call.kind(),
          call.units(),
          call.account(),
          call.calendarId(),
          call.eventId(),
          call.note());
    }

    ObjectNode json() {
      ObjectNode row = Json.object().put("seq", seq).put("method", method).put("path", path);
      row.put("query", query).put("status", status).put("kind", lower(kind)).put("units", units);
      row.put("time", time.toString()).put("realTime", realTime.toString());
      account.ifPresent(value -> row.put("account", value));
      calendarId.ifPresent(value -> row.put("calendarId", value));
      eventId.ifPresent(value -> row.put("eventId", value));
      note.ifPresent(value -> row.put("note", value));
      return row;
    }
  }
}
