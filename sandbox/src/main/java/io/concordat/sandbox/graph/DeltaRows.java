package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows that one change makes of a round. */
record DeltaRows(View view, Span.Window window, boolean initial) {

  List<ObjectNode> of(Folder.Entry entry, long change) {
    return switch (entry) {
      case Folder.Entry.Whole(var key) -> whole(item(key), change);
      case Folder.Entry.Day(var key, var day) -> day(item(key), day);
      case Folder.Entry.Gone(var key, var days) -> gone(key, days);
    };
  }

  private Item item(String key) {
    return view.folder().item(key).orElseThrow();
  }

  private List<ObjectNode> whole(Item item, long change) {
    if (!item.isSeries()) {
      return item.span().touches(window)
          ? List.of(typed(view.whole(item)))
          : outside(item.head().key(), Optional.empty());
    }
    Set<LocalDate> days = item.daysIn(window);
    if (days.isEmpty()) {
      return outside(item.head().key(), Optional.empty());
    }
    List<ObjectNode> rows = new ArrayList<>(List.of(typed(view.whole(item))));
    days.forEach(day -> dayOf(item, day, change).ifPresent(rows::add));
    return rows;
  }

  /** A day that was changed after its series comes by itself, later in the round. */
  private Optional<ObjectNode> dayOf(Item item, LocalDate day, long change) {
    Item.Part part = item.parts().get(day);
    if (part == null) {
      return Optional.of(view.sparse(item, day));
    }
    return part.stamp().change() > change
        ? Optional.empty()
        : Optional.of(typed(view.day(item, day)));
  }

  private List<ObjectNode> day(Item item, LocalDate day) {
    return item.spanOf(day).touches(window)
        ? List.of(typed(view.day(item, day)))
        : outside(item.head().key(), Optional.of(day));
  }

  private List<ObjectNode> outside(String key, Optional<LocalDate> day) {
    return initial ? List.of() : List.of(view.removed(key, day));
  }

  private List<ObjectNode> gone(String key, List<LocalDate> days) {
    if (initial) {
      return List.of();
    }
    List<ObjectNode> rows = new ArrayList<>(List.of(view.removed(key, Optional.empty())));
    days.forEach(day -> rows.add(view.removed(key, Optional.of(day))));
    return rows;
  }

  private static ObjectNode typed(ObjectNode row) {
    ObjectNode typed = row.objectNode().put("@odata.type", "#microsoft.graph.event");
    return typed.setAll(row);
  }
}
