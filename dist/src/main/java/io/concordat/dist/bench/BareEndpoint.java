package io.concordat.dist.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.annotation.PostConstruct;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** The least a webhook can do and still be durable: one insert, one commit, 200. */
@Controller
@Requires(property = "bare.url")
final class BareEndpoint {
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
