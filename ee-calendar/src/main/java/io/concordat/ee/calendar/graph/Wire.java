package io.concordat.ee.calendar.graph;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.RetryAfter;
import io.concordat.ee.calendar.remote.TokenEndpoint.Denial;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * MSAL's way to the network for one request of ours: its https authority stands for the configured
 * address. What was answered is kept, because it says more than MSAL's exceptions do.
 */
final class Wire implements IHttpClient {
  final String call;
  private final OkHttpClient http;
  private final URI login;
  private final InstantSource clock;
  private final RequestCounter counter;
  private volatile @Nullable Answer last;
  private volatile String silence = "no request was made";

  Wire(String call, OkHttpClient http, URI login, InstantSource clock, RequestCounter counter) {
    this.call = call;
    this.http = http;
    this.login = login;
    this.clock = clock;
    this.counter = counter;
  }

  @Override
  public IHttpResponse send(HttpRequest request) throws IOException {
    last = null;
    try (var response = http.newCall(translated(request)).execute()) {
      counter.answered(call, response.code());
      var body = response.body().bytes();
      last = Answer.of(response.code(), body, RetryAfter.of(response.header("Retry-After")));
      var given = new HttpResponse().statusCode(response.code());
      given.addHeaders(response.headers().toMultimap());
      return given.body(new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      counter.answered(call, 0);
      silence = e.getClass().getSimpleName();
      throw e;
    }
  }

  /** The last answer, or a fault that there was none. */
  Answer answer() {
    var answer = last;
    if (answer == null) {
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()), call + " got no answer (" + silence + ")");
    }
    return answer;
  }

  RemoteFault fault() {
    var answer = answer();
    if (answer.ok()) {
      return new RemoteFault(
          new Fault.Transient(Optional.empty()), call + " gave something that is no token");
    }
    return new RemoteFault(
        EntraVerdict.of(answer, clock.instant()), Verdict.message(call, answer) + numbers(answer));
  }

  Optional<Denial> denial() {
    return EntraVerdict.denial(answer());
  }

  private static String numbers(Answer answer) {
    return answer.numbers().isEmpty() ? "" : " AADSTS" + answer.numbers().iterator().next();
  }

  private Request translated(HttpRequest request) {
    var translated = new Request.Builder().url(login + path(request.url()));
    request.headers().forEach(translated::header);
    if (request.httpMethod() == HttpMethod.GET) {
      return translated.build();
    }
    var type =
        Optional.ofNullable(request.headerValue("Content-Type"))
            .orElse("application/x-www-form-urlencoded");
    return translated
        .post(
            RequestBody.create(
                Objects.requireNonNullElse(request.body(), "").getBytes(StandardCharsets.UTF_8),
                MediaType.parse(type)))
        .build();
  }

  private static String path(URL url) {
    return url.getQuery() == null ? url.getPath() : url.getPath() + "?" + url.getQuery();
  }
}
