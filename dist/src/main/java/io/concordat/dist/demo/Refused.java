package io.concordat.dist.demo;

import io.concordat.dist.http.Surprise;
import java.util.Set;

/** The closed list of reasons why something may stay on one side. */
final class Refused {
  private static final Set<String> REASONS =
      Set.of(
          "no_start",
          "no_end",
          "end_before_start",
          "unreadable_time",
          "unknown_zone",
          "unreadable_recurrence",
          "sub_daily",
          "text_not_storable",
          "malformed",
          "no_such_slot");

  private Refused() {}

  /** The reason, if the list has it. */
  static String known(String reason) {
    if (!REASONS.contains(reason)) {
      throw new Surprise("refused for a reason that is not on the list: “" + reason + "”");
    }
    return reason;
  }
}
