package io.concordat.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * MSAL's way to the network for one request: its https authority stands for the configured address.
 * What was answered is kept, because it says more than MSAL's exceptions do.
 */
final class EntraWire implements IHttpClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LONGEST = 1 << 20;

  private final OkHttpClient http;
  private final URI login;
  private volatile Optional<Answer> last = Optional.empty();

  EntraWire(OkHttpClient http, URI login) {
    this.http = http;
    this.login = login;
  }

  private record Answer(int status, JsonNode body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  @Override
  public IHttpResponse send(HttpRequest request) throws IOException {
    last = Optional.empty();
    try (Response response = http.newCall(translated(request)).execute()) {
      byte[] body = response.peekBody(LONGEST).bytes();
      last = json(body).map(json -> new Answer(response.code(), json));
      HttpResponse given = new HttpResponse().statusCode(response.code());
      given.addHeaders(response.headers().toMultimap());
      return given.body(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static Optional<JsonNode> json(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What came last, as far as Entra itself said it. */
  EntraAnswer said() {
    return last.map(EntraWire::read).orElseGet(EntraAnswer.Silent::new);
  }

  private static EntraAnswer read(Answer answer) {
    JsonNode body = answer.body();
    if (answer.status() == 200 && body.path("access_token").isTextual()) {
      return new EntraAnswer.Granted(
          Optional.of(body.path("id_token").asText())
              .filter(token -> !token.isEmpty())
              .map(Secret::of));
    }
    String error = body.path("error").asText();
    if (error.isEmpty()) {
      return new EntraAnswer.Silent();
    }
    Set<Integer> numbers = numbers(body);
    return new EntraAnswer.Refused(
        EntraRefusal.of(answer.status(), error, numbers),
        numbers.stream().mapToInt(Integer::intValue).findFirst());
  }

  private static Set<Integer> numbers(JsonNode body) {
    var numbers = new LinkedHashSet<Integer>();
    body.path("error_codes").forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }

  private Request translated(HttpRequest request) {
    Request.Builder translated = new Request.Builder().url(login + path(request.url()));
    request.headers().forEach(translated::header);
    if (request.httpMethod() == HttpMethod.GET) {
      return translated.build();
    }
    String type =
        Optional.ofNullable(request.headerValue("Content-Type"))
            .orElse("application/x-www-form-urlencoded");
    byte[] body = Objects.requireNonNullElse(request.body(), "").getBytes(StandardCharsets.UTF_8);
    return translated.post(RequestBody.create(body, MediaType.parse(type))).build();
  }

  private static String path(URL url) {
    return url.getQuery() == null ? url.getPath() : url.getPath() + "?" + url.getQuery();
  }
}
