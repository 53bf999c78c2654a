package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.concordat.spi.secret.Secret;
import java.util.Optional;

/** MSAL's serialized token cache, as far as we look into it. */
final class Cache {
  private Cache() {}

  /** The refresh token; MSAL gives it to nobody, but needs it handed in. */
  static Optional<Secret> refreshToken(Secret cache) {
    try {
      for (var token : Answer.JSON.readTree(cache.reveal()).path("RefreshToken")) {
        var secret = token.path("secret").asText();
        if (!secret.isEmpty()) {
          return Optional.of(Secret.of(secret));
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
