package io.concordat.web.entry;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.web.Refusal;
import io.micronaut.http.HttpParameters;

/** How much of a series a request is about. */
sealed interface Scope {
  record All() implements Scope {}

  record This(RecurrenceId slot) implements Scope {}

  record Following(RecurrenceId slot) implements Scope {}

  /**
   * Of {@code ?scope=this|following|all&recurrenceId=}: without either it is everything, and a
   * recurrenceId alone means this occurrence.
   */
  static Scope of(HttpParameters query, EntryContent content) {
    String slot = query.get("recurrenceId");
    String scope = query.get("scope") == null ? slot == null ? "all" : "this" : query.get("scope");
    return switch (scope) {
      case "all" -> new All();
      case "this" -> new This(slot(slot, content));
      case "following" -> new Following(slot(slot, content));
      default ->
          throw Refusal.of(400, "invalid_scope", "scope is this, following or all.", "scope");
    };
  }

  private static RecurrenceId slot(
      @org.jspecify.annotations.Nullable String text, EntryContent content) {
    if (text == null) {
      throw Refusal.of(
          400,
          "missing_parameter",
          "recurrenceId: say which occurrence; lists with expand=true show it.",
          "recurrenceId");
    }
    if (!content.isSeries()) {
      throw Refusal.field("not_a_series", "scope", "this entry does not repeat; leave scope out.");
    }
    return RecurrenceIn.slot("recurrenceId", text, content.when());
  }
}
