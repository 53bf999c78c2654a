package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The columns that hold content, each as an array, so that one statement writes thousands. */
final class EntryColumns {
  private static final List<Column> ALL =
      List.of(
          column("title", "text", EntryContent::title),
          column("notes", "text", EntryContent::notes),
          column("location", "text", EntryContent::location),
          column("all_day", "bool", content -> content.when() instanceof When.AllDay),
          column("zone", "text", content -> zone(content.when())),
          column("start_local", "timestamp", content -> startLocal(content.when())),
          column("start_offset", "int4", content -> offset(content.when(), When.Timed::start)),
          column("end_local", "timestamp", content -> endLocal(content.when())),
          column("end_offset", "int4", content -> offset(content.when(), When.Timed::end)),
          column("starts_at", "timestamptz", content -> Span.of(content).start().toString()),
          column("ends_at", "timestamptz", EntryColumns::endsAt),
          column("status", "text", content -> content.status().name()),
          column("is_private", "bool", EntryContent::isPrivate),
          column("recurrence", "jsonb", EntryColumns::recurrence),
          column("exceptions", "jsonb", EntryColumns::exceptions));

  /** {@code title, notes, …} */
  static final String NAMES = names("");

  /** {@code n.title, n.notes, …} */
  static final String NEW = names("n.");

  /** {@code e.title, e.notes, …} */
  static final String OLD = names("e.");

  /** {@code title = n.title, …} */
  static final String ASSIGNMENTS =
      ALL.stream()
          .map(column -> column.name() + " = n." + column.name())
          .collect(Collectors.joining(", "));

  /** {@code :title::text[], …} */
  static final String ARRAYS =
      ALL.stream()
          .map(column -> ":" + column.name() + "::" + column.type() + "[]")
          .collect(Collectors.joining(", "));

  private record Column(String name, String type, Function<EntryContent, @Nullable Object> value) {}

  private EntryColumns() {}

  private static Column column(
      String name, String type, Function<EntryContent, @Nullable Object> value) {
    return new Column(name, type, value);
  }

  static void bind(Handle handle, SqlStatement<?> statement, List<EntryContent> contents) {
    ALL.forEach(
        column -> bind(handle, statement, column.name(), column.type(), contents, column.value()));
  }

  static <T> void bind(
      Handle handle,
      SqlStatement<?> statement,
      String name,
      String type,
      List<T> rows,
      Function<? super T, ? extends @Nullable Object> value) {
    var values = new ArrayList<@Nullable Object>(rows.size());
    rows.forEach(row -> values.add(value.apply(row)));
    try {
      var array = handle.getConnection().createArrayOf(type, values.toArray());
      statement.bindBySqlType(name, array, Types.ARRAY);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot bind " + name, e);
    }
  }

  private static String names(String prefix) {
    return ALL.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
  }

  private static @Nullable Object zone(When when) {
    return when instanceof When.Timed timed ? timed.zone().getId() : null;
  }

  private static Object startLocal(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.atStartOfDay().toString();
      case When.Timed timed -> timed.start().toLocalDateTime().toString();
    };
  }

  private static Object endLocal(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> end.atStartOfDay().toString();
      case When.Timed timed -> timed.end().toLocalDateTime().toString();
    };
  }

  private static @Nullable Object offset(When when, Function<When.Timed, ZonedDateTime> part) {
    return when instanceof When.Timed timed
        ? part.apply(timed).getOffset().getTotalSeconds()
        : null;
  }

  private static @Nullable Object endsAt(EntryContent content) {
    return Span.of(content).end().map(Object::toString).orElse(null);
  }

  private static @Nullable Object recurrence(EntryContent content) {
    return content.recurrence().map(StoredJson::write).orElse(null);
  }

  private static @Nullable Object exceptions(EntryContent content) {
    return content.exceptions().isEmpty() ? null : StoredJson.write(content.exceptions());
  }
}
