package io.concordat.ee.calendar.provider;

import io.concordat.ee.calendar.pace.Pace;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of {@code calendar_providers} as a provider. */
final class ProviderRow {
  private ProviderRow() {}

  static Provider read(ResultSet row, StatementContext context) throws SQLException {
    return new Provider(
        uuid(row, "id"),
        new UserId(uuid(row, "user_id")),
        Brand.named(row.getString("vendor")).orElseThrow(),
        Optional.ofNullable(row.getString("calendar_id")),
        Optional.ofNullable(row.getString("real_calendar_id")),
        settings(row),
        new Provider.Link(
            Provider.Connection.of(row.getString("connection")),
            Optional.ofNullable(row.getString("redirect_uri")),
            Secret.of(row.getString("wake_secret"))),
        progress(row),
        trouble(row),
        pace(row),
        row.getLong("version"),
        row.getTimestamp("created_at").toInstant());
  }

  private static Provider.Settings settings(ResultSet row) throws SQLException {
    return new Provider.Settings(
        row.getString("name"),
        row.getString("direction"),
        new Provider.Rule(
            row.getString("import_mode"), Optional.ofNullable(row.getString("import_tag"))),
        row.getBoolean("active"),
        row.getBoolean("paused"),
        new Provider.Outgoing(
            row.getString("guest_meetings"),
            row.getBoolean("mirror"),
            Optional.ofNullable(row.getObject("creates_at_once", Integer.class)),
            row.getBoolean("plan_first")));
  }

  private static Provider.Progress progress(ResultSet row) throws SQLException {
    return new Provider.Progress(
        Optional.ofNullable(row.getString("cursor")),
        row.getLong("generation"),
        instant(row, "imported_at"),
        row.getBoolean("full_wanted"),
        row.getLong("pull_wanted"),
        row.getLong("pull_done"),
        row.getLong("fence"),
        instant(row, "last_sync_at"),
        Optional.ofNullable(row.getObject("last_sync_millis", Long.class)).map(Duration::ofMillis),
        instant(row, "next_poll_at"));
  }

  private static Provider.Trouble trouble(ResultSet row) throws SQLException {
    return new Provider.Trouble(
        Optional.ofNullable(row.getString("error_code")),
        instant(row, "error_at"),
        instant(row, "next_attempt_at"),
        row.getBoolean("rate_limited"),
        row.getInt("failures"));
  }

  private static Pace pace(ResultSet row) throws SQLException {
    double perSecond = row.getDouble("pace_per_second");
    return row.wasNull()
        ? Pace.FREE
        : new Pace.Held(
            perSecond,
            instant(row, "pace_since").orElseThrow(),
            instant(row, "pace_free_at").orElseThrow());
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
