package io.concordat.google;

import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.secret.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody enters for Google.
 *
 * @param clientSecret empty keeps the stored one, if the client id stays
 * @param separate by consumer; empty shares the app again, a consumer that is not named stays
 */
public record GoogleChange(
    String clientId,
    Optional<Secret> clientSecret,
    Edit<String> projectId,
    Edit<ServiceAccountKey> serviceAccount,
    Map<String, Optional<Separate>> separate) {
  public GoogleChange {
    separate = Map.copyOf(separate);
  }

  /** Just an app. */
  public static GoogleChange of(GoogleApp app) {
    return new GoogleChange(
        app.clientId(),
        Optional.of(app.clientSecret()),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        Map.of());
  }

  /** A consumer's own app; without a secret the stored one stays, if the client id does. */
  public record Separate(String clientId, Optional<Secret> clientSecret) {}

  /** What becomes of a part. */
  public sealed interface Edit<T> {
    record Keep<T>() implements Edit<T> {}

    record Remove<T>() implements Edit<T> {}

    record Set<T>(T value) implements Edit<T> {}
  }
}
