package io.concordat.dist.wall;

import java.util.List;
import java.util.Set;

/** What the database holds in clear: no secret at all, private matters only where they belong. */
final class Stored {
  /**
   * An entry, its copy's base, what was done to them, what a deleted connection leaves, and answers
   * kept for a day.
   */
  private static final Set<String> HOMES =
      Set.of(
          "schedule_entries",
          "calendar_event_mappings",
          "calendar_activity",
          "calendar_adoption",
          "idempotency_keys");

  private final Digest database;
  private final Canaries canaries;

  Stored(Digest database, Canaries canaries) {
    this.database = database;
    this.canaries = canaries;
  }

  void listen() {
    for (String table : database.tables()) {
      List<String> allowed = HOMES.contains(table) ? List.of("private: ") : List.of();
      database.rows(table).forEach(row -> canaries.listen("the table " + table, row, allowed));
    }
  }

  boolean privateTitlesAreWhereTheyBelong() {
    return database.rows("schedule_entries").stream()
        .anyMatch(row -> row.contains("canaryprivate"));
  }
}
