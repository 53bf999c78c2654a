package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.SortedSet;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A mailbox of the twin's: through the adapter, and as Outlook shows it. */
final class Outlook implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OkHttpClient http = new OkHttpClient();
  private final TwinClock clock = TwinClock.fixed(Instant.parse("2026-03-01T08:00:00Z"));
  private final MicrosoftTwin twin = MicrosoftTwin.start(0, clock);
  private final String token = account().path("accessToken").asText();

  RemoteCalendar calendar() {
    var calendars =
        new GraphCalendars(http, URI.create(twin.baseUrl()), clock, (call, status) -> {});
    return calendars.open("calendar", new OneToken(Secret.of(token)));
  }

  /** So that no window of the quota fills. */
  void aSecondLater() {
    clock.advance(Duration.ofSeconds(1));
  }

  /** Dates or instants at which the occurrences of a series begin, as Exchange makes them. */
  SortedSet<String> starts(String id, String from, String to) {
    var starts = new TreeSet<String>();
    var path =
        "/v1.0/me/events/%s/instances?startDateTime=%s&endDateTime=%s&$top=1000"
            .formatted(id, from, to);
    get(path).path("value").forEach(one -> starts.add(start(one)));
    return starts;
  }

  private static String start(JsonNode event) {
    var text = event.path("start").path("dateTime").asText();
    return event.path("isAllDay").asBoolean()
        ? text.substring(0, 10)
        : Instant.parse(text + "Z").toString();
  }

  private JsonNode account() {
    var body = "{\"email\":\"tess@contoso.example\",\"timeZone\":\"Europe/Berlin\"}";
    return answer(
        new Request.Builder()
            .url(twin.baseUrl() + "/_sandbox/accounts")
            .post(RequestBody.create(body, MediaType.get("application/json")))
            .build());
  }

  private JsonNode get(String path) {
    return answer(
        new Request.Builder()
            .url(twin.baseUrl() + path)
            .header("Authorization", "Bearer " + token)
            .header("Prefer", "IdType=\"ImmutableId\"")
            .build());
  }

  private JsonNode answer(Request request) {
    try (var response = http.newCall(request).execute()) {
      var body = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(response.code() + " " + body);
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

  private record OneToken(Secret accessToken) implements TokenSource {
    @Override
    public Secret refreshAfter401(Secret refused) {
      return accessToken;
    }
  }
}
