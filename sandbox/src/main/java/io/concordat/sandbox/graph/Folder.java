package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One calendar of a mailbox: its items, and all items in the order of their last change. */
final class Folder {
  private final String id;
  private final String name;
  private final boolean isDefault;
  private final boolean canEdit;
  private final int tag = Ids.newTag();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final NavigableMap<Long, Entry> byChange = new TreeMap<>();

  Folder(String id, String name, boolean isDefault, boolean canEdit) {
    this.id = id;
    this.name = name;
    this.isDefault = isDefault;
    this.canEdit = canEdit;
  }

  /** What changed: an item, one changed day of it, or an item that is gone with its days. */
  sealed interface Entry {
    String key();

    record Whole(String key) implements Entry {}

    record Day(String key, LocalDate day) implements Entry {}

    record Gone(String key, List<LocalDate> days) implements Entry {
      public Gone {
        days = List.copyOf(days);
      }
    }
  }

  String id() {
    return id;
  }

  boolean isDefault() {
    return isDefault;
  }

  boolean canEdit() {
    return canEdit;
  }

  int tag() {
    return tag;
  }

  Collection<Item> items() {
    return items.values();
  }

  Optional<Item> item(String key) {
    return Optional.ofNullable(items.get(key));
  }

  NavigableMap<Long, Entry> changesAfter(long change) {
    return byChange.tailMap(change, false);
  }

  /** Stores the next state of an item and moves what changed of it to the end of the order. */
  void put(Item next) {
    @Nullable Item old = items.put(next.head().key(), next);
    if (old != null) {
      forget(old);
    }
    byChange.put(next.stamp().change(), new Entry.Whole(next.head().key()));
    next.parts()
        .forEach(
            (day, part) ->
                byChange.put(part.stamp().change(), new Entry.Day(next.head().key(), day)));
  }

  private void forget(Item old) {
    byChange.remove(old.stamp().change());
    old.parts().values().forEach(part -> byChange.remove(part.stamp().change()));
  }

  /** Takes an item out; delta tells of it at the given place. */
  void remove(Item item, long change, List<LocalDate> days) {
    items.remove(item.head().key());
    forget(item);
    byChange.put(change, new Entry.Gone(item.head().key(), days));
  }

  ObjectNode json(Mailbox box) {
    ObjectNode json = Json.object().put("id", id).put("name", name).put("color", "auto");
    json.put("hexColor", "").put("isDefaultCalendar", isDefault);
    json.put("changeKey", Ids.immutable("0".repeat(32), Optional.empty()).substring(28));
    json.put("canShare", canEdit).put("canViewPrivateItems", canEdit).put("canEdit", canEdit);
    json.set("allowedOnlineMeetingProviders", Json.strings(List.of("teamsForBusiness")));
    json.put("defaultOnlineMeetingProvider", "teamsForBusiness");
    json.put("isTallyingResponses", isDefault).put("isRemovable", !isDefault);
    json.set("owner", box.address());
    return json;
  }
}
