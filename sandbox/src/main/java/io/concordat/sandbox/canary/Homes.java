package io.concordat.sandbox.canary;

import java.util.Set;
import java.util.regex.Pattern;

/** Where private matters belong. */
final class Homes {
  /**
   * An entry, its copy's base, what was changed in it, what a deleted connection leaves, and
   * answers kept for a day.
   */
  private static final Set<String> TABLES =
      Set.of(
          "schedule_entries",
          "calendar_event_mappings",
          "calendar_activity",
          "calendar_adoption",
          "idempotency_keys");

  /** Their owner's view; that others see "Busy" there is tried by name and by the wall. */
  private static final Pattern ENTRIES =
      Pattern.compile("\\w+ /(profile/calendar|(schedule|api/v1/(schedule|calendar))/).*");

  private Homes() {}

  static boolean isTable(String table) {
    return TABLES.contains(table);
  }

  static boolean showsEntries(String request) {
    return ENTRIES.matcher(request).matches();
  }
}
