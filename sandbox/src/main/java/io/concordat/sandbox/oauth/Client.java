package io.concordat.sandbox.oauth;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A registered OAuth client; its redirect URIs are compared exactly, as strings.
 *
 * @param testing its consent screen is not published: consents end after seven days
 */
public record Client(String id, String secret, List<String> redirectUris, boolean testing) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public Client {
    if (id.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("clientId and clientSecret must not be empty");
    }
    redirectUris = List.copyOf(redirectUris);
    redirectUris.forEach(Client::checkRedirect);
  }

  private static void checkRedirect(String text) {
    URI uri = URI.create(text);
    String host = Objects.requireNonNullElse(uri.getHost(), "");
    boolean https = "https".equals(uri.getScheme());
    boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(host);
    if (host.isEmpty() || uri.getRawFragment() != null || !(https || local)) {
      throw new IllegalArgumentException(
          "redirect URI " + text + " must be https, or http on a loopback host, without fragment");
    }
  }

  Client(String id, String secret, List<String> redirectUris) {
    this(id, secret, redirectUris, false);
  }

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }
}
