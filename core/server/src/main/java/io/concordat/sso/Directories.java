package io.concordat.sso;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuers and keys of directories, remembered for a day. A key that is not known is looked for
 * again, but not more often than once a minute, whoever sends whatever.
 */
public final class Directories {
  private static final Logger LOG = LoggerFactory.getLogger(Directories.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration FRESH = Duration.ofDays(1);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST = 1_000;
  private static final long LONGEST = 1 << 20;

  private final HttpUrl login;
  private final InstantSource clock;
  private final OkHttpClient http;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param login where Entra answers
   */
  public Directories(URI login, InstantSource clock) {
    this.login = HttpUrl.get(login.toString());
    this.clock = clock;
    this.http =
        new OkHttpClient.Builder()
            .callTimeout(PATIENCE)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /** Only one thread asks about a directory at a time. */
  private static final class Known {
    private @Nullable Directory directory;
    private Instant askedAt = Instant.MIN;
  }

  /** What a directory publishes; empty when that cannot be learned now. */
  Optional<Directory> find(String name) {
    return of(name, directory -> clock.instant().isBefore(directory.readAt().plus(FRESH)));
  }

  Optional<PublishedKey> key(String name, String kid) {
    return of(name, directory -> directory.keys().containsKey(kid))
        .flatMap(directory -> Optional.ofNullable(directory.keys().get(kid)));
  }

  /** The directory as it is remembered, if that will do. */
  private interface Enough {
    boolean is(Directory directory);
  }

  private Optional<Directory> of(String name, Enough enough) {
    if (known.size() > MOST) {
      known.clear();
    }
    Known entry = known.computeIfAbsent(name, key -> new Known());
    synchronized (entry) {
      Instant now = clock.instant();
      Directory old = entry.directory;
      boolean asked = old != null && now.isBefore(entry.askedAt.plus(AGAIN));
      if (old == null || !(asked || enough.is(old))) {
        entry.askedAt = now;
        entry.directory = read(name, now).orElse(old);
      }
      return Optional.ofNullable(entry.directory);
    }
  }

  private Optional<Directory> read(String name, Instant now) {
    HttpUrl address =
        login
            .newBuilder()
            .addPathSegment(name)
            .addPathSegments("v2.0/.well-known/openid-configuration")
            .build();
    try {
      JsonNode metadata = get(address);
      String issuer = metadata.path("issuer").asText();
      return Optional.of(new Directory(issuer, keys(get(keysAt(metadata))), now));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("what Entra publishes about {} cannot be read: {}", name, e.toString());
      return Optional.empty();
    }
  }

  /** Keys come over https, or from where everything else comes. */
  private HttpUrl keysAt(JsonNode metadata) throws IOException {
    HttpUrl address = HttpUrl.get(metadata.path("jwks_uri").asText());
    boolean here = address.host().equals(login.host()) && address.port() == login.port();
    if (!address.isHttps() && !here) {
      throw new IOException("keys without https");
    }
    return address;
  }

  private JsonNode get(HttpUrl address) throws IOException {
    try (Response response = http.newCall(new Request.Builder().url(address).build()).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      return JSON.readTree(response.peekBody(LONGEST).byteStream());
    }
  }

  private static Map<String, PublishedKey> keys(JsonNode published) {
    Map<String, PublishedKey> keys = new HashMap<>();
    for (JsonNode one : published.path("keys")) {
      key(one).ifPresent(key -> keys.put(one.path("kid").asText(), key));
    }
    return keys;
  }

  /** Anything but an RSA key for signatures is not for us. */
  private static Optional<PublishedKey> key(JsonNode json) {
    boolean signs = json.path("use").asText("sig").equals("sig") && json.hasNonNull("kid");
    try {
      return signs && JWK.parse(json.toString()) instanceof RSAKey key && !key.isPrivate()
          ? Optional.of(new PublishedKey(key, text(json, "issuer")))
          : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.of(json.path(field).asText()).filter(text -> !text.isEmpty());
  }
}
