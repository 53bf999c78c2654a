package io.concordat.web;

import io.concordat.identity.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The session in a cookie that scripts cannot read, and its CSRF token in one that they can. On
 * https both are bound to this very host ({@code __Host-}, Secure). Plain http is for loopback: not
 * every browser stores a Secure cookie there, so there they go without.
 */
@Singleton
public final class SessionCookies {
  private static final String SESSION = "concordat-session";
  private static final String CSRF = "concordat-csrf";
  private static final String BROWSER = "concordat-browser";
  private static final Duration KNOWN = Duration.ofDays(365);

  private final boolean secure;
  private final InstantSource clock;

  SessionCookies(PublicUrl publicUrl, InstantSource clock) {
    this.secure = "https".equalsIgnoreCase(publicUrl.value().getScheme());
    this.clock = clock;
  }

  /** From here on the browser is signed in. */
  public MutableHttpResponse<?> grant(MutableHttpResponse<?> response, Sessions.Opened opened) {
    Duration left = Duration.between(clock.instant(), opened.expiresAt());
    String session = opened.cookie().reveal();
    return response
        .cookie(cookie(SESSION, session, left).httpOnly(true))
        .cookie(cookie(CSRF, Forgery.token(session), left).httpOnly(false))
        .header("Cache-Control", "no-store");
  }

  /** The same, and the browser is known from here on. */
  public MutableHttpResponse<?> grant(
      MutableHttpResponse<?> response, Sessions.Opened opened, String mark) {
    return grant(response, opened).cookie(cookie(BROWSER, mark, KNOWN).httpOnly(true));
  }

  /** From here on it is not. */
  public MutableHttpResponse<?> clear(MutableHttpResponse<?> response) {
    return response
        .cookie(cookie(SESSION, "", Duration.ZERO).httpOnly(true))
        .cookie(cookie(CSRF, "", Duration.ZERO).httpOnly(false));
  }

  /** The session cookie's value, if the request has one. */
  public Optional<String> of(HttpRequest<?> request) {
    return value(request, SESSION);
  }

  /** The mark of a browser in which somebody signed in before. */
  public Optional<String> browser(HttpRequest<?> request) {
    return value(request, BROWSER);
  }

  private Optional<String> value(HttpRequest<?> request, String name) {
    return request
        .getCookies()
        .findCookie(name(name))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  private Cookie cookie(String name, String value, Duration age) {
    return Cookie.of(name(name), value)
        .secure(secure)
        .sameSite(SameSite.Lax)
        .path("/")
        .maxAge(age.toSeconds());
  }

  private String name(String plain) {
    return secure ? "__Host-" + plain : plain;
  }
}
