package io.concordat.microsoft;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import io.concordat.spi.microsoft.MicrosoftProfiles.Resolved;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import okhttp3.OkHttpClient;

/**
 * Entra's token endpoint, spoken to by MSAL. Every call is a vendor call: never inside a
 * transaction. Nothing is cached, and no token leaves but an id token for whoever asked for one.
 */
public final class EntraClient implements AutoCloseable {
  /** MSAL accepts nothing but https; its requests are led to the configured address. */
  private static final String AUTHORITY = "https://login.microsoftonline.com/";

  private static final Set<String> ITSELF = Set.of("https://graph.microsoft.com/.default");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI login;
  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(PATIENCE).followRedirects(false).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param login without a trailing slash, {@code https://login.microsoftonline.com} for the real
   *     one
   */
  public EntraClient(URI login) {
    this.login = login;
  }

  /** Whether the app gets a token for itself; the token is dropped. */
  public EntraAnswer prove(String clientId, String directoryId, Credential credential) {
    var parameters = ClientCredentialParameters.builder(ITSELF).skipCache(true).build();
    return ask(clientId, directoryId, credential, client -> client.acquireToken(parameters));
  }

  /**
   * Redeems the code of a sign-in. The id token that comes is not checked at all.
   *
   * @param redirectUri the one of the authorization request
   */
  public EntraAnswer exchange(
      Resolved.Ready profile,
      Secret code,
      Secret codeVerifier,
      URI redirectUri,
      Set<String> scopes) {
    var parameters =
        AuthorizationCodeParameters.builder(code.reveal(), redirectUri)
            .scopes(scopes)
            .codeVerifier(codeVerifier.reveal())
            .build();
    return ask(
        profile.clientId(),
        profile.directoryId(),
        profile.credential(),
        client -> client.acquireToken(parameters));
  }

  private EntraAnswer ask(
      String clientId,
      String directoryId,
      Credential credential,
      Function<ConfidentialClientApplication, CompletableFuture<IAuthenticationResult>> request) {
    var wire = new EntraWire(http, login);
    try {
      request.apply(client(clientId, directoryId, credential, wire)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException refused) {
      // MSAL has many ways to say no, and stumbles over id tokens that we judge ourselves: what
      // Entra answered counts.
      return wire.said();
    }
    return wire.said();
  }

  private ConfidentialClientApplication client(
      String clientId, String directoryId, Credential credential, EntraWire wire) {
    try {
      return ConfidentialClientApplication.builder(clientId, proof(credential))
          .authority(AUTHORITY + directoryId + "/")
          .instanceDiscovery(false)
          .validateAuthority(false)
          .httpClient(wire)
          .executorService(threads)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("the directory is no part of an address", e);
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

  @Override
  public void close() {
    threads.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
