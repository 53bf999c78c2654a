package io.concordat.microsoft;

import io.concordat.spi.secret.Secret;
import java.util.Optional;
import java.util.OptionalInt;

/** What Entra's token endpoint said. Its words go nowhere; its number may. */
public sealed interface EntraAnswer {
  /**
   * @param idToken as it came and unchecked; only with the scope {@code openid}
   */
  record Granted(Optional<Secret> idToken) implements EntraAnswer {}

  /**
   * @param number the AADSTS number, if there was one
   */
  record Refused(EntraRefusal why, OptionalInt number) implements EntraAnswer {}

  /** Nothing came back, or nothing that Entra says. */
  record Silent() implements EntraAnswer {}
}
