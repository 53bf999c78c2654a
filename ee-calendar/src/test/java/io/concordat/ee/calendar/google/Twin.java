package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.sandbox.GoogleTwin;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A running Google twin with one account, and its control API. */
public final class Twin implements AutoCloseable {
  static final String EMAIL = "tess@example.com";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType TYPE = MediaType.get("application/json");

  private final OkHttpClient http = GoogleCalendars.http();
  private final InstantSource clock = () -> Instant.parse("2026-11-21T08:00:00Z");
  private final GoogleTwin twin = GoogleTwin.start(0, TwinClock.fixed(clock.instant()));

  private final List<String> answered = new ArrayList<>();
  private JsonNode account = JSON.createObjectNode();

  public Twin() {
    reset();
  }

  public void reset() {
    post("reset", "{}");
    account = post("accounts", "{\"email\":\"" + EMAIL + "\",\"timeZone\":\"Europe/Berlin\"}");
    answered.clear();
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

  InstantSource clock() {
    return clock;
  }

  List<String> answered() {
    return answered;
  }

  RemoteCalendar calendar(String id) {
    return calendar(id, tokens());
  }

  RemoteCalendar calendar(String id, TokenSource tokens) {
    return calendars().open(id, tokens);
  }

  GoogleCalendars calendars() {
    return new GoogleCalendars(
        http, base(), clock, (call, status) -> answered.add(call + " " + status));
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

  JsonNode post(String path, String body) {
    return control(
        new Request.Builder()
            .url(twin.baseUrl() + "/_sandbox/" + path)
            .post(RequestBody.create(body, TYPE))
            .build());
  }

  JsonNode get(String path) {
    return control(new Request.Builder().url(twin.baseUrl() + "/_sandbox/" + path).build());
  }

  private JsonNode control(Request request) {
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
