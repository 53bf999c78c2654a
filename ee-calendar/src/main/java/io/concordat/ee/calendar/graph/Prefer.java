package io.concordat.ee.calendar.graph;

import java.util.ArrayList;
import java.util.List;

/** How Graph shall answer. Links do not carry it: it goes with every request. */
final class Prefer {
  private static final String IDS = "IdType=\"ImmutableId\"";
  private static final String ZONE = "outlook.timezone=\"UTC\"";

  private Prefer() {}

  static List<String> of(int pageSize) {
    var values = new ArrayList<>(List.of(IDS, ZONE));
    if (pageSize > 0) {
      values.add("odata.maxpagesize=" + pageSize);
    }
    return values;
  }

  /** As one header, for the parts of a {@code $batch}. */
  static String header() {
    return String.join(", ", of(0));
  }
}
