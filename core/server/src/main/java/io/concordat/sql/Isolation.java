package io.concordat.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Every table is either confined to the tenant in scope or one of a short, known list. */
public final class Isolation {
  /**
   * What must be found before a tenant is known, and what belongs to no tenant: ids, hashes and
   * times only.
   */
  public static final Set<String> EXEMPT =
      Set.of(
          "tenants",
          "active_master_key",
          "sealed_columns",
          "route_api_tokens",
          "route_channels",
          "route_login_domains",
          "route_oauth_states",
          "route_outbox",
          "route_outbox_listeners",
          "route_password_resets",
          "route_sessions",
          "route_sign_in_attempts",
          "route_sign_in_names",
          "installation",
          "setup_codes",
          "scheduled_tasks",
          "security_log",
          "databasechangelog",
          "databasechangeloglock");

  private Isolation() {}

  /** Tables that row-level security does not force upon everybody, without the exempt ones. */
  public static Set<String> unprotected(Connection connection) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                  and not (relrowsecurity and relforcerowsecurity)""")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    found.removeAll(EXEMPT);
    return found;
  }
}
