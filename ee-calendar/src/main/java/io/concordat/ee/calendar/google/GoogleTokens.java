package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.RetryAfter;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Google's sign-in and token endpoints. A refresh token comes only with consent, so consent is
 * always asked for.
 */
public final class GoogleTokens implements TokenEndpoint {
  private static final String AUTH = "https://www.googleapis.com/auth/";
  public static final List<String> ASKED =
      List.of(AUTH + "calendar.events", AUTH + "calendar.calendarlist.readonly", "openid", "email");
  private static final Set<String> EVENTS = Set.of(AUTH + "calendar.events", AUTH + "calendar");
  private static final Set<String> LISTS =
      Set.of(
          AUTH + "calendar.calendarlist.readonly",
          AUTH + "calendar.calendarlist",
          AUTH + "calendar.readonly",
          AUTH + "calendar");

  private final OkHttpClient http;
  private final URI signIn;
  private final URI tokens;
  private final InstantSource clock;
  private final RequestCounter counter;

  /**
   * @param signIn without a trailing slash, {@code https://accounts.google.com} for the real one
   * @param tokens without a trailing slash, {@code https://oauth2.googleapis.com}
   */
  public GoogleTokens(
      OkHttpClient http, URI signIn, URI tokens, InstantSource clock, RequestCounter counter) {
    this.http = http;
    this.signIn = signIn;
    this.tokens = tokens;
    this.clock = clock;
    this.counter = counter;
  }

  @Override
  public URI authorizationUrl(
      App app, String redirectUri, String state, String codeChallenge, Optional<String> loginHint) {
    var url =
        url(signIn, "/o/oauth2/v2/auth")
            .addQueryParameter("client_id", app.clientId())
            .addQueryParameter("redirect_uri", redirectUri)
            .addQueryParameter("response_type", "code")
            .addQueryParameter("scope", String.join(" ", ASKED))
            .addQueryParameter("access_type", "offline")
            .addQueryParameter("prompt", "consent")
            .addQueryParameter("include_granted_scopes", "true")
            .addQueryParameter("state", state)
            .addQueryParameter("code_challenge", codeChallenge)
            .addQueryParameter("code_challenge_method", "S256");
    loginHint.ifPresent(email -> url.addQueryParameter("login_hint", email));
    return url.build().uri();
  }

  @Override
  public Exchanged exchange(App app, Secret code, Secret codeVerifier, String redirectUri) {
    var form =
        form(app)
            .add("grant_type", "authorization_code")
            .add("code", code.reveal())
            .add("code_verifier", codeVerifier.reveal())
            .add("redirect_uri", redirectUri);
    var answer = post("token.exchange", "/token", form);
    return answer.ok() ? granted(read("token.exchange", answer)) : denied(answer);
  }

  @Override
  public Tokens refresh(App app, Secret refreshToken) {
    var form =
        form(app).add("grant_type", "refresh_token").add("refresh_token", refreshToken.reveal());
    var answer = post("token.refresh", "/token", form);
    if (!answer.ok()) {
      throw fault("token.refresh", answer);
    }
    return read("token.refresh", answer);
  }

  @Override
  public void revoke(Secret token) {
    var answer =
        post("token.revoke", "/revoke", new FormBody.Builder().add("token", token.reveal()));
    boolean dead = answer.status() == 400 && answer.reason().equals("invalid_token");
    if (!answer.ok() && !dead) {
      throw fault("token.revoke", answer);
    }
  }

  /** What the token endpoint's refusal means for whoever holds a grant. */
  static Fault verdict(Answer answer, Instant now) {
    return switch (answer.reason()) {
      case "invalid_grant" -> new Fault.ReconnectRequired();
      case "invalid_client",
          "unauthorized_client",
          "deleted_client",
          "disabled_client",
          "org_internal",
          "redirect_uri_mismatch" ->
          new Fault.AppBroken();
      case "rate_limit_exceeded", "slow_down" ->
          new Fault.RateLimited(answer.retryAfter().ends(now));
      case "temporarily_unavailable", "server_error", "internal_failure", "" ->
          answer.status() == 429
              ? new Fault.RateLimited(answer.retryAfter().ends(now))
              : new Fault.Transient(answer.retryAfter().ends(now));
      default -> otherwise(answer, now);
    };
  }

