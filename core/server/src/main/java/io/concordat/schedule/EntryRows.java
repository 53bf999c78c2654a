package io.concordat.schedule;

import static io.concordat.schedule.EntryColumns.bind;

import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The SQL of {@code schedule_entries} and {@code schedule_entry_assignees}. */
final class EntryRows {
  private static final String SELECT =
      """
      SELECT e.*, ARRAY(SELECT a.user_id FROM schedule_entry_assignees a
                        WHERE a.tenant_id = e.tenant_id AND a.entry_id = e.id) AS assignees
      FROM schedule_entries e WHERE e.tenant_id = :tenant AND\s""";

  private static final String INSERT =
      """
      INSERT INTO schedule_entries (tenant_id, id, work_item_type, work_item_id, created_by,
        version, created_at, updated_at, change_cause, edited_by, edited_version, %s)
      SELECT :tenant, n.id, n.work_item_type, n.work_item_id, n.created_by, 1, :now, :now, :cause,
        n.created_by, CASE WHEN n.created_by IS NOT NULL THEN 1 END, %s
      FROM unnest(:id::uuid[], :work_item_type::text[], :work_item_id::text[],
        :created_by::uuid[], %s)
        AS n (id, work_item_type, work_item_id, created_by, %s)
      ON CONFLICT (tenant_id, id) DO NOTHING RETURNING id
      """
          .formatted(EntryColumns.NAMES, EntryColumns.NEW, EntryColumns.ARRAYS, EntryColumns.NAMES);

  /** Users are a text of one array per row, null where they stay: unnest flattens nested arrays. */
  private static final String UPDATE =
      """
      UPDATE schedule_entries e
      SET %s, version = e.version + 1, updated_at = :now, change_cause = :cause,
        edited_by = coalesce(n.edited_by, e.edited_by),
        edited_version = CASE WHEN n.edited_by IS NULL THEN e.edited_version
                              ELSE e.version + 1 END,
        work_item_type = coalesce(n.work_item_type, e.work_item_type),
        work_item_id = CASE WHEN n.work_item_type IS NULL THEN e.work_item_id
                            ELSE n.work_item_id END
      FROM unnest(:id::uuid[], :if_version::int8[], :work_item_type::text[],
        :work_item_id::text[], :users::text[], :edited_by::uuid[], %s)
        AS n (id, if_version, work_item_type, work_item_id, users, edited_by, %s)
      WHERE e.tenant_id = :tenant AND e.id = n.id AND e.version = n.if_version
        AND e.deleted_at IS NULL
        AND ((%s) IS DISTINCT FROM (%s)
          OR (n.work_item_type IS NOT NULL AND (e.work_item_type, e.work_item_id)
                IS DISTINCT FROM (n.work_item_type, n.work_item_id))
          OR (n.users IS NOT NULL
              AND ARRAY(SELECT u FROM unnest(n.users::uuid[]) u ORDER BY u)
                IS DISTINCT FROM
                  ARRAY(SELECT a.user_id FROM schedule_entry_assignees a
                        WHERE a.tenant_id = :tenant AND a.entry_id = e.id ORDER BY a.user_id)))
      RETURNING e.id, e.version
      """
          .formatted(
              EntryColumns.ASSIGNMENTS,
              EntryColumns.ARRAYS,
              EntryColumns.NAMES,
              EntryColumns.OLD,
              EntryColumns.NEW);

  private static final String DELETE =
      """
      UPDATE schedule_entries e
      SET deleted_at = :now, updated_at = :now, version = e.version + 1, change_cause = :cause,
        edited_by = coalesce(:by::uuid, e.edited_by),
        edited_version = CASE WHEN :by::uuid IS NULL THEN e.edited_version
                              ELSE e.version + 1 END
      FROM unnest(:id::uuid[], :if_version::int8[]) AS n (id, if_version)
      WHERE e.tenant_id = :tenant AND e.id = n.id AND e.version = n.if_version
        AND e.deleted_at IS NULL
      RETURNING e.id, e.version
      """;

  private static final String ASSIGN =
      """
      INSERT INTO schedule_entry_assignees (tenant_id, entry_id, user_id)
      SELECT :tenant, n.entry_id, n.user_id
      FROM unnest(:entry_id::uuid[], :user_id::uuid[]) AS n (entry_id, user_id)
      """;

  private record Assignment(UUID entry, UUID user) {}

  private final Tx tx;
  private final Handle sql;

  /** For the length of a call; the connection stays the transaction's. */
  EntryRows(Tx tx) {
    this.tx = tx;
    this.sql = Handles.of(tx);
  }

