package io.concordat.dist.demo;

import io.concordat.dist.http.Surprise;
import java.util.Set;

/** The closed list of reasons why something may stay on one side. */
final class Refused {
  /** What the Microsoft twin's import says of things that Graph has no words for. */
  private static final Set<String> NOT_HELD_BY_GRAPH =
      Set.of(
          "rdate",
          "exrule",
          "day_29_to_31",
          "several_month_days",
          "several_months",
          "several_ordinals",
          "ordinal_beyond_fourth",
          "by_set_pos",
          "other_rule_part",
          "daily_by_day_with_interval",
          "unsynchronized_start",
          "unsupported_zone",
          "crossing_boundary",
          "overlapping");

  private static final Set<String> REASONS =
      Set.of(
          "no_start",
          "no_end",
          "end_before_start",
          "unreadable_time",
          "unknown_zone",
          "custom_zone",
          "zone_not_held",
          "unreadable_recurrence",
          "sub_daily",
          "several_rules",
          "added_dates",
          "excluding_rule",
          "short_months",
          "start_not_in_rule",
          "rule_not_held",
          "overlaps_itself",
          "crosses_neighbour",
          "text_not_storable",
          "malformed",
          "no_such_slot");

  private Refused() {}

  /** The reason, if the list has it. */
  static String known(String reason) {
    if (!REASONS.contains(reason) && !NOT_HELD_BY_GRAPH.contains(reason)) {
      throw new Surprise("refused for a reason that is not on the list: “" + reason + "”");
    }
    return reason;
  }
}
