package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.schedule.Series;
import io.concordat.schedule.WorkItem;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads entries from JSON. */
final class EntryIn {
  /** What a caller may send. */
  static final Set<String> WRITABLE =
      Set.of(
          "title",
          "notes",
          "location",
          "start",
          "end",
          "timeZone",
          "allDay",
          "status",
          "workItemType",
          "workItemId",
          "private",
          "recurrence",
          "assigneeIds");

  private static final int MOST_ASSIGNEES = 100;
  private static final int LONGEST_ID = 200;

  private EntryIn() {}

  /** A new entry's content. */
  static EntryContent content(ObjectNode json) {
    When when = WhenIn.read(json);
    Optional<RecurrenceIn> series =
        JsonIn.present(json, "recurrence")
            .map(node -> RecurrenceIn.read(node, when, Optional.empty()));
    EntryContent content = content(json, when, series.map(RecurrenceIn::recurrence));
    return series.map(given -> Series.cancelExactly(content, given.cancelled())).orElse(content);
  }

  /** Texts, status and privacy of the JSON, with these times and no exceptions. */
  static EntryContent content(ObjectNode json, When when, Optional<Recurrence> recurrence) {
    return new EntryContent(
        JsonIn.text(json, "title", EntryContent.MAX_TITLE).orElse(""),
        JsonIn.text(json, "notes", EntryContent.MAX_NOTES).orElse(""),
        JsonIn.text(json, "location", EntryContent.MAX_TITLE).orElse(""),
        when,
        JsonIn.bool(json, "private").orElse(false),
        status(json),
        recurrence,
        Collections.emptySortedMap());
  }

  private static EntryStatus status(ObjectNode json) {
    return JsonIn.text(json, "status", LONGEST_ID)
        .map(
            text ->
                switch (text) {
                  case "confirmed" -> EntryStatus.CONFIRMED;
                  case "tentative" -> EntryStatus.TENTATIVE;
                  default ->
                      throw Refusal.field("invalid_value", "status", "is confirmed or tentative.");
                })
        .orElse(EntryStatus.CONFIRMED);
  }

  static WorkItem workItem(ObjectNode json) {
    String type = workItemType(json, "workItemType").orElse(WorkItem.DEFAULT);
    return new WorkItem(type, JsonIn.text(json, "workItemId", LONGEST_ID));
  }

  static Optional<String> workItemType(ObjectNode json, String field) {
    Optional<String> type = JsonIn.text(json, field, 100);
    if (type.filter(text -> !text.matches("[a-z][a-z0-9_]*")).isPresent()) {
      throw Refusal.field(
          "invalid_value", field, "lower-case letters, digits and _, such as ticket.");
    }
    return type;
  }

  static Optional<Set<UserId>> assignees(ObjectNode json) {
    return JsonIn.present(json, "assigneeIds")
        .map(
            node -> {
              var users = new LinkedHashSet<UserId>();
              JsonIn.texts(node, "assigneeIds", MOST_ASSIGNEES, LONGEST_ID)
                  .forEach(text -> users.add(new UserId(JsonIn.uuid(text, "assigneeIds"))));
              return users;
            });
  }
}
