package io.concordat.ee.calendar.fuse;

import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What was stopped, shown and let through. */
public final class FuseRoutes {
  private static final String FUSE = ProviderRoutes.BASE + "/{id}/fuse";

  private final PluginContext core;
  private final Reach reach;
  private final BiConsumer<Tx, Provider> wake;
  private final ProviderRows providers = new ProviderRows();
  private final FuseRows fuses = new FuseRows();
  private final ActRows acts = new ActRows();

  /**
   * @param wake the provider has something to do
   */
  public FuseRoutes(PluginContext core, Reach reach, BiConsumer<Tx, Provider> wake) {
    this.core = core;
    this.reach = reach;
    this.wake = wake;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", FUSE, Reach.OWN, BadBody.answered(this::get)),
        new Route("POST", FUSE + "/release", Reach.OWN, BadBody.answered(this::release)));
  }

  private Reply get(Request request) {
    return reach.with(request, (tx, provider) -> shown(tx, request, provider));
  }

  private Reply shown(Tx tx, Request request, Provider provider) {
    List<Blown> blown = fuses.of(tx, provider.id());
    Map<ScheduleEntryId, ScheduleEntry> entries =
        core.schedule()
            .read(
                tx,
                blown.stream()
                    .flatMap(one -> one.entries().stream())
                    .map(ScheduleEntryId::new)
                    .collect(Collectors.toSet()));
    boolean owner = provider.user().equals(request.caller().user());
    return new Reply.Json(
        200,
        FuseJson.list(provider.brand(), blown, entries, owner).toString(),
        Map.of("ETag", etag(tx, provider)));
  }

  private String etag(Tx tx, Provider provider) {
    return "\"" + fuses.version(tx, provider.id()) + "\"";
  }

  private Reply release(Request request) {
    Set<Fuse> kinds =
        StrictBody.read(request.body(), Set.of("kind"))
            .oneOf(
                "kind", Arrays.stream(Fuse.values()).map(Fuse::stored).collect(Collectors.toSet()))
            .map(Fuse::of)
            .<Set<Fuse>>map(EnumSet::of)
            .orElseGet(() -> EnumSet.allOf(Fuse.class));
    return reach.withLocked(
        request,
        (tx, provider) ->
            outdated(tx, request, provider).orElseGet(() -> release(tx, request, provider, kinds)));
  }

  /** Nobody lets through more than they have seen. */
  private Optional<Reply> outdated(Tx tx, Request request, Provider provider) {
    Optional<String> match = request.header("if-match");
    if (match.isEmpty()) {
      return Optional.of(Problems.noIfMatch());
    }
    return match.get().equals(etag(tx, provider)) || match.get().equals("*")
        ? Optional.empty()
        : Optional.of(Problems.stale());
  }

  private Reply release(Tx tx, Request request, Provider provider, Set<Fuse> kinds) {
    List<Blown> open =
        fuses.of(tx, provider.id()).stream()
            .filter(one -> one.open() && kinds.contains(one.kind()))
            .toList();
    if (open.isEmpty()) {
      return new Reply.Problem(409, "not_blown", "Nothing of this waits here for a release.");
    }
    var asked = open.stream().map(Blown::kind).collect(Collectors.toSet());
    if (asked.contains(Fuse.LOOP)) {
      var looping = fuses.held(tx, provider.id(), Set.of(Fuse.LOOP));
      acts.edited(tx, looping.stream().map(ScheduleEntryId::value).toList());
    }
    int amount =
        fuses.release(tx, provider.id(), asked, request.caller().user(), core.clock().instant());
    providers.hurry(tx, provider.id());
    wake.accept(tx, provider);
    open.forEach(one -> tell(tx, request, provider, one));
    return new Reply.Json(202, FuseJson.released(provider, amount).toString());
  }

  private void tell(Tx tx, Request request, Provider provider, Blown one) {
    core.outbox()
        .append(
            tx,
            new Event(
                "CALENDAR_FUSE_RELEASED",
                provider.id(),
                one.kind().stored(),
                Map.of("amount", one.amount())));
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_fuse.release",
                provider.id().toString(),
                "ok",
                Map.of("kind", one.kind().stored(), "amount", String.valueOf(one.amount()))));
  }
}
