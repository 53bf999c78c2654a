package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Provider;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.http.Rest;
import io.concordat.dist.scene.Cast;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** Fills a tenant: one of each by the product's own ways, then many like it by SQL. */
record BigTenant(Stand stand, Tenant tenant) {
  /** How much there is. */
  record Size(int entries, int users, int providers) {}

  /** Spread over the quarter around today, each for one or two of the people. */
  private static final String ENTRIES =
      """
      INSERT INTO schedule_entries (COLUMNS)
      SELECT COLUMNS FROM (SELECT (jsonb_populate_record(e, jsonb_build_object(
          'id', gen_random_uuid(), 'title', 'Visit ' || n,
          'start_local', e.start_local + at, 'end_local', e.end_local + at,
          'starts_at', e.starts_at + at, 'ends_at', e.ends_at + at))).*
      FROM schedule_entries e, generate_series(2, ?) n,
        make_interval(days => n % 90 - 45, mins => n * 20 % 600) at
      WHERE e.tenant_id = ?) made
      """;

  private static final String ASSIGNEES =
      """
      INSERT INTO schedule_entry_assignees (tenant_id, entry_id, user_id)
      SELECT e.tenant_id, e.id, u.id
      FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM schedule_entries) e
      JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS people
            FROM users WHERE tenant_id = ?) u
        ON u.tenant_id = e.tenant_id AND e.n % u.people = u.n - 1
      ON CONFLICT DO NOTHING
      """;

  private static final String PROVIDERS =
      """
      INSERT INTO calendar_providers (COLUMNS)
      SELECT COLUMNS FROM (SELECT (jsonb_populate_record(p, jsonb_build_object(
          'id', gen_random_uuid(), 'user_id', u.id, 'name', 'Calendar ' || n,
          'calendar_id', 'calendar' || n || '@example.com', 'real_calendar_id', NULL,
          'connection', 'connected', 'imported_at', p.created_at,
          'last_sync_at', p.created_at, 'last_sync_millis', 840))).*
      FROM calendar_providers p, generate_series(2, ?) n
      JOIN (SELECT id, row_number() OVER (ORDER BY id) AS i, count(*) OVER () AS people
            FROM users WHERE tenant_id = ?) u ON n % u.people = u.i - 1) made
      """;

  private static final String CONSENTS =
      """
      INSERT INTO google_calendar_provider_config (tenant_id, provider_id, client_id,
        refresh_token, access_token, access_expires_at)
      SELECT tenant_id, id, 'bench', ''::bytea, ''::bytea, created_at FROM calendar_providers
      WHERE tenant_id = ? AND connection = 'connected'
      """;

  /** Each entry in every calendar of whoever is assigned; one of a hundred is troubled. */
  private static final String MAPPINGS =
      """
      INSERT INTO calendar_event_mappings (tenant_id, id, provider_id, entry_id, remote_id,
        sync_status, updated_at)
      SELECT p.tenant_id, gen_random_uuid(), p.id, a.entry_id, gen_random_uuid()::text,
        CASE WHEN random() < 0.01 THEN 'error' ELSE 'synced' END, p.created_at
      FROM calendar_providers p
      JOIN schedule_entry_assignees a ON a.tenant_id = p.tenant_id AND a.user_id = p.user_id
      WHERE p.tenant_id = ?
      """;

  private static final String RUNS =
      """
      INSERT INTO calendar_runs (tenant_id, id, provider_id, cause, complete, state, updated,
        requested_at, started_at, finished_at)
      SELECT tenant_id, gen_random_uuid(), id, 'poll', true, 'completed', n, at, at, at
      FROM calendar_providers, generate_series(1, 30) n,
        LATERAL (SELECT created_at - make_interval(mins => n * 15) AS at) began
      WHERE tenant_id = ?
      """;

  /** Those that are not computed from others. */
  private static final String COLUMNS =
      """
      SELECT string_agg(column_name, ', ') FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ? AND is_generated = 'NEVER'
      """;

  void fill(Size size) {
    Technician first = tenant.technician("Maya Okafor", Cast.email("Maya Okafor"));
    for (int i = 2; i < size.users; i++) {
      ObjectNode user = Rest.object().put("name", "Person " + i);
      user.put("email", "person" + i + Cast.DOMAIN);
      tenant.admin().post("/api/v1/users", user).expect(201);
    }
    Technician.create(tenant.admin(), entry(first));
    var microsoft = stand.outlook().client(tenant.plan().address() + "/observer");
    tenant.microsoftApp(microsoft);
    tenant.googleApp(stand.control().client(tenant.plan().address() + "/observer"));
    Provider.create(
        first, "google", Rest.object().put("name", "Maya").put("calendarId", "primary"));
    many("schedule_entries", ENTRIES, size.entries);
    execute(ASSIGNEES);
    many("calendar_providers", PROVIDERS, size.providers);
    execute(CONSENTS);
    execute(MAPPINGS);
    execute(RUNS);
    execute("ANALYZE");
  }

  private static ObjectNode entry(Technician technician) {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    ObjectNode entry = Rest.object().put("title", "Visit 1").put("timeZone", "Europe/London");
    entry.put("start", today + "T08:00:00Z").put("end", today + "T08:40:00Z");
    entry.putArray("assigneeIds").add(technician.userId());
    return entry;
  }

  private static String columns(Connection connection, String table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, table);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private void many(String table, String sql, int count) {
    try (Connection connection = stand.postgres().superuser().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(sql.replace("COLUMNS", columns(connection, table)))) {
      statement.setInt(1, count);
      statement.setObject(2, UUID.fromString(tenant.tenantId()));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = stand.postgres().superuser().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (sql.contains("?")) {
        statement.setObject(1, UUID.fromString(tenant.tenantId()));
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