  private static Fault otherwise(Answer answer, Instant now) {
    if (answer.status() == 429) {
      return new Fault.RateLimited(answer.retryAfter().ends(now));
    }
    return answer.status() >= 500
        ? new Fault.Transient(answer.retryAfter().ends(now))
        : new Fault.Rejected();
  }

  private RemoteFault fault(String call, Answer answer) {
    var reason = answer.reason();
    var known = reason.matches("[a-z_]{1,40}") ? " " + reason : "";
    return new RemoteFault(
        verdict(answer, clock.instant()), call + " answered " + answer.status() + known);
  }

  private static Exchanged granted(Tokens tokens) {
    if (tokens.refreshToken().isEmpty()) {
      return new Exchanged.Denied(Denial.NO_REFRESH_TOKEN);
    }
    boolean all =
        tokens.scopes().isEmpty() || (any(tokens.scopes(), EVENTS) && any(tokens.scopes(), LISTS));
    return all ? new Exchanged.Granted(tokens) : new Exchanged.Denied(Denial.SCOPE_MISSING);
  }

  private static boolean any(Set<String> granted, Set<String> enough) {
    return enough.stream().anyMatch(granted::contains);
  }

  private Exchanged denied(Answer answer) {
    return switch (answer.reason()) {
      case "invalid_grant" -> new Exchanged.Denied(Denial.BAD_CODE);
      case "redirect_uri_mismatch" -> new Exchanged.Denied(Denial.REDIRECT_MISMATCH);
      default -> throw fault("token.exchange", answer);
    };
  }

  private Tokens read(String call, Answer answer) {
    var body = answer.body();
    if (!body.path("access_token").isTextual()) {
      throw new RemoteFault(new Fault.Transient(Optional.empty()), call + " gave no token");
    }
    var now = clock.instant();
    return new Tokens(
        Secret.of(body.path("access_token").asText()),
        now.plusSeconds(body.path("expires_in").asLong(3_600)),
        text(body, "refresh_token").map(Secret::of),
        scopes(body),
        grantExpires(body, now));
  }

  private static Optional<Instant> grantExpires(JsonNode body, Instant now) {
    long seconds = body.path("refresh_token_expires_in").asLong();
    return seconds > 0 ? Optional.of(now.plusSeconds(seconds)) : Optional.empty();
  }

  private static Set<String> scopes(JsonNode body) {
    return Arrays.stream(body.path("scope").asText().split(" ", -1))
        .filter(scope -> !scope.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> text(JsonNode body, String name) {
    var text = body.path(name).asText();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static FormBody.Builder form(App app) {
    return new FormBody.Builder()
        .add("client_id", app.clientId())
        .add("client_secret", secret(app.credential()).reveal());
  }

  private static Secret secret(Credential credential) {
    return switch (credential) {
      case Credential.ClientSecret(var value) -> value;
      case Credential.Certificate certificate ->
          throw new RemoteFault(new Fault.AppBroken(), "an app at Google has a client secret");
    };
  }

  private Answer post(String call, String path, FormBody.Builder form) {
    var request = new Request.Builder().url(url(tokens, path).build()).post(form.build()).build();
    try (var response = http.newCall(request).execute()) {
      counter.answered(call, response.code());
      return Answer.of(
          response.code(), response.body().bytes(), RetryAfter.of(response.header("Retry-After")));
    } catch (IOException e) {
      counter.answered(call, 0);
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()),
          call + " got no answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static HttpUrl.Builder url(URI base, String path) {
    return Objects.requireNonNull(HttpUrl.get(base))
        .newBuilder()
        .encodedPath(base.getRawPath() + path);
  }
}
