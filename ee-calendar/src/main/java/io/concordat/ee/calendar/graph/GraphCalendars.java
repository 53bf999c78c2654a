package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.remote.Offered;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import okhttp3.OkHttpClient;

/** Microsoft Graph v1.0 at a base address. One for the whole process: it knows the limits. */
public final class GraphCalendars implements RemoteCalendars {
  private final OkHttpClient http;
  private final URI base;
  private final InstantSource clock;
  private final RequestCounter counter;
  private final Window.Span span;
  private final Mailboxes mailboxes;
  private final Places places = new Places();

  /**
   * @param base without a trailing slash, {@code https://graph.microsoft.com} for the real one
   */
  public GraphCalendars(OkHttpClient http, URI base, InstantSource clock, RequestCounter counter) {
    this(http, base, clock, counter, Window.Span.USUAL);
  }

  /**
   * @param back how far the live window reaches into the past
   * @param ahead how far it reaches into the future
   */
  public GraphCalendars(
      OkHttpClient http,
      URI base,
      InstantSource clock,
      RequestCounter counter,
      Duration back,
      Duration ahead) {
    this(http, base, clock, counter, new Window.Span(back, ahead, Window.Span.USUAL.step()));
  }

  private GraphCalendars(
      OkHttpClient http, URI base, InstantSource clock, RequestCounter counter, Window.Span span) {
    this.http = http;
    this.base = base;
    this.clock = clock;
    this.counter = counter;
    this.span = span;
    this.mailboxes = new Mailboxes(clock);
  }

  @Override
  public RemoteCalendar open(String calendarId, TokenSource tokens) {
    return new GraphCalendar(calendarId, calls(tokens), places, span);
  }

  @Override
  public List<Offered> offered(TokenSource tokens) {
    return places.offered(calls(tokens));
  }

  private Calls calls(TokenSource tokens) {
    return new Calls(http, base, tokens, mailboxes, clock, counter);
  }
}
