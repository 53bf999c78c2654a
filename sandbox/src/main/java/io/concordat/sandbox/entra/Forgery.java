package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What is wrong with the next id tokens; for clients that have to notice.
 *
 * @param claims what they say instead; null takes a claim away
 */
record Forgery(How how, ObjectNode claims) {
  /** How the token is signed. */
  enum How {
    /** As ever. */
    PROPER,
    /** {@code alg: none} and no signature. */
    NONE,
    /** {@code alg: HS256} with the public key as the secret. */
    HS256,
    /** By another key under the published key's name. */
    WRONG,
    /** By a key that is published nowhere, under its own name. */
    UNKNOWN_KEY;

    static How of(String name) {
      return switch (name) {
        case "proper" -> PROPER;
        case "none" -> NONE;
        case "hs256" -> HS256;
        case "wrong" -> WRONG;
        case "unknownKey" -> UNKNOWN_KEY;
        default ->
            throw new IllegalArgumentException(
                "signature is proper, none, hs256, wrong or unknownKey, not "
                    + name.toLowerCase(Locale.ROOT));
      };
    }
  }

  /** The claims as they are told. */
  ObjectNode told(ObjectNode honest) {
    claims
        .properties()
        .forEach(
            claim -> {
              if (claim.getValue().isNull()) {
                honest.remove(claim.getKey());
              } else {
                honest.set(claim.getKey(), claim.getValue());
              }
            });
    return honest;
  }
}
