package io.concordat.ee.calendar.google;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import io.concordat.ee.calendar.remote.Offered;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Google Calendar API v3 at a base address. */
public final class GoogleCalendars implements RemoteCalendars {
  private final Calendar api;
  private final InstantSource clock;
  private final RequestCounter counter;

  /**
   * @param base without a trailing slash, {@code https://www.googleapis.com} for the real one
   */
  public GoogleCalendars(OkHttpClient http, URI base, InstantSource clock, RequestCounter counter) {
    this.api =
        new Calendar.Builder(
                new OkHttpTransport(http),
                GsonFactory.getDefaultInstance(),
                request -> request.setThrowExceptionOnExecuteError(false))
            .setRootUrl(base + "/")
            .setBatchPath("batch/calendar/v3")
            .setApplicationName("Concordat")
            .setSuppressAllChecks(true)
            .build();
    this.clock = clock;
    this.counter = counter;
  }

  /** The client to share between all calendars and the token endpoint. */
  public static OkHttpClient http() {
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(64, 5, TimeUnit.MINUTES))
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ofSeconds(60))
        .writeTimeout(Duration.ofSeconds(30))
        .callTimeout(Duration.ofSeconds(120))
        .followRedirects(false)
        .build();
  }

  @Override
  public RemoteCalendar open(String calendarId, TokenSource tokens) {
    return new GoogleCalendar(api, calendarId, calls(tokens));
  }

  @Override
  public List<Offered> offered(TokenSource tokens) {
    return new CalendarList(api, calls(tokens)).read();
  }

  private Calls calls(TokenSource tokens) {
    return new Calls(tokens, clock, counter);
  }
}
