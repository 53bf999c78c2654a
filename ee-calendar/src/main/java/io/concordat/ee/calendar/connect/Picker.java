package io.concordat.ee.calendar.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Choice;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.remote.Offered;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Tx;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the calendars of a connected account, and gives the chosen one to its provider. */
public final class Picker implements Choice {
  private static final Logger LOG = LoggerFactory.getLogger(Picker.class);

  private final PluginContext core;
  private final ProviderRows providers;
  private final Reach reach;
  private final Function<Brand, Vendor> vendors;
  private final Function<Brand, Grants> grants;
  private final Settling settling;

  public Picker(
      PluginContext core,
      ProviderRows providers,
      Reach reach,
      Function<Brand, Vendor> vendors,
      Function<Brand, Grants> grants,
      Settling settling) {
    this.core = core;
    this.providers = providers;
    this.reach = reach;
    this.vendors = vendors;
    this.grants = grants;
    this.settling = settling;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            ProviderRoutes.BASE + "/{id}/calendars",
            Reach.OWN,
            BadBody.answered(this::list)));
  }

  private Reply list(Request request) {
    var reachable = new ArrayList<Provider>();
    Reply ready =
        reach.with(
            request,
            (tx, provider) -> {
              reachable.add(provider);
              return closed(tx, provider)
                  .<Reply>map(why -> why)
                  .orElseGet(() -> new Reply.Empty(204));
            });
    return ready instanceof Reply.Empty ? list(request.caller(), reachable.getFirst()) : ready;
  }

  private Reply list(Caller caller, Provider provider) {
    return asked(
        provider,
        () -> {
          List<Offered> offered = vendor(provider).calendars().offered(tokens(provider));
          Map<String, Provider> taken =
              core.transactions().call(tx -> providers.taken(tx, provider.brand()));
          return ProviderJson.list(
              offered.stream().map(one -> write(one, provider, taken, caller)).toList(),
              Optional.empty());
        },
        why -> why);
  }

  private static ObjectNode write(
      Offered one, Provider provider, Map<String, Provider> taken, Caller caller) {
    Optional<Provider> holder =
        Optional.ofNullable(taken.get(one.id())).filter(other -> !other.id().equals(provider.id()));
    ObjectNode node =
        ProviderJson.object()
            .put("id", one.id())
            .put("name", one.name())
            .put("primary", one.primary())
            .put("writable", one.writable())
            .put("timeZone", ProviderJson.orNull(one.zone().map(ZoneId::getId)))
            .put("selected", provider.realCalendarId().equals(Optional.of(one.id())))
            .put("taken", holder.isPresent());
    holder
        .filter(other -> Reach.reaches(caller, other))
        .ifPresent(other -> node.put("takenBy", other.id().toString()));
    return node;
  }

  @Override
  public Found find(Provider provider, String calendarId) {
    Optional<Reply.Problem> closed = core.transactions().call(tx -> closed(tx, provider));
    if (closed.isPresent()) {
      return new Found.Refused(closed.get());
    }
    return asked(
        provider,
        () -> {
          var shown = vendor(provider).calendars().open(calendarId, tokens(provider)).describe();
          return new Found.Calendar(shown.id(), shown.writable());
        },
        Found.Refused::new);
  }

  @Override
  public Optional<Reply.Problem> take(Tx tx, Provider provider, Found.Calendar calendar) {
    if (providers.calendarTaken(tx, provider.id(), provider.vendor(), calendar.id())) {
      return Optional.of(Closed.inUse());
    }
    Optional<Reply.Problem> closed = closed(tx, provider);
    if (closed.isEmpty()) {
      String redirect = provider.link().redirectUri().orElse("");
      settling.settle(tx, provider, calendar.id(), redirect, "choice");
    }
    return closed;
  }

  /** Why the vendor is not to be asked on behalf of this provider. */
  private Optional<Reply.Problem> closed(Tx tx, Provider provider) {
    return switch (provider.link().connection()) {
      case RECONNECT_REQUIRED -> Optional.of(Closed.reconnect(provider.brand()));
      case CONFIGURING, CONNECTED, APP_BROKEN ->
          provider.settings().active() && !provider.settings().paused()
              ? unserved(tx, provider)
              : Optional.of(Closed.paused());
    };
  }

  private Optional<Reply.Problem> unserved(Tx tx, Provider provider) {
    var grant = grants.apply(provider.brand()).rows().find(tx, provider.id());
    if (grant.isEmpty()) {
      return Optional.of(Closed.notConnected());
    }
    return switch (vendor(provider).apps().find(tx)) {
      case Apps.Found.NotReady(var reason, var remedy) ->
          Optional.of(Closed.misconfigured(reason, remedy));
      case Apps.Found.Ready(var app, var holder) ->
          holder.equals(grant.get().holder())
              ? Optional.empty()
              : Optional.of(Closed.reconnect(provider.brand()));
    };
  }

  private static <T> T asked(
      Provider provider, Supplier<T> question, Function<Reply.Problem, T> refused) {
    try {
      return question.get();
    } catch (RemoteFault broken) {
      LOG.info("calendars of provider {}: {}", provider.id(), broken.getMessage());
      return refused.apply(Closed.of(provider.brand(), broken.fault()));
    }
  }

  private Vendor vendor(Provider provider) {
    return vendors.apply(provider.brand());
  }

  private TokenSource tokens(Provider provider) {
    return grants.apply(provider.brand()).of(provider.id());
  }
}
