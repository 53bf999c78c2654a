package io.concordat.ee.calendar.house;

import io.concordat.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * A database as an older version left it: the tables that it knew, and its rows as {@code copy … to
 * stdout} wrote them.
 */
public final class Older {
  private static final Pattern TABLE =
      Pattern.compile("(?ms)^copy (\\w+) \\(([^)]+)\\) from stdin;\n(.*?)^\\\\\\.\n");
  private static final String CHANGES = "databasechangelog";

  private Older() {}

  private record Table(String name, String columns, String rows) {}

  /** From a resource of the tests; its tables are those of its time. */
  public static Database database(String resource) throws SQLException, IOException {
    List<Table> tables = tables(resource);
    Table known =
        tables.stream().filter(one -> one.name().equals(CHANGES)).findFirst().orElseThrow();
    Database old = Postgres.empty();
    try (Connection connection = Postgres.superuser(old)) {
      table(connection, old.owner().name());
      // What that version did not know passes for done until its tables stand.
      load(connection, new Table(CHANGES, known.columns(), unknown(known)));
      Postgres.migrate(old);
      try (Statement statement = connection.createStatement()) {
        statement.execute("truncate databasechangelog, databasechangeloglock");
        statement.execute("set session_replication_role = replica");
      }
      for (Table table : tables) {
        load(connection, table);
      }
      count(connection);
    }
    return old;
  }

  /** As Liquibase makes it. */
  private static void table(Connection connection, String owner) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table databasechangelog (id varchar(255) not null, author varchar(255) not null,
            filename varchar(255) not null, dateexecuted timestamp not null,
            orderexecuted int not null, exectype varchar(10) not null, md5sum varchar(35),
            description varchar(255), comments varchar(255), tag varchar(255),
            liquibase varchar(20), contexts varchar(255), labels varchar(255),
            deployment_id varchar(10))""");
      statement.execute("alter table databasechangelog owner to " + owner);
    }
  }

  /** Numbers that the database gives go on after those that are there. */
  private static void count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          do $$ declare one record; begin
            for one in select table_name as t, column_name as c from information_schema.columns
              where table_schema = 'public' and is_identity = 'YES' loop
              execute format('select setval(pg_get_serial_sequence(%L, %L), (select coalesce(max(%I), 0) + 1 from %I))',
                one.t, one.c, one.c, one.t);
            end loop; end $$""");
    }
  }

  private static List<Table> tables(String resource) throws IOException {
    try (InputStream rows = Older.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(rows).readAllBytes(), StandardCharsets.UTF_8);
      return TABLE
          .matcher(text)
          .results()
          .map(one -> new Table(one.group(1), one.group(2), one.group(3)))
          .toList();
    }
  }

  private static String unknown(Table known) throws SQLException, IOException {
    Set<String> then = known.rows().lines().map(Older::change).collect(Collectors.toSet());
    var now = new StringWriter();
    try (Connection connection = Postgres.template()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy %s (%s) to stdout".formatted(CHANGES, known.columns()), now);
    }
    return now.toString()
        .lines()
        .filter(row -> !then.contains(change(row)))
        .map(row -> row + "\n")
        .collect(Collectors.joining());
  }

  /** Its id, its author and its file. */
  private static String change(String row) {
    return String.join(" ", List.of(row.split("\t", 4)).subList(0, 3));
  }

  private static void load(Connection connection, Table table) throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "copy %s (%s) from stdin".formatted(table.name(), table.columns()),
            new StringReader(table.rows()));
  }
}