  List<StoredEntry> read(Collection<ScheduleEntryId> ids) {
    var wanted = List.copyOf(ids);
    Query query = select("e.id = ANY(:id)");
    bind(sql, query, "id", "uuid", wanted, ScheduleEntryId::value);
    return query.map(new EntryRow()).list();
  }

  /** One entry, locked until the transaction ends. */
  Optional<StoredEntry> lock(ScheduleEntryId id) {
    return select("e.id = :id FOR UPDATE OF e")
        .bind("id", id.value())
        .map(new EntryRow())
        .findOne();
  }

  List<StoredEntry> list(Listing listing, Optional<Boolean> series, int limit) {
    Query query = select(condition(listing, series)).bind("limit", limit);
    bindListing(query, listing);
    return query.map(new EntryRow()).list();
  }

  List<StoredEntry> series(Listing listing, Optional<Instant> last) {
    String bound = last.isPresent() ? "e.starts_at <= :last AND " : "";
    Query query =
        select(bound + REACHING + condition(listing, Optional.of(true)))
            .bind("limit", Integer.MAX_VALUE);
    last.ifPresent(instant -> query.bind("last", utc(instant)));
    bindListing(query, listing);
    Window window = listing.reach();
    query.bind("earliest", utc(earlier(window.from(), midnight(window.firstDay()))));
    return query.map(new EntryRow()).list();
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static String condition(Listing listing, Optional<Boolean> series) {
    var text = new StringBuilder("e.deleted_at IS NULL");
    series.ifPresent(only -> text.append(" AND (e.recurrence IS NOT NULL) = ").append(only));
    listing.assignee().ifPresent(user -> text.append(ASSIGNED));
    listing.updatedSince().ifPresent(since -> text.append(" AND e.updated_at >= :since"));
    listing.window().ifPresent(window -> text.append(IN_WINDOW));
    listing.after().ifPresent(after -> text.append(series.orElse(false) ? NOT_OVER : AFTER));
    return text.append(" ORDER BY e.starts_at, e.id LIMIT :limit").toString();
  }

  private static final String ASSIGNED =
      " AND e.id IN (SELECT a.entry_id FROM schedule_entry_assignees a"
          + " WHERE a.tenant_id = :tenant AND a.user_id = :user)";

  private static final String AFTER = " AND (e.starts_at, e.id) > (:after_start, :after_id)";

  /** What {@link #IN_WINDOW} implies, in the words of the index of series. */
  private static final String REACHING = "e.reaches_to >= :earliest AND ";

  /** A series that ended before the page begins; its occurrences after the cursor are picked. */
  private static final String NOT_OVER = " AND e.reaches_to >= :after_start";

  private static final String IN_WINDOW =
      """
       AND e.starts_at < greatest(:to, :day_after)
       AND CASE WHEN e.all_day
           THEN e.starts_at < :day_after AND coalesce(e.ends_at > :first_day, true)
           ELSE e.starts_at < :to AND coalesce(e.ends_at > :from, true) OR e.starts_at = :from END
      """;

  private static void bindListing(Query query, Listing listing) {
    listing.assignee().ifPresent(user -> query.bind("user", user.value()));
    listing.updatedSince().ifPresent(since -> query.bind("since", utc(since)));
    listing
        .window()
        .ifPresent(
            window ->
                query
                    .bind("from", utc(window.from()))
                    .bind("to", utc(window.to()))
                    .bind("first_day", window.firstDay().atStartOfDay().atOffset(ZoneOffset.UTC))
                    .bind("day_after", window.dayAfter().atStartOfDay().atOffset(ZoneOffset.UTC)));
    listing
        .after()
        .ifPresent(
            after ->
                query.bind("after_start", utc(after.start())).bind("after_id", after.id().value()));
  }

  /** The ids that were free. */
  Set<ScheduleEntryId> insert(List<Draft> drafts, String cause, Instant now) {
    Query query = write(INSERT, cause, now);
    bind(sql, query, "id", "uuid", drafts, draft -> draft.id().value());
    bind(sql, query, "work_item_type", "text", drafts, draft -> draft.workItem().type());
    bind(sql, query, "work_item_id", "text", drafts, draft -> draft.workItem().id().orElse(null));
    bind(
        sql,
        query,
        "created_by",
        "uuid",
        drafts,
        draft -> draft.createdBy().map(UserId::value).orElse(null));
    EntryColumns.bind(sql, query, drafts.stream().map(Draft::content).toList());
    Set<ScheduleEntryId> inserted =
        new HashSet<>(query.mapTo(UUID.class).map(ScheduleEntryId::new).list());
    assign(
        drafts.stream()
            .filter(draft -> inserted.contains(draft.id()))
            .collect(Collectors.toMap(Draft::id, Draft::assignees)));
    return inserted;
  }

  /** The new versions of those that changed; equal and stale ones are left out. */
  Map<ScheduleEntryId, Long> update(List<Change> changes, String cause, Instant now) {
    Query query = write(UPDATE, cause, now);
    bind(
        sql,
        query,
        "edited_by",
        "uuid",
        changes,
        change -> change.by().map(UserId::value).orElse(null));
    bind(sql, query, "id", "uuid", changes, change -> change.id().value());
    bind(sql, query, "if_version", "int8", changes, Change::ifVersion);
    bind(
        sql,
        query,
        "work_item_type",
        "text",
        changes,
        change -> change.workItem().map(WorkItem::type).orElse(null));
    bind(
        sql,
        query,
        "work_item_id",
        "text",
        changes,
        change -> change.workItem().flatMap(WorkItem::id).orElse(null));
    bind(
        sql,
        query,
        "users",
        "text",
        changes,
        change -> change.assignees().map(EntryRows::arrayText).orElse(null));
    EntryColumns.bind(sql, query, changes.stream().map(Change::content).toList());
    Map<ScheduleEntryId, Long> changed = versions(query);
    reassign(changes.stream().filter(change -> changed.containsKey(change.id())).toList());
    return changed;
  }

  private static String arrayText(Set<UserId> users) {
    return users.stream().map(UserId::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private void reassign(List<Change> changes) {
    var users = new HashMap<ScheduleEntryId, Set<UserId>>();
    changes.forEach(change -> change.assignees().ifPresent(set -> users.put(change.id(), set)));
    if (!users.isEmpty()) {
      var delete =
          sql.createUpdate(
                  "DELETE FROM schedule_entry_assignees"
                      + " WHERE tenant_id = :tenant AND entry_id = ANY(:id)")
              .bind("tenant", tx.tenant().value());
      bind(sql, delete, "id", "uuid", List.copyOf(users.keySet()), ScheduleEntryId::value);
      delete.execute();
      assign(users);
    }
  }

  private void assign(Map<ScheduleEntryId, Set<UserId>> users) {
    var rows = new ArrayList<Assignment>();
    users.forEach(
        (id, set) -> set.forEach(user -> rows.add(new Assignment(id.value(), user.value()))));
    if (!rows.isEmpty()) {
      var insert = sql.createUpdate(ASSIGN).bind("tenant", tx.tenant().value());
      bind(sql, insert, "entry_id", "uuid", rows, Assignment::entry);
      bind(sql, insert, "user_id", "uuid", rows, Assignment::user);
      insert.execute();
    }
  }

  /** The versions of the tombstones that were made. */
  Map<ScheduleEntryId, Long> delete(
      Map<ScheduleEntryId, Long> ifVersions, String cause, Optional<UserId> by, Instant now) {
    var rows = List.copyOf(ifVersions.entrySet());
    Query query = write(DELETE, cause, now).bind("by", by.map(UserId::value).orElse(null));
    bind(sql, query, "id", "uuid", rows, row -> row.getKey().value());
    bind(sql, query, "if_version", "int8", rows, Map.Entry::getValue);
    return versions(query);
  }

  /** Versions of live entries. */
  Map<ScheduleEntryId, Long> versions(Collection<ScheduleEntryId> ids) {
    Query query =
        sql.createQuery(
                "SELECT id, version FROM schedule_entries"
                    + " WHERE tenant_id = :tenant AND id = ANY(:id) AND deleted_at IS NULL")
            .bind("tenant", tx.tenant().value());
    bind(sql, query, "id", "uuid", List.copyOf(ids), ScheduleEntryId::value);
    return versions(query);
  }

  int purge(Instant before) {
    return sql.createUpdate(
            "DELETE FROM schedule_entries WHERE tenant_id = :tenant AND deleted_at < :before")
        .bind("tenant", tx.tenant().value())
        .bind("before", utc(before))
        .execute();
  }

  private Query write(String statement, String cause, Instant now) {
    return sql.createQuery(statement)
        .bind("tenant", tx.tenant().value())
        .bind("cause", cause)
        .bind("now", utc(now));
  }

  private Query select(String condition) {
    return sql.createQuery(SELECT + condition).bind("tenant", tx.tenant().value());
  }

  private static Map<ScheduleEntryId, Long> versions(Query query) {
    return query
        .map(
            (row, context) ->
                Map.entry(new ScheduleEntryId(row.getObject(1, UUID.class)), row.getLong(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
