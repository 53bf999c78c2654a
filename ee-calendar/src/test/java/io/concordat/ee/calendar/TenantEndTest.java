package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.TenantGone;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A tenant with connected calendars is deleted; its neighbour notices nothing. */
class TenantEndTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static Tech busy() {
    var tess = Tech.alone(house);
    tess.insert("theirs");
    tess.create(Contents.single("ours"));
    return tess.connected();
  }

  @Test
  void its_channels_end_and_no_table_has_a_row_of_it() {
    Tech gone = busy();
    Tech stays = busy();
    int channels = house.google.control("channels").path("items").size();
    Map<String, Long> before = rows(stays.tenant, stays.tenant);
    assertTrue(rows(gone.tenant, stays.tenant).size() > 12, "too little to delete: no test");

    house.erase(gone.tenant);

    assertEquals(Map.of(), rows(gone.tenant, stays.tenant));
    assertEquals(before, rows(stays.tenant, stays.tenant));
    assertEquals(channels - 1, house.google.control("channels").path("items").size());
    assertThrows(TenantGone.class, () -> house.in(gone.tenant, tx -> true));
    house.settle();
    assertEquals(2, stays.remote().size());
    stays.create(Contents.single("another"));
    house.settle();
    assertEquals(3, stays.remote().size());
  }

  @Test
  void a_vendor_that_is_down_holds_nothing_up() {
    Tech gone = busy();
    Tech stays = busy();
    house.google.control("faults", "{\"match\":\".*\",\"times\":1000,\"status\":503}");
    try {
      house.erase(gone.tenant);
    } finally {
      house.google.forget("faults");
    }
    assertEquals(Map.of(), rows(gone.tenant, stays.tenant));
  }

  /** How many rows each table has of a tenant, asked from within another one's transaction. */
  private static Map<String, Long> rows(TenantId of, TenantId from) {
    return house.in(from, tx -> rows(tx, of));
  }

  private static Map<String, Long> rows(Tx tx, TenantId of) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (var statement = tx.connection().createStatement();
        var count = tx.connection().createStatement()) {
      statement.execute("select set_config('app.tenant_id', '" + of + "', true)");
      var tables =
          statement.executeQuery(
              """
              select table_name from information_schema.columns join information_schema.tables
                using (table_schema, table_name)
              where table_schema = 'public' and column_name = 'tenant_id'
                and table_type = 'BASE TABLE'""");
      while (tables.next()) {
        var found =
            count.executeQuery(
                "select count(*) from %s where tenant_id = '%s'"
                    .formatted(tables.getString(1), of));
        found.next();
        if (found.getLong(1) > 0) {
          rows.put(tables.getString(1), found.getLong(1));
        }
      }
      var jobs =
          count.executeQuery(
              "select count(*) from scheduled_tasks where task_instance like '" + of + ":%'");
      jobs.next();
      if (jobs.getLong(1) > 0) {
        rows.put("scheduled_tasks", jobs.getLong(1));
      }
    }
    return rows;
  }
}
