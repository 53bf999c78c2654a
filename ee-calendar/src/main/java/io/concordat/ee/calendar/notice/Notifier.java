package io.concordat.ee.calendar.notice;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.notice.Notice;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tells owners what their calendars wait for. What counts is how it stands now, so an event that
 * comes late or twice does no harm, and what heals by itself is settled by itself.
 */
public final class Notifier implements OutboxListener {
  private static final String PLUGIN = "ee-calendar";

  private final PluginContext core;
  private final ProviderRows providers;
  private final WaitingRows rows = new WaitingRows();

  public Notifier(PluginContext core, ProviderRows providers) {
    this.core = core;
    this.providers = providers;
  }

  @Override
  public String name() {
    return "ee-calendar.notices";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "CALENDAR_CONFLICT_DETECTED",
        "CALENDAR_CONSENT_ENDING",
        "CALENDAR_CONFLICT_RESOLVED",
        "CALENDAR_FUSE_BLOWN",
        "CALENDAR_FUSE_CLOSED",
        "CALENDAR_FUSE_RELEASED",
        "CALENDAR_PROVIDER_CONNECTED",
        "CALENDAR_PROVIDER_DISCONNECTED",
        "CALENDAR_PROVIDER_RECONNECT_REQUIRED",
        "CALENDAR_QUARANTINE_CHANGED",
        "CALENDAR_SUBSCRIPTION_RENEWED",
        "CALENDAR_SUBSCRIPTION_RENEWAL_FAILED",
        "CALENDAR_SYNC_COMPLETED",
        "CALENDAR_SYNC_FAILED");
  }

  @Override
  public void heard(TenantId tenant, List<Event> events) {
    var concerned = new HashSet<UUID>();
    events.forEach(event -> about(event).forEach(concerned::add));
    core.transactions().run(tx -> tell(tx, concerned));
  }

  /** Events of a calendar have it as their subject, others name it. */
  private static Stream<UUID> about(Event event) {
    return Stream.concat(
        Stream.of(event.subject()),
        Optional.ofNullable(event.data().get("providerId"))
            .flatMap(id -> Reach.id(String.valueOf(id)))
            .stream());
  }

  private void tell(Tx tx, Set<UUID> concerned) {
    Map<UUID, Provider> known = providers.byIds(tx, concerned);
    Map<UUID, Map<Waiting, Integer>> counts = rows.of(tx, concerned, core.clock().instant());
    for (UUID id : concerned) {
      var waiting = counts.getOrDefault(id, new EnumMap<>(Waiting.class));
      for (Waiting reason : Waiting.values()) {
        int count = waiting.getOrDefault(reason, 0);
        Optional<Provider> owner = Optional.ofNullable(known.get(id)).filter(found -> count > 0);
        owner.ifPresentOrElse(
            found -> raise(tx, found, reason, count),
            () -> core.notices().settle(tx, reason.cause(id)));
      }
    }
  }

  private void raise(Tx tx, Provider provider, Waiting reason, int count) {
    core.notices()
        .raise(
            tx,
            provider.user(),
            new Notice(
                PLUGIN,
                reason.cause(provider.id()),
                reason.kind(),
                count,
                List.of(provider.settings().name()),
                reason.link()));
  }
}
