package io.concordat.ee.calendar.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Users;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Providers as resources: made, listed, shown, changed. */
public final class ProviderRoutes {
  public static final String BASE = "/api/v1/calendar/providers";

  private final PluginContext core;
  private final ProviderRows providers;
  private final ShownRows shown;
  private final Reach reach;
  private final Choice choice;
  private final Hooks hooks;
  private final SecureRandom random = new SecureRandom();

  /** What follows from a change, in rooms that this one does not know. */
  public interface Hooks {
    /** A provider was made. */
    void opened(Tx tx, Provider provider);

    /** Its settings changed. */
    void changed(Tx tx, Provider provider);

    /** How often it is read without being told. */
    Optional<Duration> every(Delivery delivery);

    /** How it is told of changes, and how that went. */
    ObjectNode watch(Tx tx, Provider provider);
  }

  public ProviderRoutes(
      PluginContext core,
      ProviderRows providers,
      ShownRows shown,
      Reach reach,
      Choice choice,
      Hooks hooks) {
    this.core = core;
    this.providers = providers;
    this.shown = shown;
    this.reach = reach;
    this.choice = choice;
    this.hooks = hooks;
  }

  public List<Route> routes() {
    return List.of(
        route("POST", BASE, this::create),
        route("GET", BASE, this::list),
        route("GET", BASE + "/{id}", this::get),
        route("PATCH", BASE + "/{id}", this::patch),
        route("GET", BASE + "/{id}/health", this::health));
  }

  private static Route route(String method, String template, Route.Handler handler) {
    return new Route(method, template, Reach.OWN, BadBody.answered(handler));
  }

  private Reply create(Request request) {
    Provider draft =
        Draft.create(request.body(), request.caller(), wakeSecret(), core.clock().instant());
    if (!Reach.reaches(request.caller(), draft)) {
      return Problems.forbidden(Reach.ALL);
    }
    return core.transactions().call(tx -> create(tx, request, draft));
  }

  private Reply create(Tx tx, Request request, Provider draft) {
    if (core.users().find(tx, draft.user()).filter(Users.User::active).isEmpty()) {
      reach.missed(tx, request.caller(), "user", draft.user().value());
      return new Reply.Problem(
          400, "unknown_user", "There is no active user with this id.", "userId");
    }
    providers.insert(tx, draft, core.clock().instant());
    hooks.opened(tx, draft);
    audit(tx, request, "create", draft);
    return ProviderJson.reply(201, shown.of(tx, draft, core.clock().instant()));
  }

  private Reply list(Request request) {
    int limit = Cursor.limit(request.query("limit"));
    Optional<Cursor> after = Cursor.parse(request.query("cursor"));
    return core.transactions()
        .call(
            tx -> {
              List<Provider> found =
                  providers.list(tx, Reach.only(request.caller()), after, limit + 1);
              List<Provider> page = found.subList(0, Math.min(limit, found.size()));
              return ProviderJson.list(
                  shown.of(tx, page, core.clock().instant()).stream()
                      .map(ProviderJson::write)
                      .toList(),
                  next(found, page, one -> new Cursor(one.createdAt(), one.id())));
            });
  }

  /** Asked to do something with a provider that may do nothing now. */
  public static Reply.Problem notRunnable() {
    return new Reply.Problem(
        409,
        "not_runnable",
        "This provider is not connected, or it is paused or inactive: change that first.");
  }

  /** Where the next page begins, if one item more was found than shown. */
  public static <T> Optional<String> next(List<T> found, List<T> page, Function<T, Cursor> cursor) {
    return found.size() > page.size()
        ? Optional.of(cursor.apply(page.getLast()).text())
        : Optional.empty();
  }

  private Reply get(Request request) {
    return reach.with(
        request,
        (tx, provider) -> ProviderJson.reply(200, shown.of(tx, provider, core.clock().instant())));
  }

  private Reply patch(Request request) {
    Optional<Choice.Found> chosen = chosen(request);
    return reach.withLocked(request, (tx, provider) -> patch(tx, request, provider, chosen));
  }

  /** The vendor is asked before anything is locked. */
  private Optional<Choice.Found> chosen(Request request) {
    return core.transactions()
        .call(tx -> reach.find(tx, request).filter(provider -> choosing(tx, provider)))
        .filter(provider -> outdated(request, provider).isEmpty())
        .flatMap(
            provider ->
                Draft.patch(request.body(), provider)
                    .calendarId()
                    .map(calendar -> choice.find(provider, calendar)));
  }

  /** The account is connected, and no calendar is chosen yet. */
  private boolean choosing(Tx tx, Provider provider) {
    return provider.calendar().isEmpty()
        && shown.of(tx, provider, core.clock().instant()).complete();
  }

  private static Optional<Reply> outdated(Request request, Provider provider) {
    Optional<String> match = request.header("if-match");
    if (match.isEmpty()) {
      return Optional.of(Problems.noIfMatch());
    }
    return match.get().equals("\"" + provider.version() + "\"") || match.get().equals("*")
        ? Optional.empty()
        : Optional.of(Problems.stale());
  }

  private Reply patch(Tx tx, Request request, Provider provider, Optional<Choice.Found> chosen) {
    return outdated(request, provider).orElseGet(() -> change(tx, request, provider, chosen));
  }

  private Reply change(Tx tx, Request request, Provider provider, Optional<Choice.Found> chosen) {
    Draft.Patch patch = Draft.patch(request.body(), provider);
    return chosen
        .flatMap(found -> take(tx, provider, patch, found))
        .orElseGet(() -> store(tx, request, provider, patch));
  }

  private Optional<Reply> take(Tx tx, Provider provider, Draft.Patch patch, Choice.Found chosen) {
    return switch (chosen) {
      case Choice.Found.Refused(var why) -> Optional.of(why);
      case Choice.Found.Calendar calendar -> {
        if (!calendar.writable() && !patch.settings().direction().equals("from_external")) {
          yield Optional.of(Problems.readOnly());
        }
        yield provider.realCalendarId().isPresent()
            ? Optional.of(Problems.stale())
            : choice.take(tx, provider, calendar).map(why -> why);
      }
    };
  }

  private Reply store(Tx tx, Request request, Provider provider, Draft.Patch patch) {
    providers.update(
        tx,
        provider.id(),
        patch.settings(),
        patch.calendarId(),
        patch.rereads(provider),
        core.clock().instant());
    if (patch.allowsMail(provider)) {
      providers.letGo(tx, provider.id());
    }
    Provider now = providers.find(tx, provider.id()).orElseThrow();
    hooks.changed(tx, now);
    core.outbox().append(tx, new Event("CALENDAR_PROVIDER_CHANGED", now.id(), "api", Map.of()));
    audit(tx, request, "update", now);
    return ProviderJson.reply(200, shown.of(tx, now, core.clock().instant()));
  }

  private Reply health(Request request) {
    return reach.with(request, (tx, provider) -> health(tx, provider));
  }

  private Reply health(Tx tx, Provider provider) {
    Shown.Health health = shown.health(tx, provider, core.clock().instant());
    Optional<Duration> every = hooks.every(health.shown().delivery());
    ObjectNode said = ProviderJson.write(health, every);
    said.set("watch", hooks.watch(tx, provider));
    return new Reply.Json(200, said.toString());
  }

  private void audit(Tx tx, Request request, String act, Provider provider) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_provider." + act,
                provider.id().toString(),
                "ok",
                Map.of("vendor", provider.vendor(), "userId", provider.user().toString())));
  }

  private Secret wakeSecret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
