package io.concordat.ee.calendar.google;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpResponse;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.RetryAfter;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Sends requests with a token, once more with a fresh one if the first is refused. */
record Calls(TokenSource tokens, InstantSource clock, RequestCounter counter) {

  /** A request of Google's client, built anew for each attempt. */
  @FunctionalInterface
  interface Call {
    AbstractGoogleClientRequest<?> build() throws IOException;
  }

  /** Any answer, a refusal too, but never one about the token. */
  Answer send(String name, Call call) {
    var token = tokens.accessToken();
    var answer = attempt(name, call, token);
    if (!tokenRefused(answer)) {
      return answer;
    }
    var again = attempt(name, call, tokens.refreshAfter401(token));
    if (tokenRefused(again)) {
      throw Verdict.fault(name, again, clock.instant());
    }
    return again;
  }

  /** A success with a JSON object, or a fault. */
  Answer must(String name, Call call) {
    return checked(name, send(name, call));
  }

  Answer checked(String name, Answer answer) {
    if (!answer.ok() || answer.body().isMissingNode()) {
      throw fault(name, answer);
    }
    return answer;
  }

  RemoteFault fault(String name, Answer answer) {
    return Verdict.fault(name, answer, clock.instant());
  }

  /** An unusable callback address is also a 401, but has nothing to do with the token. */
  private static boolean tokenRefused(Answer answer) {
    return answer.status() == 401 && !answer.reason().startsWith("push.");
  }

  private Answer attempt(String name, Call call, Secret token) {
    try {
      var request = call.build();
      request.getRequestHeaders().setAuthorization("Bearer " + token.reveal());
      request.setDisableGZipContent(true);
      var answer = read(request.executeUnparsed());
      counter.answered(name, answer.status());
      if (!answer.ok()) {
        slowDown(answer);
      }
      return answer;
    } catch (IOException e) {
      counter.answered(name, 0);
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()),
          name + " got no answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Before anybody acts on the refusal, others have heard of it. */
  private void slowDown(Answer answer) {
    var now = clock.instant();
    Verdict.of(answer, now)
        .quiet(now)
        .ifPresent(until -> tokens.quiet(Verdict.extent(answer), until));
  }

  private static Answer read(HttpResponse response) throws IOException {
    try (var content = response.getContent()) {
      var body = content == null ? new byte[0] : content.readAllBytes();
      return Answer.of(
          response.getStatusCode(), body, RetryAfter.of(response.getHeaders().getRetryAfter()));
    } finally {
      response.disconnect();
    }
  }
}
