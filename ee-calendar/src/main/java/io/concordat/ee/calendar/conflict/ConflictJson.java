package io.concordat.ee.calendar.conflict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.reconcile.Consequence;
import io.concordat.ee.calendar.reconcile.ThreeWay;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.ee.calendar.sync.Standoff;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.When;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conflict as people see it: base and both sides, who changed what, and what may be chosen. */
record ConflictJson(Open open) {
  ObjectNode write() {
    Standoff standoff = open.standoff();
    ObjectNode node = ProviderJson.object();
    node.put("id", standoff.mapping().id().toString());
    node.put("providerId", standoff.provider().id().toString());
    node.put("vendor", standoff.provider().vendor());
    node.put("entryId", standoff.mapping().entry().toString());
    node.put("kind", ProviderJson.orNull(standoff.mapping().standing().conflict()));
    node.put("detectedAt", open.since().toString());
    node.put("version", standoff.version());
    node.put("masked", open.masked());
    node.set("base", side(standoff.base()));
    node.set("ours", side(standoff.ours()));
    node.set("theirs", side(standoff.theirs()));
    var differing = node.putArray("differing");
    var fields = node.putArray("fields");
    standoff.way().ifPresent(way -> differences(way, differing::add, fields::add));
    node.put("byField", standoff.byField());
    return node.set("proposal", side(open.proposal()));
  }

  private interface Sink<T> {
    void add(T value);
  }

  private void differences(ThreeWay way, Sink<String> differing, Sink<JsonNode> fields) {
    Fields.changed(way.ours(), way.theirs()).forEach(field -> differing.add(Names.of(field)));
    way.strands().forEach(strand -> fields.add(field(way, strand)));
  }

  private ObjectNode field(ThreeWay way, Strand strand) {
    ObjectNode node = ProviderJson.object();
    node.put("name", Names.of(strand));
    node.put("changedBy", Names.of(strand.by()));
    node.put("proposed", ProviderJson.orNull(strand.proposed().map(Names::of)));
    node.put("widens", strand.widens());
    node.set("base", way.base().map(content -> value(content, strand)).orElse(null));
    node.set("ours", value(way.ours(), strand));
    return node.set("theirs", value(way.theirs(), strand));
  }

  /** What one side says there: a text, a yes or no, or an object. */
  private @Nullable JsonNode value(EntryContent content, Strand strand) {
    String name = Names.of(strand);
    if (strand.fields().iterator().next() instanceof Field.Slot(var slot)
        && !name.equals(Names.TIME)) {
      return slot(Optional.ofNullable(content.exceptions().get(slot)));
    }
    ObjectNode side = write(content);
    return name.equals(Names.TIME) ? time(side) : side.get(name);
  }

  private static ObjectNode time(ObjectNode side) {
    return side.retain("start", "end", "timeZone", "allDay", "rrules", "exceptions");
  }

  /** Null: as the rule makes it. */
  private @Nullable ObjectNode slot(Optional<Occurrence> occurrence) {
    return occurrence
        .map(
            one ->
                switch (one) {
                  case Occurrence.Cancelled() -> ProviderJson.object().put("cancelled", true);
                  case Occurrence.Changed changed -> changed(changed);
                })
        .orElse(null);
  }

  private ObjectNode changed(Occurrence.Changed changed) {
    ObjectNode node = ProviderJson.object().put("cancelled", false);
    texts(node, changed.title(), changed.notes(), changed.location());
    when(node, changed.when());
    return node;
  }

  /** What a choice does; also what it has done. */
  ObjectNode write(String resolution, Consequence consequence) {
    ObjectNode node = ProviderJson.object();
    node.put("id", open.standoff().mapping().id().toString());
    node.put("resolution", resolution);
    node.put("here", name(consequence.here()));
    node.put("there", name(consequence.there()));
    node.put("guests", open.reachesGuests(consequence));
    return node.set("result", side(consequence.result()));
  }

  private static String name(Consequence.Act act) {
    return act.name().toLowerCase(Locale.ROOT);
  }

  private @Nullable ObjectNode side(Optional<EntryContent> content) {
    return content.map(this::write).orElse(null);
  }

  private ObjectNode write(EntryContent content) {
    ObjectNode node = ProviderJson.object();
    texts(node, content.title(), content.notes(), content.location());
    when(node, content.when());
    node.put("private", content.isPrivate());
    node.put("status", content.status().name().toLowerCase(Locale.ROOT));
    content.recurrence().ifPresent(rule -> rule.rules().forEach(node.putArray("rrules")::add));
    return node.put("exceptions", content.exceptions().size());
  }

  private void texts(ObjectNode node, String title, String notes, String location) {
    node.put("title", open.masked() ? "Busy" : title);
    node.put("notes", open.masked() ? "" : notes);
    node.put("location", open.masked() ? "" : location);
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
}
