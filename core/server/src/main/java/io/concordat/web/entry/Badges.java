package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Puts what a plugin says about entries beside them. */
final class Badges {
  private Badges() {}

  static void add(ArrayNode items, EntryBadges said, Tx tx, Caller caller) {
    Set<ScheduleEntryId> entries =
        StreamSupport.stream(items.spliterator(), false)
            .map(item -> id((ObjectNode) item))
            .collect(Collectors.toUnmodifiableSet());
    if (entries.isEmpty()) {
      return;
    }
    Map<ScheduleEntryId, EntryBadges.Badge> badges = said.of(tx, caller, entries);
    items.forEach(
        item ->
            Optional.ofNullable(badges.get(id((ObjectNode) item)))
                .ifPresent(badge -> write(((ObjectNode) item).putObject("badge"), badge)));
  }

  private static ScheduleEntryId id(ObjectNode item) {
    return new ScheduleEntryId(UUID.fromString(item.path("id").asText()));
  }

  private static void write(ObjectNode json, EntryBadges.Badge badge) {
    json.put("state", badge.state().name().toLowerCase(Locale.ROOT));
    badge.reason().ifPresentOrElse(it -> json.put("reason", it), () -> json.putNull("reason"));
  }
}
