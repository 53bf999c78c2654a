package io.concordat.ee.calendar.fuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.schedule.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Questions as their readers see them; private titles are for the calendar's owner only. */
final class FuseJson {
  private FuseJson() {}

  static ObjectNode list(
      Brand brand, List<Blown> blown, Map<ScheduleEntryId, ScheduleEntry> entries, boolean owner) {
    ObjectNode list = ProviderJson.object();
    var items = list.putArray("items");
    blown.forEach(one -> items.add(write(brand, one, entries, owner)));
    return list;
  }

  static ObjectNode released(Provider provider, int amount) {
    return ProviderJson.object()
        .put("providerId", provider.id().toString())
        .put("released", amount);
  }

  private static ObjectNode write(
      Brand brand, Blown one, Map<ScheduleEntryId, ScheduleEntry> entries, boolean owner) {
    ObjectNode node = ProviderJson.object();
    node.put("kind", one.kind().stored());
    node.put("state", one.open() ? "open" : "released");
    node.put("amount", one.amount());
    node.put("allowed", one.allowed());
    node.put("known", one.known());
    node.put("since", one.since().toString());
    node.put("releasedAt", ProviderJson.time(one.releasedAt()));
    node.put("message", Trouble.remedy(brand, one.code()));
    var samples = node.putArray("samples");
    for (UUID id : one.entries()) {
      Optional.ofNullable(entries.get(new ScheduleEntryId(id)))
          .ifPresent(entry -> samples.add(sample(entry, owner)));
    }
    return node;
  }

  private static ObjectNode sample(ScheduleEntry entry, boolean owner) {
    EntryContent content = entry.content();
    return ProviderJson.object()
        .put("entryId", entry.id().value().toString())
        .put("title", content.isPrivate() && !owner ? "Busy" : content.title())
        .put("start", start(content.when()))
        .put("private", content.isPrivate());
  }

  static String start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> timed.start().toOffsetDateTime().toString();
    };
  }
}
