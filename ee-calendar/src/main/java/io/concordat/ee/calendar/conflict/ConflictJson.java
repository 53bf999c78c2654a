package io.concordat.ee.calendar.conflict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.util.Locale;
import java.util.Optional;

/** A conflict as people see it: both sides, and in what they differ. */
final class ConflictJson {
  private ConflictJson() {}

  /** Both sides of a conflict; empty where that side deleted it. */
  record Sides(Optional<EntryContent> ours, Optional<EntryContent> theirs) {
    boolean isPrivate() {
      return ours.filter(EntryContent::isPrivate).isPresent()
          || theirs.filter(EntryContent::isPrivate).isPresent();
    }
  }

  static ObjectNode write(Mapping mapping, Sides sides, boolean owner) {
    ObjectNode node = ProviderJson.object();
    node.put("id", mapping.id().toString());
    node.put("providerId", mapping.provider().toString());
    node.put("entryId", mapping.entry().toString());
    node.put("kind", ProviderJson.orNull(mapping.standing().conflict()));
    boolean masked = sides.isPrivate() && !owner;
    node.set("ours", sides.ours().map(content -> side(content, masked)).orElse(null));
    node.set("theirs", sides.theirs().map(content -> side(content, masked)).orElse(null));
    var differing = node.putArray("differing");
    if (sides.ours().isPresent() && sides.theirs().isPresent()) {
      Fields.changed(sides.ours().get(), sides.theirs().get())
          .forEach(field -> differing.add(name(field)));
    }
    return node;
  }

  private static ObjectNode side(EntryContent content, boolean masked) {
    ObjectNode node = ProviderJson.object();
    node.put("title", masked ? "Busy" : content.title());
    node.put("notes", masked ? "" : content.notes());
    node.put("location", masked ? "" : content.location());
    when(node, content.when());
    node.put("private", content.isPrivate());
    node.put("status", content.status().name().toLowerCase(Locale.ROOT));
    content.recurrence().ifPresent(rule -> rule.rules().forEach(node.putArray("rrules")::add));
    return node.put("exceptions", content.exceptions().size());
  }

  private static void when(ObjectNode node, When when) {
    switch (when) {
      case When.AllDay(var start, var end) ->
          node.put("start", start.toString()).put("end", end.toString()).put("allDay", true);
      case When.Timed timed ->
          node.put("start", timed.start().toOffsetDateTime().toString())
              .put("end", timed.end().toOffsetDateTime().toString())
              .put("timeZone", timed.zone().getId())
              .put("allDay", false);
    }
  }

  private static String name(Field field) {
    return switch (field) {
      case Field.Master master -> master.name().toLowerCase(Locale.ROOT);
      case Field.Slot(var slot) -> "occurrence " + slot;
    };
  }
}
