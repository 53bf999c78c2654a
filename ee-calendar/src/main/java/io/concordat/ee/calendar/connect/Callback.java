package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.connect.Apps.Holder;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenEndpoint.Denial;
import io.concordat.ee.calendar.remote.TokenEndpoint.Exchanged;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.calendar.CalendarSync.CallbackReply.Outcome;
import io.concordat.spi.oauth.OAuthStates.Taken;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser comes back from a vendor. Whatever is refused is refused before a token is asked for
 * and leaves no row; neither a token nor the vendor's text reaches the browser.
 */
public final class Callback {
  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

  private final PluginContext core;
  private final ProviderRows providers;
  private final Vendor vendor;
  private final GrantRows grants;
  private final Settling settling;

  public Callback(
      PluginContext core, ProviderRows providers, Vendor vendor, Grants grants, Settling settling) {
    this.core = core;
    this.providers = providers;
    this.vendor = vendor;
    this.grants = grants.rows();
    this.settling = settling;
  }

  public CallbackReply take(CalendarSync.Callback callback) {
    Map<String, String> query = callback.query();
    Optional<String> state = present(query.get("state"));
    if (query.containsKey("error")) {
      state.ifPresent(known -> take(known, callback));
      return refused(code(query.get("error")), Optional.empty());
    }
    Optional<String> code = present(query.get("code"));
    if (state.isEmpty() || code.isEmpty()) {
      return refused("missing_parameters", Optional.empty());
    }
    return take(state.get(), callback)
        .map(taken -> inside(taken, Secret.of(code.get())))
        .orElseGet(() -> refused("invalid_state", Optional.empty()));
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  /** A state is taken once; one of another user or tenant counts as none. */
  private Optional<Taken> take(String state, CalendarSync.Callback callback) {
    return core.oauthStates()
        .take(vendor.purpose(), state, callback.caller())
        .filter(
            taken -> callback.caller().filter(who -> !who.user().equals(taken.user())).isEmpty());
  }

  private CallbackReply refused(String code, Optional<String> provider) {
    core.audit().refused(kind(), code);
    return new Outcome(Optional.of(code), provider);
  }

  private CallbackReply inside(Taken taken, Secret code) {
    return core.tenancy()
        .in(
            taken.tenant(),
            () -> {
              Optional<String> error = connect(taken, code);
              error.ifPresent(why -> failed(taken, why));
              return new Outcome(error, Optional.of(taken.subject()));
            });
  }

  private Optional<String> connect(Taken taken, Secret code) {
    UUID id = UUID.fromString(taken.subject());
    try {
      Optional<Provider> provider =
          core.transactions()
              .call(tx -> providers.find(tx, id))
              .filter(found -> found.brand() == vendor.brand());
      if (provider.isEmpty()) {
        return Optional.of("invalid_state");
      }
      return switch (core.transactions().call(vendor.apps()::find)) {
        case Apps.Found.NotReady missing -> Optional.of("configuration_error");
        case Apps.Found.Ready ready -> exchange(taken, provider.get(), ready, code);
      };
    } catch (RemoteFault broken) {
      LOG.warn("calendar provider {} cannot be connected: {}", id, broken.getMessage());
      return Optional.of(code(broken.fault()));
    } catch (RuntimeException bug) {
      LOG.error("calendar provider {} cannot be connected", id, bug);
      return Optional.of("internal_error");
    }
  }

  private Optional<String> exchange(
      Taken taken, Provider provider, Apps.Found.Ready ready, Secret code) {
    return switch (vendor
        .endpoint()
        .exchange(ready.app(), code, taken.codeVerifier(), taken.redirectUri())) {
      case Exchanged.Denied(var why) -> Optional.of(code(why));
      case Exchanged.Granted(var tokens) -> granted(taken, provider, ready.holder(), tokens);
    };
  }

  /** What the vendor's sign-in page says went wrong; everything unknown is somebody's refusal. */
  private static String code(String error) {
    return switch (error) {
      case "invalid_request",
          "invalid_client",
          "invalid_resource",
          "invalid_scope",
          "unauthorized_client",
          "unsupported_response_type",
          "redirect_uri_mismatch" ->
          "configuration_error";
      case "server_error", "temporarily_unavailable" -> "token_exchange_failed";
      default -> "access_denied";
    };
  }

  private String kind() {
    return vendor.name() + "_callback";
  }

  private static String code(Denial why) {
    return switch (why) {
      case BAD_CODE, SCOPE_MISSING -> "token_exchange_failed";
      case REDIRECT_MISMATCH -> "configuration_error";
      case NO_REFRESH_TOKEN -> "no_refresh_token";
    };
  }

  private static String code(Fault fault) {
    return switch (fault) {
      case Fault.AppBroken() -> "configuration_error";
      case Fault.NoSuchCalendar() -> "configuration_error";
      case Fault.Forbidden() -> "configuration_error";
      case Fault.ReconnectRequired() -> "token_exchange_failed";
      case Fault.RateLimited limited -> "token_exchange_failed";
      case Fault.QuotaExceeded exceeded -> "token_exchange_failed";
      case Fault.Transient passing -> "token_exchange_failed";
      case Fault.Rejected() -> "token_exchange_failed";
    };
  }

  private Optional<String> granted(Taken taken, Provider provider, Holder holder, Tokens tokens) {
    Secret refresh = tokens.refreshToken().orElse(null);
    if (refresh == null) {
      return Optional.of("no_refresh_token");
    }
    Optional<String> calendar =
        provider
            .calendar()
            .map(wanted -> vendor.calendars().open(wanted, once(tokens.accessToken())).describe())
            .map(Described::id);
    return core.transactions()
        .call(
            tx -> {
              Optional<Provider> locked = providers.lock(tx, provider.id());
              if (locked.isEmpty()) {
                return Optional.of("invalid_state");
              }
              if (calendar.filter(id -> inUse(tx, provider, id)).isPresent()) {
                return Optional.of("calendar_in_use");
              }
              if (!serves(tx, holder)) {
                return Optional.of("configuration_error");
              }
              grants.store(tx, provider.id(), holder, tokens, refresh);
              settle(tx, taken, locked.get(), calendar);
              return Optional.empty();
            });
  }

  /** Another app may have been chosen while the vendor was asked. */
  private boolean serves(Tx tx, Holder holder) {
    return switch (vendor.apps().find(tx)) {
      case Apps.Found.Ready now -> now.holder().equals(holder);
      case Apps.Found.NotReady missing -> false;
    };
  }

  /** One calendar, one provider; and a provider that stood for another one must not change. */
  private boolean inUse(Tx tx, Provider provider, String calendar) {
    return providers.calendarTaken(tx, provider.id(), provider.vendor(), calendar);
  }

  private void settle(Tx tx, Taken taken, Provider provider, Optional<String> calendar) {
    calendar.ifPresentOrElse(
        id -> settling.settle(tx, provider, id, taken.redirectUri(), "callback"),
        () -> providers.consented(tx, provider.id(), taken.redirectUri(), core.clock().instant()));
    record(tx, taken, "ok", Map.of());
  }

  private void failed(Taken taken, String why) {
    core.audit().refused(kind(), why);
    core.transactions().run(tx -> record(tx, taken, "failed", Map.of("error", why)));
  }

  private void record(Tx tx, Taken taken, String outcome, Map<String, String> detail) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(taken.user()),
                "calendar_provider.connected",
                taken.subject(),
                outcome,
                detail));
  }

  private static TokenSource once(Secret token) {
    return new TokenSource() {
      @Override
      public Secret accessToken() {
        return token;
      }

      @Override
      public Secret refreshAfter401(Secret refused) {
        throw new RemoteFault(new Fault.ReconnectRequired(), "a new access token was refused");
      }
    };
  }
}
