package io.concordat.web.page;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** A page as an answer: nothing runs or loads that this response or this host did not bring. */
final class Sheet {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Sheet() {}

  static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static MutableHttpResponse<byte[]> of(int status, String nonce, String html) {
    return HttpResponse.<byte[]>status(HttpStatus.valueOf(status))
        .body(html.getBytes(StandardCharsets.UTF_8))
        .contentType(MediaType.of("text/html;charset=utf-8"))
        .header("Content-Security-Policy", policy(nonce))
        .header("Referrer-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Cross-Origin-Opener-Policy", "same-origin-allow-popups")
        .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .header("Cache-Control", "no-store")
        .header("Vary", "Cookie, Accept-Language");
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self' 'nonce-%s'; style-src 'self' 'nonce-%s';"
            .formatted(nonce, nonce)
        + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self';"
        + " base-uri 'none'; frame-ancestors 'none'";
  }
}
