package io.concordat.sandbox;

import io.concordat.sandbox.calendar.CalendarApi;
import io.concordat.sandbox.calendar.Calendars;
import io.concordat.sandbox.channel.Channels;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.control.Control;
import io.concordat.sandbox.control.Parts;
import io.concordat.sandbox.fault.Fault;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.fault.GoogleWords;
import io.concordat.sandbox.fault.Spoil;
import io.concordat.sandbox.http.Batch;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.http.RequestLog;
import io.concordat.sandbox.http.TwinServer;
import io.concordat.sandbox.mail.Mails;
import io.concordat.sandbox.oauth.Caller;
import io.concordat.sandbox.oauth.Grants;
import io.concordat.sandbox.oauth.OAuth;
import io.concordat.sandbox.page.CalendarPage;
import io.concordat.sandbox.quota.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Google on loopback: sign-in under {@code /o/oauth2/v2/auth}, {@code /token} and {@code /revoke},
 * Calendar under {@code /calendar/v3/} and {@code /batch/calendar/v3}, control under {@code
 * /_sandbox/} (see {@link Control}). State lives in memory only.
 */
public final class GoogleTwin implements AutoCloseable {
  private static final String BATCH = "/batch/calendar/v3";

  private final TwinClock clock;
  private final RequestLog log;
  private final Faults faults = new Faults();
  private final Spoil spoil = new Spoil(faults, new GoogleWords());
  private final Quota quota;
  private final OAuth oauth;
  private final Channels channels;
  private final CalendarApi calendar;
  private final Control control;
  private final CalendarPage page = new CalendarPage(CalendarPage.Vendor.GOOGLE);
  private final TwinServer server;

  private GoogleTwin(int port, TwinClock clock) {
    this.clock = clock;
    Grants grants = new Grants(clock);
    Calendars calendars = new Calendars(clock, new Mails());
    log = new RequestLog(clock);
    quota = new Quota(clock);
    oauth = new OAuth(grants);
    channels = new Channels(clock, faults);
    calendar = new CalendarApi(calendars, channels);
    control = new Control(new Parts(clock, grants, calendars, channels, quota, faults, log));
    server = TwinServer.start(port, this::answer);
    channels.baseUrl(server.baseUrl());
  }

  /** Starts a twin on a port of the loopback interface, 0 for a free one. */
  public static GoogleTwin start(int port, TwinClock clock) {
    return new GoogleTwin(port, clock);
  }

  public String baseUrl() {
    return server.baseUrl();
  }

  public TwinClock clock() {
    return clock;
  }

  /**
   * Waits until every notification was told or has failed. False if this takes longer than 30
   * seconds of real time.
   */
  public boolean settle() {
    return channels.settle(Duration.ofSeconds(30));
  }

  private Reply answer(Request request) {
    if (page.owns(request)) {
      return page.answer(request);
    }
    if (Control.owns(request.path())) {
      return control.answer(request);
    }
    faults.pause(faults.latency());
    return request.path().equals(BATCH) || request.path().equals(BATCH + "/")
        ? logged(request, this::batch)
        : logged(request, this::serve);
  }

  /** A batch is one connection and many requests, each of which stands in the log for itself. */
  private Reply batch(Call call) {
    call.kind(Call.Kind.BATCH);
    return Batch.answer(call.request(), part -> logged(part, this::serve));
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

  private static Reply guarded(Call call, Function<Call, Reply> handler) {
    try {
      return handler.apply(call);
    } catch (GoogleError e) {
      call.note(e.reason());
      return e.toReply();
    }
  }

  private Reply serve(Call call) {
    Request request = call.request();
    if (OAuth.owns(request.path())) {
      call.kind(Call.Kind.OAUTH);
      return oauth.answer(request);
    }
    if (!request.path().startsWith("/calendar/v3/")) {
      throw GoogleError.notFound();
    }
    Caller caller = oauth.authenticate(request);
    call.account(caller.email());
    int units = Quota.units(request.method());
    quota.charge(caller, units);
    quota.write(caller, request);
    call.units(units);
    return calendar.answer(call, caller);
  }

  @Override
  public void close() {
    server.close();
    channels.close();
  }
}
