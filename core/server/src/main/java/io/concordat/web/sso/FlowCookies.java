package io.concordat.web.sso;

import io.concordat.spi.secret.Secret;
import io.concordat.sso.Ticket;
import io.concordat.web.PublicUrl;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** What binds a sign-in to the browser that began it, for ten minutes, a cookie a flow. */
@Singleton
final class FlowCookies {
  private static final String NAME = "concordat-sso-";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final boolean secure;

  FlowCookies(PublicUrl publicUrl) {
    this.secure = "https".equalsIgnoreCase(publicUrl.value().getScheme());
  }

  MutableHttpResponse<?> give(MutableHttpResponse<?> response, String tag, Ticket ticket) {
    return response.cookie(cookie(tag, ticket.secret(), LIFETIME));
  }

  MutableHttpResponse<?> take(MutableHttpResponse<?> response, String tag) {
    return response.cookie(cookie(tag, Secret.of("gone"), Duration.ZERO));
  }

  Optional<String> of(HttpRequest<?> request, String tag) {
    return request
        .getCookies()
        .findCookie(name(tag))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  /** Lax: the way back from Microsoft is a link that the browser follows. */
  private Cookie cookie(String tag, Secret value, Duration age) {
    return Cookie.of(name(tag), value.reveal())
        .httpOnly(true)
        .secure(secure)
        .sameSite(SameSite.Lax)
        .path("/")
        .maxAge(age.toSeconds());
  }

  private String name(String tag) {
    return (secure ? "__Host-" : "") + NAME + tag;
  }
}
