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
      Pattern.compile("\\w+ /(schedule|api/v1/(schedule|calendar))/.*");

  /** What of it needs a look or an answer: somebody else's is not found. */
  private static final Pattern OWN = Pattern.compile("GET /profile/calendar\\?(trouble|fuse) .*");

  /** What was done to it: others see that page as well, and are led back elsewhere. */
  private static final Pattern DONE = Pattern.compile("GET /profile/calendar\\?activity .*");

  private static final Pattern LED_BACK =
      Pattern.compile("id=\"activity-back\" href=\"[^\"]*/profile/calendar\"");

  private static final String PAGE = "/profile/calendar";

  private Homes() {}

  static boolean isTable(String table) {
    return TABLES.contains(table);
  }

  /** Without the query; of the page that has several, the name of what was asked for. */
  static String place(String uri) {
    String[] parts = uri.split("\\?", 2);
    boolean several = parts.length == 2 && parts[0].endsWith(PAGE);
    return several ? parts[0] + "?" + parts[1].split("=", 2)[0] : parts[0];
  }

  /**
   * @param request method, {@link #place} and status
   */
  static boolean showsEntries(String request, String body) {
    return ENTRIES.matcher(request).matches()
        || OWN.matcher(request).matches()
        || (DONE.matcher(request).matches() && LED_BACK.matcher(body).find());
  }
}
