package io.concordat.web.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.schedule.Series;
import io.concordat.schedule.WorkItem;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A merge-patch (RFC 7396) on what its sender sees. Only what it changes is read again, so the rest
 * keeps even what JSON cannot show.
 *
 * @param shown the entry or the occurrence as the sender sees it
 * @param hidden the sender sees the mask of a private entry
 */
record EntryPatch(ObjectNode shown, ObjectNode patch, boolean hidden) {
  private static final Set<String> MASKED = Set.of("title", "notes", "location", "private");
  private static final Set<String> OF_AN_OCCURRENCE =
      Set.of("title", "notes", "location", "start", "end", "timeZone", "status");

  /** Refuses what cannot be changed; repeating what is there is always allowed. */
  void check(boolean occurrence, String subject) {
    JsonIn.only(patch, known(), "");
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      if (!touches(name)) {
        continue;
      }
      if (!EntryIn.WRITABLE.contains(name)) {
        throw Refusal.field("read_only_field", name, "cannot be set; leave it out.");
      }
      if (occurrence && !OF_AN_OCCURRENCE.contains(name)) {
        throw Refusal.field(
            "not_per_occurrence", name, "belongs to the whole series; use scope=all.");
      }
      if (hidden && MASKED.contains(name)) {
        throw Refusal.forbidden(
            "private_entry", "Only its assignees change what a private entry says.", subject);
      }
    }
  }

  private Set<String> known() {
    var known = new java.util.HashSet<>(EntryIn.WRITABLE);
    shown.fieldNames().forEachRemaining(known::add);
    known.add("exceptions");
    return known;
  }

  private boolean touches(String field) {
    JsonNode wanted = patch.get(field);
    return wanted != null && !same(wanted, shown.path(field));
  }

  /** Jackson tells an int from a long of the same value. */
  private static boolean same(JsonNode wanted, JsonNode now) {
    if (wanted.isIntegralNumber() && now.isIntegralNumber()) {
      return wanted.bigIntegerValue().equals(now.bigIntegerValue());
    }
    return wanted.isNull() ? now.isNull() || now.isMissingNode() : wanted.equals(now);
  }

  /** The content that the sender wants in place of {@code before}. */
  EntryContent content(EntryContent before) {
    ObjectNode merged = merge(shown.deepCopy(), patch);
    When when =
        WhenIn.FIELDS.stream().anyMatch(this::touches) ? WhenIn.read(merged) : before.when();
    Optional<RecurrenceIn> given = recurrence(merged, when, before);
    Optional<Recurrence> recurrence =
        touches("recurrence") ? given.map(RecurrenceIn::recurrence) : before.recurrence();
    EntryContent read = EntryIn.content(merged, when, recurrence);
    EntryContent after = Series.change(before, dressed(read, before));
    return given
        .filter(series -> explicit("exdates"))
        .map(series -> Series.cancelExactly(after, series.cancelled()))
        .orElse(after);
  }

  private Optional<RecurrenceIn> recurrence(ObjectNode merged, When when, EntryContent before) {
    if (!touches("recurrence") || JsonIn.present(merged, "recurrence").isEmpty()) {
      return Optional.empty();
    }
    JsonNode node = merged.get("recurrence");
    if (node instanceof ObjectNode object && !explicit("exdates")) {
      object.remove("exdates");
    }
    if (node instanceof ObjectNode object && !explicit("rdates")) {
      object.remove("rdates");
      RecurrenceIn read = RecurrenceIn.read(node, when, before.recurrence());
      return Optional.of(withAdded(read, before));
    }
    return Optional.of(RecurrenceIn.read(node, when, before.recurrence()));
  }

  private static RecurrenceIn withAdded(RecurrenceIn read, EntryContent before) {
    Recurrence now = read.recurrence();
    var added = before.recurrence().map(Recurrence::added).orElse(now.added());
    return new RecurrenceIn(new Recurrence(now.rules(), now.excluded(), added), read.cancelled());
  }

  private boolean explicit(String field) {
    return patch.path("recurrence").has(field);
  }

  /** What the sender does not see stays; exceptions are carried by {@link Series}. */
  private EntryContent dressed(EntryContent read, EntryContent before) {
    EntryContent texts = hidden ? before : read;
    return new EntryContent(
        texts.title(),
        texts.notes(),
        texts.location(),
        read.when(),
        texts.isPrivate(),
        read.status(),
        read.recurrence(),
        read.isSeries() ? new TreeMap<>(before.exceptions()) : Collections.emptySortedMap());
  }

  Optional<Set<UserId>> assignees() {
    return touches("assigneeIds")
        ? Optional.of(EntryIn.assignees(patch).orElse(Set.of()))
        : Optional.empty();
  }

  Optional<WorkItem> workItem() {
    return touches("workItemType") || touches("workItemId")
        ? Optional.of(EntryIn.workItem(merge(shown.deepCopy(), patch)))
        : Optional.empty();
  }

  private static ObjectNode merge(ObjectNode into, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        into.remove(field.getKey());
      } else if (value instanceof ObjectNode object) {
        JsonNode old = into.get(field.getKey());
        into.set(
            field.getKey(),
            merge(old instanceof ObjectNode node ? node : into.objectNode(), object));
      } else {
        into.set(field.getKey(), value);
      }
    }
    return into;
  }
}
