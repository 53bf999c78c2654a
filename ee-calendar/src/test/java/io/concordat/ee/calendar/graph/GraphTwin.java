package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.ee.calendar.google.GoogleCalendars;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.sandbox.MicrosoftTwin;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A running Microsoft twin with one account, and its control API. */
final class GraphTwin implements AutoCloseable {
  static final String EMAIL = "tess@contoso.example";
  static final Instant START = Instant.parse("2026-03-21T08:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType TYPE = MediaType.get("application/json");

  private final OkHttpClient http = GoogleCalendars.http();
  private final TwinClock clock = TwinClock.fixed(START);
  private final MicrosoftTwin twin = MicrosoftTwin.start(0, clock);

  private final List<String> answered = new CopyOnWriteArrayList<>();
  private JsonNode account = JSON.createObjectNode();
  private GraphCalendars calendars = calendars();

  GraphTwin() {
    reset();
  }

  void reset() {
    post("reset", "{}");
    clock.set(START);
    post("settings", "{'accessTokenSeconds':31536000}"); // tests jump over months
    account = post("accounts", "{'email':'" + EMAIL + "','timeZone':'Europe/Berlin'}");
    post("settings", "{'accessTokenSeconds':3600}");
    calendars = calendars();
    answered.clear();
  }

  private GraphCalendars calendars() {
    return calendars(Duration.ZERO);
  }

  private GraphCalendars calendars(Duration ahead) {
    return new GraphCalendars(
        http,
        base(),
        () -> clock.instant().plus(ahead),
        (call, status) -> answered.add(call + " " + status));
  }

  /** Our clock and theirs differ from now on. */
  void weAreAhead(Duration ahead) {
    calendars = calendars(ahead);
  }

  GraphCalendars offering() {
    return calendars;
  }

  JsonNode account() {
    return account;
  }

  URI base() {
    return URI.create(twin.baseUrl());
  }

  OkHttpClient http() {
    return http;
  }

  TwinClock clock() {
    return clock;
  }

  List<String> answered() {
    return answered;
  }

  RemoteCalendar calendar(String id) {
    return calendar(id, tokens());
  }

  RemoteCalendar calendar(String id, TokenSource tokens) {
    return calendars.open(id, tokens);
  }

  TokenSource tokens() {
    var token = Secret.of(account.path("accessToken").asText());
    return new TokenSource() {
      @Override
      public Secret accessToken() {
        return token;
      }

      @Override
      public Secret refreshAfter401(Secret refused) {
        return token;
      }
    };
  }

  /** Somebody else at the vendor's own page; single quotes for double ones. */
  JsonNode graph(String method, String path, String body) {
    var request =
        new Request.Builder()
            .url(twin.baseUrl() + "/v1.0" + path)
            .header("Authorization", "Bearer " + account.path("accessToken").asText())
            .header("Prefer", "IdType=\"ImmutableId\"")
            .method(method, body.isEmpty() ? null : body(body));
    return answer(request.build());
  }

  JsonNode post(String path, String body) {
    return answer(
        new Request.Builder().url(twin.baseUrl() + "/_sandbox/" + path).post(body(body)).build());
  }

  JsonNode get(String path) {
    return answer(new Request.Builder().url(twin.baseUrl() + "/_sandbox/" + path).build());
  }

  private static RequestBody body(String text) {
    return RequestBody.create(text.replace('\'', '"'), TYPE);
  }

  private JsonNode answer(Request request) {
    try (var response = http.newCall(request).execute()) {
      var body = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(request.url() + " " + response.code() + " " + body);
      }
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    twin.close();
  }
}
