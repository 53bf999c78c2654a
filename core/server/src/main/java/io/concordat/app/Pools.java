package io.concordat.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.concordat.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;

/** Connections of the running role. */
final class Pools {
  private Pools() {}

  static HikariDataSource open(Database database, int size, MeterRegistry meters) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("concordat");
    config.setJdbcUrl(database.url());
    config.setUsername(database.app().name());
    config.setPassword(database.app().password().reveal());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(size, 4));
    config.setConnectionTimeout(15_000);
    config.setMetricRegistry(meters);
    config.addDataSourceProperty("ApplicationName", "concordat");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }
}
