package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.cleanup.Cleanup.State;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Clean-ups: looked at, wanted, followed, stopped. */
final class CleanupRoutes {
  private static final String ALL = ProviderRoutes.BASE + "/{id}/cleanups";
  private static final String ONE = ALL + "/{cleanupId}";

  private final PluginContext core;
  private final ProviderRows providers;
  private final Reach reach;
  private final Wake wake;
  private final CleanupRows rows = new CleanupRows();

  CleanupRoutes(PluginContext core, ProviderRows providers, Reach reach, Wake wake) {
    this.core = core;
    this.providers = providers;
    this.reach = reach;
    this.wake = wake;
  }

  List<Route> routes() {
    return List.of(
        route("POST", ALL, this::create),
        route("GET", ALL, this::list),
        route("GET", ONE, this::get),
        route("POST", ONE + "/start", this::start),
        route("POST", ONE + "/stop", this::stop));
  }

  private static Route route(String method, String template, Route.Handler handler) {
    return new Route(method, template, Reach.OWN, BadBody.answered(handler));
  }

  private Reply create(Request request) {
    StrictBody.read(request.body(), Set.of());
    return reach.withLocked(request, (tx, provider) -> create(tx, request, provider));
  }

  private Reply create(Tx tx, Request request, Provider provider) {
    return notNow(tx, provider)
        .orElseGet(
            () -> {
              Cleanup cleanup = looking(request, provider);
              rows.insert(tx, cleanup);
              audit(tx, request, "look", cleanup, Map.of());
              return accepted(tx, provider, cleanup, State.LOOKING);
            });
  }

  /** Why none can begin. */
  private Optional<Reply> notNow(Tx tx, Provider provider) {
    if (!Cleaner.reachable(provider)) {
      return Optional.of(
          new Reply.Problem(
              409, "not_connected", "This calendar is not connected: connect it first."));
    }
    return rows.open(tx, provider.id())
        .map(
            other ->
                new Reply.Problem(
                    409, "cleanup_running", "A clean-up of this calendar is under way already."));
  }

