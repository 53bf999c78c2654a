package io.concordat.dist.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.annotation.PostConstruct;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * The least a webhook can do and still be durable: one insert, one commit, 200. And the least a
 * read of a tenant's row can do: its tenant set, one row by its key, one commit.
 */
@Controller
@Requires(property = "bare.url")
final class BareEndpoint {
  private static final String TENANT = "0b54a9d2-7f1c-4c39-9f5e-3a1d2c4b5e6f";

  private final HikariDataSource pool;

  BareEndpoint(@Value("${bare.url}") String url, @Value("${bare.pool}") int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMaximumPoolSize(size);
    this.pool = new HikariDataSource(config);
  }

  @PostConstruct
  void table() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().execute("CREATE SCHEMA IF NOT EXISTS bench");
      connection
          .createStatement()
          .execute(
              "CREATE TABLE IF NOT EXISTS bench.bare"
                  + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, channel text NOT NULL)");
      connection
          .createStatement()
          .execute(
              "CREATE TABLE IF NOT EXISTS bench.row (tenant_id uuid, id int, name text NOT NULL,"
                  + " PRIMARY KEY (tenant_id, id))");
      connection
          .createStatement()
          .execute(
              "INSERT INTO bench.row VALUES ('%s', 1, 'ticket') ON CONFLICT DO NOTHING"
                  .formatted(TENANT));
    }
  }

  @Get("/row")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> row() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement tenant =
          connection.prepareStatement("SELECT set_config('app.tenant_id', ?, true)")) {
        tenant.setString(1, TENANT);
        tenant.execute();
      }
      String name = name(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return HttpResponse.ok(("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8))
          .contentType(MediaType.APPLICATION_JSON_TYPE);
    }
  }

  private static String name(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name FROM bench.row WHERE tenant_id = ?::uuid AND id = 1")) {
      select.setString(1, TENANT);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  @Get("/health")
  HttpResponse<Map<String, Object>> health() {
    return HttpResponse.ok(Map.of("status", "UP"));
  }

  @Post("/bare")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<Void> take(@Header("X-Goog-Channel-ID") String channel) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench.bare (channel) VALUES (?)")) {
      insert.setString(1, channel);
      insert.executeUpdate();
    }
    return HttpResponse.ok();
  }
}
