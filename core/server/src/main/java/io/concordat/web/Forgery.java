package io.concordat.web;

import io.concordat.spi.identity.Caller;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Requests that another site makes in a signed-in browser's name. The token is an HMAC under the
 * session's own secret: nothing is stored, and it is worth nothing in any other session.
 */
@Singleton
public final class Forgery {
  static final String HEADER = "X-CSRF-Token";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final SessionCookies cookies;
  private final String home;

  Forgery(SessionCookies cookies, PublicUrl publicUrl) {
    this.cookies = cookies;
    this.home = authority(publicUrl.value());
  }

  /** Of the session with this cookie. */
  public static String token(String session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(session.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bits = mac.doFinal("csrf".getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An API token is sent by nobody unknowingly, a cookie is. */
  void refuse(HttpRequest<?> request, Caller caller) {
    if (caller.session().isEmpty() || SAFE.contains(request.getMethodName())) {
      return;
    }
    if (fromElsewhere(request) || !hasToken(request)) {
      throw Refusal.forbidden(
          "csrf",
          "A change in a browser session needs the session's CSRF token as "
              + HEADER
              + " and must come from our own pages.",
          request.getPath());
    }
  }

  /** For signing in, where there is no session yet. */
  public void refuseElsewhere(HttpRequest<?> request) {
    if (fromElsewhere(request)) {
      throw Refusal.of(403, "csrf", "Sign in from our own pages.");
    }
  }

  private boolean hasToken(HttpRequest<?> request) {
    Optional<String> wanted = cookies.of(request).map(Forgery::token);
    String sent = request.getHeaders().get(HEADER);
    return sent != null
        && wanted
            .filter(
                token ->
                    MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        sent.getBytes(StandardCharsets.UTF_8)))
            .isPresent();
  }

  /** Only what a browser says of itself counts; other clients say nothing. */
  private boolean fromElsewhere(HttpRequest<?> request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if ("cross-site".equals(site)) {
      return true;
    }
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    return origin != null && !isHome(origin, request.getHeaders().get(HttpHeaders.HOST));
  }

  private boolean isHome(String origin, @Nullable String host) {
    try {
      String from = authority(URI.create(origin));
      return !from.isEmpty() && (from.equals(home) || from.equals(lower(host)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String authority(URI uri) {
    return lower(uri.getRawAuthority());
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