  private Cleanup looking(Request request, Provider provider) {
    return new Cleanup(
        UUID.randomUUID(),
        provider.id(),
        State.LOOKING,
        Cleanup.Found.NOTHING,
        0,
        Choices.NONE,
        request.caller().user(),
        Map.of(),
        0,
        0,
        Map.of(),
        List.of(),
        Cleanup.Trouble.NONE,
        new Cleanup.Times(
            core.clock().instant(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private Reply accepted(Tx tx, Provider provider, Cleanup cleanup, State now) {
    wake.with(tx, provider);
    tell(core, tx, cleanup, now);
    return new Reply.Json(
        202,
        ProviderJson.object()
            .put("cleanupId", cleanup.id().toString())
            .put("state", now.stored())
            .toString());
  }

  /** Open pages hear of it as of every other change of a calendar. */
  static void tell(PluginContext core, Tx tx, Cleanup cleanup, State now) {
    core.outbox()
        .append(
            tx,
            new Event(
                "CALENDAR_PROVIDER_CHANGED",
                cleanup.provider(),
                "cleanup",
                Map.of("cleanupId", cleanup.id().toString(), "cleanupState", now.stored())));
  }

  /** The youngest ten are kept. */
  private Reply list(Request request) {
    return reach.with(
        request,
        (tx, provider) ->
            ProviderJson.list(
                rows.of(tx, provider.id()).stream().map(CleanupJson::brief).toList(),
                Optional.empty()));
  }

  private Reply get(Request request) {
    return reach.with(
        request, (tx, provider) -> with(tx, request, provider, one -> shown(provider, one)));
  }

  private static Reply shown(Provider provider, Cleanup cleanup) {
    var brand = provider.brand();
    return new Reply.Json(200, CleanupJson.write(cleanup, brand, brand.mailsGuests()).toString());
  }

  private Reply with(Tx tx, Request request, Provider provider, Function<Cleanup, Reply> then) {
    Optional<UUID> id = Reach.id(request.path("cleanupId"));
    Optional<Cleanup> found =
        id.flatMap(known -> rows.find(tx, known))
            .filter(cleanup -> cleanup.provider().equals(provider.id()));
    if (found.isEmpty()) {
      id.ifPresent(asked -> reach.missed(tx, request.caller(), "calendar_cleanup", asked));
      return Problems.notFound();
    }
    return then.apply(found.get());
  }

  private Reply start(Request request) {
    return reach.withLocked(
        request,
        (tx, provider) ->
            with(
                tx, request, provider, one -> start(tx, request, provider, one, choices(request))));
  }

  private static Choices choices(Request request) {
    StrictBody body =
        StrictBody.read(request.body(), Set.of("confirm", "edited", "guests", "unknown"));
    if (!body.bool("confirm").orElse(false)) {
      throw new BadBody(
          "confirmation_required",
          "confirm",
          "Nothing brings these events back: say \"confirm\": true to have them deleted.");
    }
    return new Choices(
        body.bool("edited").orElse(false),
        body.bool("guests").orElse(false),
        body.bool("unknown").orElse(false));
  }

  private Reply start(Tx tx, Request request, Provider provider, Cleanup cleanup, Choices choices) {
    return switch (cleanup.state()) {
      case LOOKING ->
          new Reply.Problem(409, "cleanup_not_ready", "It is still being looked at what is there.");
      case READY -> begin(tx, request, provider, cleanup, choices);
      case RUNNING, STOPPING, COMPLETED, STOPPED, FAILED ->
          new Reply.Problem(409, "cleanup_over", "This one was started already: make another.");
    };
  }

  private Reply begin(Tx tx, Request request, Provider provider, Cleanup cleanup, Choices choices) {
    Instant now = core.clock().instant();
    if (!cleanup.fresh(now)) {
      return new Reply.Problem(
          409, "cleanup_outdated", "What was seen is an hour old: make another and look again.");
    }
    return notNow(tx, provider)
        .orElseGet(
            () -> {
              rows.start(tx, cleanup, choices, request.caller().user(), now);
              providers.hold(tx, provider.id(), now);
              audit(tx, request, "start", cleanup, wanted(choices));
              return accepted(tx, provider, cleanup, State.RUNNING);
            });
  }

  private static Map<String, String> wanted(Choices choices) {
    return Map.of(
        "edited", String.valueOf(choices.edited()),
        "guests", String.valueOf(choices.guests()),
        "unknown", String.valueOf(choices.unknown()));
  }

  private Reply stop(Request request) {
    return reach.withLocked(
        request,
        (tx, provider) -> with(tx, request, provider, one -> stop(tx, request, provider, one)));
  }

  private Reply stop(Tx tx, Request request, Provider provider, Cleanup cleanup) {
    return switch (cleanup.state()) {
      case COMPLETED, STOPPED, FAILED ->
          new Reply.Problem(409, "cleanup_over", "This one does nothing any more.");
      case READY -> {
        rows.over(tx, cleanup, State.STOPPED, Optional.empty(), core.clock().instant());
        audit(tx, request, "stop", cleanup, Map.of());
        yield accepted(tx, provider, cleanup, State.STOPPED);
      }
      case LOOKING, RUNNING, STOPPING -> {
        rows.stopping(tx, cleanup.id());
        audit(tx, request, "stop", cleanup, Map.of());
        yield accepted(tx, provider, cleanup, State.STOPPING);
      }
    };
  }

  private void audit(
      Tx tx, Request request, String act, Cleanup cleanup, Map<String, String> more) {
    var data = new HashMap<>(more);
    data.put("providerId", cleanup.provider().toString());
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_cleanup." + act,
                cleanup.id().toString(),
                "ok",
                data));
  }
}
