package io.concordat.sandbox.entra;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A registered application.
 *
 * @param directoryId where it lives; people of other directories only if it is multi-tenant
 * @param permissions what it may do for itself, by an administrator's consent
 * @param certificates with whose keys it may sign for itself instead of sending the secret
 */
public record App(
    String id,
    String secret,
    String directoryId,
    boolean multiTenant,
    boolean disabled,
    Optional<Instant> secretExpires,
    List<String> redirectUris,
    Set<String> permissions,
    List<X509Certificate> certificates) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
  private static final Pattern LOCAL_PORT = Pattern.compile("^(http://localhost):\\d+");

  public App {
    UUID.fromString(id);
    if (secret.isBlank()) {
      throw new IllegalArgumentException("clientSecret must not be empty");
    }
    redirectUris = List.copyOf(redirectUris);
    permissions = Set.copyOf(permissions);
    certificates = List.copyOf(certificates);
    redirectUris.forEach(App::checkRedirect);
  }

  private static void checkRedirect(String text) {
    URI uri = URI.create(text);
    String host = Objects.requireNonNullElse(uri.getHost(), "");
    boolean https = "https".equals(uri.getScheme());
    boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(host);
    if (host.isEmpty() || uri.getRawFragment() != null || !(https || local)) {
      throw new IllegalArgumentException(
          "redirect URI "
              + text
              + " must be https, or http on localhost or 127.0.0.1, without fragment");
    }
  }

  /** Compared exactly, but for the port of {@code http://localhost}. */
  boolean redirectsTo(String uri) {
    String wanted = withoutLocalPort(uri);
    return redirectUris.stream().anyMatch(known -> withoutLocalPort(known).equals(wanted));
  }

  private static String withoutLocalPort(String uri) {
    return LOCAL_PORT.matcher(uri).replaceFirst("$1");
  }

  boolean serves(String directory) {
    return multiTenant || directoryId.equals(directory);
  }

  @Override
  public String toString() {
    return "App[" + id + "]";
  }
}
