package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.remote.Extent;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Receipt;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.RetryAfter;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Sends requests to one mailbox: with a token, once more with a fresh one if the first is refused,
 * and within the mailbox's limits. Ids are immutable ones in every call.
 */
final class Calls {
  private static final MediaType TYPE = MediaType.get("application/json");
  private static final RequestBody EMPTY = RequestBody.create(new byte[0], null);

  private final OkHttpClient http;
  private final URI base;
  private final TokenSource tokens;
  private final Mailboxes mailboxes;
  private final InstantSource clock;
  private final RequestCounter counter;

  Calls(
      OkHttpClient http,
      URI base,
      TokenSource tokens,
      Mailboxes mailboxes,
      InstantSource clock,
      RequestCounter counter) {
    this.http = http;
    this.base = base;
    this.tokens = tokens;
    this.mailboxes = mailboxes;
    this.clock = clock;
    this.counter = counter;
  }

  Instant now() {
    return clock.instant();
  }

  /** Any answer, a refusal too, but never one about the token or the pace. */
  Answer send(Ask ask) {
    return send(ask, 1);
  }

  /**
   * @param requests as the mailbox counts them: those inside a {@code $batch}
   */
  Answer send(Ask ask, int requests) {
    var token = tokens.accessToken();
    var answer = attempt(ask, token, requests);
    if (answer.status() != 401 || !answer.explained()) {
      return answer;
    }
    var again = attempt(ask, tokens.refreshAfter401(token), requests);
    if (again.status() == 401) {
      throw fault(ask.call(), again);
    }
    return again;
  }

  /** A success with a JSON object, or a fault. */
  JsonNode must(Ask ask) {
    return checked(ask.call(), send(ask)).body();
  }

  Answer checked(String call, Answer answer) {
    if (!answer.ok() || answer.body().isMissingNode()) {
      throw fault(call, answer);
    }
    return answer;
  }

  RemoteFault fault(String call, Answer answer) {
    return Verdict.fault(call, answer, clock.instant());
  }

  /** Whether an address that Graph gave is one of Graph's: no token goes anywhere else. */
  boolean ours(String link) {
    var url = HttpUrl.parse(link);
    var home = HttpUrl.get(base);
    return url != null
        && home != null
        && url.scheme().equals(home.scheme())
        && url.host().equals(home.host())
        && url.port() == home.port();
  }

  private Answer attempt(Ask ask, Secret token, int requests) {
    var mailbox = mailboxes.of(tokens.budget(), token, this::owner);
    try (var _ = mailbox.enter(requests)) {
      var answer = exchange(ask, token);
      slowDown(mailbox, answer);
      return answer;
    }
  }

  /** A part of a batch was refused for its pace: that holds for the whole mailbox. */
  void slowDown(Answer part) {
    slowDown(mailboxes.of(tokens.budget(), tokens.accessToken(), this::owner), part);
  }

  private void slowDown(Mailbox mailbox, Answer answer) {
    if (!answer.ok()) {
      quiet(answer).ifPresent(mailbox::quiet);
    }
    if (answer.status() == 429) {
      throw fault("the mailbox", answer);
    }
  }

  /** Before anybody acts on the refusal, others have heard of it. */
  private Optional<Instant> quiet(Answer answer) {
    var now = clock.instant();
    var until = Verdict.of(answer, now).quiet(now);
    until.ifPresent(end -> tokens.quiet(Extent.MAILBOX, end));
    return until;
  }

  /** Every provider of one person shares the person's mailbox, whatever token it uses. */
  private Optional<String> owner(Secret token) {
    var answer = exchange(Ask.get("me.get", "/me?$select=id"), token);
    if (answer.status() == 429 || answer.status() >= 500) {
      quiet(answer);
      throw fault("me.get", answer);
    }
    return answer.ok()
        ? Optional.of(answer.body().path("id").asText("")).filter(id -> !id.isEmpty())
        : Optional.empty();
  }

  private Answer exchange(Ask ask, Secret token) {
    try (var response = http.newCall(request(ask, token)).execute()) {
      counter.answered(ask.call(), response.code());
      if (!ask.method().equals("GET")) {
        Receipt.heard(response.header("request-id"));
      }
      return Answer.of(
          response.code(), response.body().bytes(), RetryAfter.of(response.header("Retry-After")));
    } catch (IOException e) {
      counter.answered(ask.call(), 0);
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()),
          ask.call() + " got no answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Request request(Ask ask, Secret token) {
    var request =
        new Request.Builder()
            .url(ask.target().startsWith("/") ? base + "/v1.0" + ask.target() : ask.target())
            .header("Authorization", "Bearer " + token.reveal())
            .header("Accept", "application/json");
    Prefer.of(ask.pageSize()).forEach(value -> request.addHeader("Prefer", value));
    ask.ifMatch().ifPresent(etag -> request.header("If-Match", etag));
    var body =
        ask.body()
            .map(json -> RequestBody.create(bytes(json), TYPE))
            .orElse(ask.method().equals("POST") ? EMPTY : null);
    return request.method(ask.method(), body).build();
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return Answer.JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
