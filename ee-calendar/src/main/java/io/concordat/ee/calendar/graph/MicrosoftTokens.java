package io.concordat.ee.calendar.graph;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The Microsoft identity platform. MSAL speaks to it; what it keeps in its cache, the newest
 * refresh token above all, is what the next refresh needs. The authorization address is built here,
 * since MSAL's asks for an answer by POST. There is no way to end a grant by its token.
 */
public final class MicrosoftTokens implements TokenEndpoint {
  /** MSAL accepts nothing but https; its requests are led to the configured address. */
  private static final String AUTHORITY = "https://login.microsoftonline.com/";

  private static final Set<String> SCOPES =
      Set.of("Calendars.ReadWrite", "User.Read", "MailboxSettings.Read");
  public static final List<String> ASKED =
      List.of(
          "offline_access",
          "Calendars.ReadWrite",
          "User.Read",
          "MailboxSettings.Read",
          "openid",
          "profile");
  private static final String NEEDED = "calendars.readwrite";

  private final OkHttpClient http;
  private final URI login;
  private final InstantSource clock;
  private final RequestCounter counter;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param login without a trailing slash, {@code https://login.microsoftonline.com} for the real
   *     one
   */
  public MicrosoftTokens(
      OkHttpClient http, URI login, InstantSource clock, RequestCounter counter) {
    this.http = http;
    this.login = login;
    this.clock = clock;
    this.counter = counter;
  }

  @Override
  public URI authorizationUrl(
      App app, String redirectUri, String state, String codeChallenge, Optional<String> loginHint) {
    var url =
        Objects.requireNonNull(HttpUrl.get(login))
            .newBuilder()
            .encodedPath(login.getRawPath() + "/")
            .addPathSegment(directory(app))
            .addPathSegments("oauth2/v2.0/authorize")
            .addQueryParameter("client_id", app.clientId())
            .addQueryParameter("response_type", "code")
            .addQueryParameter("response_mode", "query")
            .addQueryParameter("redirect_uri", redirectUri)
            .addQueryParameter("scope", String.join(" ", ASKED))
            .addQueryParameter("state", state)
            .addQueryParameter("code_challenge", codeChallenge)
            .addQueryParameter("code_challenge_method", "S256");
    loginHint.ifPresentOrElse(
        email -> url.addQueryParameter("login_hint", email),
        () -> url.addQueryParameter("prompt", "select_account"));
    return url.build().uri();
  }

  @Override
  public Exchanged exchange(App app, Secret code, Secret codeVerifier, String redirectUri) {
    var parameters =
        AuthorizationCodeParameters.builder(code.reveal(), URI.create(redirectUri))
            .scopes(SCOPES)
            .codeVerifier(codeVerifier.reveal())
            .build();
    var wire = wire("token.exchange");
    try {
      var client = client(app, wire);
      wait(client.acquireToken(parameters));
      return granted(tokens(wire, client.tokenCache().serialize()));
    } catch (RemoteFault ours) {
      throw ours;
    } catch (RuntimeException refused) { // MSAL fails in its own ways on what is no JSON
      return denied(wire);
    }
  }

  @Override
  public Tokens refresh(App app, Secret refreshToken) {
    var known = Cache.refreshToken(refreshToken);
    if (known.isEmpty()) {
      throw new RemoteFault(new Fault.ReconnectRequired(), "token.refresh has nothing to refresh");
    }
    var parameters = RefreshTokenParameters.builder(SCOPES, known.get().reveal()).build();
    var wire = wire("token.refresh");
    try {
      var client = client(app, wire);
      wait(client.acquireToken(parameters));
      var tokens = tokens(wire, client.tokenCache().serialize());
      return tokens.refreshToken().isPresent() ? tokens : keep(tokens, refreshToken);
    } catch (RemoteFault ours) {
      throw ours;
    } catch (RuntimeException refused) { // as above
      throw wire.fault();
    }
  }

  @Override
  public void revoke(Secret token) {
    // Microsoft has no such endpoint; a person ends the grant at myapps.microsoft.com.
  }

  private Wire wire(String call) {
    return new Wire(call, http, login, clock, counter);
  }

  private static Tokens keep(Tokens tokens, Secret refreshToken) {
    return new Tokens(
        tokens.accessToken(),
        tokens.expires(),
        Optional.of(refreshToken),
        tokens.scopes(),
        tokens.grantExpires());
  }

  private ConfidentialClientApplication client(App app, Wire wire) {
    try {
      return ConfidentialClientApplication.builder(app.clientId(), proof(app.credential()))
          .authority(AUTHORITY + directory(app) + "/")
          .instanceDiscovery(false)
          .validateAuthority(false)
          .httpClient(wire)
          .executorService(threads)
          .build();
    } catch (MalformedURLException e) {
      throw new RemoteFault(new Fault.AppBroken(), "the directory is no part of an address");
    }
  }

  private static IClientCredential proof(Credential credential) {
    return switch (credential) {
      case Credential.ClientSecret(var value) ->
          ClientCredentialFactory.createFromSecret(value.reveal());
      case Credential.Certificate(var certificate, var key) ->
          ClientCredentialFactory.createFromCertificate(key, certificate);
    };
  }

  /** Several directories' users may sign in where none is named. */
  private static String directory(App app) {
    return app.directory().orElse("organizations");
  }

  private static IAuthenticationResult wait(CompletableFuture<IAuthenticationResult> coming) {
    try {
      return coming.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("MSAL ended oddly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a token", e);
    }
  }

  private static Exchanged granted(Tokens tokens) {
    if (tokens.refreshToken().isEmpty()) {
      return new Exchanged.Denied(Denial.NO_REFRESH_TOKEN);
    }
    boolean enough = tokens.scopes().isEmpty() || tokens.scopes().contains(NEEDED);
    return enough ? new Exchanged.Granted(tokens) : new Exchanged.Denied(Denial.SCOPE_MISSING);
  }

  private static Exchanged denied(Wire wire) {
    return wire.denial().<Exchanged>map(Exchanged.Denied::new).orElseThrow(wire::fault);
  }

  /** By our own clock and from the answer itself: MSAL counts by the machine's. */
  private Tokens tokens(Wire wire, String cache) {
    var body = wire.answer().body();
    if (!body.path("access_token").isTextual()) {
      throw new RemoteFault(new Fault.Transient(Optional.empty()), wire.call + " gave no token");
    }
    var kept = Secret.of(cache);
    return new Tokens(
        Secret.of(body.path("access_token").asText("")),
        clock.instant().plusSeconds(body.path("expires_in").asLong(3_600)),
        Cache.refreshToken(kept).map(_ -> kept),
        scopes(body.path("scope").asText("")),
        Optional.empty());
  }

  /** Without the resource's address, in lower case. */
  private static Set<String> scopes(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(scope -> !scope.isEmpty())
        .map(scope -> scope.substring(scope.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
