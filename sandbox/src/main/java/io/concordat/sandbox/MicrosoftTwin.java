package io.concordat.sandbox;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.control.MicrosoftControl;
import io.concordat.sandbox.control.MicrosoftParts;
import io.concordat.sandbox.dns.Names;
import io.concordat.sandbox.entra.Account;
import io.concordat.sandbox.entra.Bearer;
import io.concordat.sandbox.entra.Entra;
import io.concordat.sandbox.fault.Fault;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.fault.Spoil;
import io.concordat.sandbox.graph.Caller;
import io.concordat.sandbox.graph.GraphApi;
import io.concordat.sandbox.graph.GraphError;
import io.concordat.sandbox.graph.JsonBatch;
import io.concordat.sandbox.graph.Mailboxes;
import io.concordat.sandbox.graph.Throttle;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.http.RequestLog;
import io.concordat.sandbox.http.TwinServer;
import io.concordat.sandbox.mail.Mails;
import io.concordat.sandbox.page.CalendarPage;
import io.concordat.sandbox.subscription.Subscriptions;
import io.concordat.sandbox.subscription.SubscriptionsApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Microsoft on loopback: sign-in under {@code /{tenant}/oauth2/v2.0/}, discovery and keys beside
 * it, Graph under {@code /v1.0/}, control under {@code /_sandbox/} (see {@link MicrosoftControl}).
 * State lives in memory only.
 */
public final class MicrosoftTwin implements AutoCloseable {
  private final TwinClock clock;
  private final RequestLog log;
  private final Names names = new Names();
  private final Faults faults = new Faults();
  private final Entra entra;
  private final Spoil spoil;
  private final GraphApi graph;
  private final Subscriptions subscriptions;
  private final MicrosoftControl control;
  private final CalendarPage page = new CalendarPage(CalendarPage.Vendor.MICROSOFT);
  private final TwinServer server;

  private MicrosoftTwin(int port, TwinClock clock) {
    this.clock = clock;
    log = new RequestLog(clock);
    entra = new Entra(clock);
    spoil = new Spoil(faults, new MicrosoftWords(clock, entra));
    Mailboxes mailboxes = new Mailboxes(clock, new Mails());
    Throttle throttle = new Throttle(clock);
    graph = new GraphApi(clock, faults, mailboxes, throttle);
    subscriptions = new Subscriptions(clock, faults);
    mailboxes.onChange(subscriptions);
    graph.mount(
        "subscriptions",
        new SubscriptionsApi(subscriptions, this::tokenEnd, mailboxes::calendarId)::answer);
    control =
        new MicrosoftControl(
            new MicrosoftParts(
                clock, entra, mailboxes, throttle, subscriptions, names, faults, log));
    server = TwinServer.start(port, this::answer);
    entra.baseUrl(server.baseUrl());
  }

  /** Starts a twin on a port of the loopback interface, 0 for a free one. */
  public static MicrosoftTwin start(int port, TwinClock clock) {
    return new MicrosoftTwin(port, clock);
  }

  public String baseUrl() {
    return server.baseUrl();
  }

  /** What a {@link io.concordat.sandbox.dns.NameServer} beside it answers with. */
  public Names names() {
    return names;
  }

  public TwinClock clock() {
    return clock;
  }

  /**
   * Waits until every notification that is due by the clock was told or has failed; those that wait
   * for a later instant stay. False if this takes longer than 30 seconds of real time.
   */
  public boolean settle() {
    return subscriptions.settle(Duration.ofSeconds(30));
  }

  /** When something falls due that nobody asks for: a notification, a reminder. */
  public Optional<Instant> next() {
    return subscriptions.next();
  }

  private Reply answer(Request request) {
    if (page.owns(request)) {
      return page.answer(request);
    }
    if (MicrosoftControl.owns(request.path())) {
      return control.answer(request);
    }
    return JsonBatch.owns(request) ? logged(request, this::batch) : logged(request, this::serve);
  }

  /** A batch is one connection and many requests, each of which stands in the log for itself. */
  private Reply batch(Call call) {
    call.kind(Call.Kind.BATCH);
    bearer(call.request());
    return JsonBatch.answer(call.request(), part -> logged(part, this::serve));
  }

  private Reply logged(Request request, Function<Call, Reply> handler) {
    Call call = new Call(request);
    Instant started = clock.instant();
    Optional<Fault> fault = faults.next(request);
    fault.ifPresent(_ -> call.note("fault"));
    Reply reply =
        fault
            .map(f -> spoil.answer(request, f, () -> guarded(call, handler)))
            .orElseGet(() -> guarded(call, handler));
    log.add(call, started, reply.status());
    return reply;
  }

  private Reply guarded(Call call, Function<Call, Reply> handler) {
    try {
      return handler.apply(call);
    } catch (GraphError e) {
      call.note(e.code());
      return e.reply(call.request(), clock.instant());
    } catch (GoogleError e) { // the shared reader of paths and bodies speaks Google
      call.note(e.reason());
      return GraphError.badRequest(String.valueOf(e.getMessage()))
          .reply(call.request(), clock.instant());
    }
  }

  private Reply serve(Call call) {
    Request request = call.request();
    if (Entra.owns(request)) {
      call.kind(Call.Kind.OAUTH);
      faults.pause(faults.latency());
      return entra.answer(request);
    }
    return graph.answer(call, caller(request, bearer(request)));
  }

  private Bearer bearer(Request request) {
    return entra
        .bearer(request)
        .orElseThrow(
            () ->
                GraphError.invalidToken()
                    .with("WWW-Authenticate", "Bearer realm=\"\", error=\"invalid_token\""));
  }

  private Instant tokenEnd(Request request) {
    return bearer(request).expires();
  }

  /** An app's own token opens the mailbox that the path names, a person's token only their own. */
  private Caller caller(Request request, Bearer bearer) {
    List<String> path = request.segments();
    Optional<Account> named =
        path.size() > 2 && path.get(1).equals("users")
            ? Optional.of(user(path.get(2), bearer))
            : Optional.empty();
    Account account = named.or(bearer::account).orElseThrow(MicrosoftTwin::nobody);
    if (bearer.account().filter(own -> !own.oid().equals(account.oid())).isPresent()) {
      throw GraphError.accessDenied();
    }
    return new Caller(
        account.oid(),
        account.email().toLowerCase(Locale.ROOT),
        account.directoryId(),
        bearer.clientId(),
        bearer.scopes());
  }

  private static GraphError nobody() {
    return GraphError.badRequest("/me request is only valid with delegated authentication flow.");
  }

  private Account user(String name, Bearer bearer) {
    return entra
        .registry()
        .account(name)
        .filter(account -> account.directoryId().equals(bearer.directoryId()))
        .orElseThrow(
            () -> GraphError.of(404, "ResourceNotFound", "Resource could not be discovered."));
  }

  @Override
  public void close() {
    server.close();
    subscriptions.close();
  }
}
