package io.concordat.sandbox.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What PKCE demands of the code's redeemer. */
sealed interface Challenge {
  void verify(String verifier);

  static Challenge of(String challenge, String method) {
    if (challenge.isEmpty()) {
      return new None();
    }
    return method.equals("S256") ? new Sha256(challenge) : new Plain(challenge);
  }

  private static void same(String expected, String actual) {
    if (actual.isEmpty()) {
      throw OAuthError.invalidGrant("Missing code verifier.");
    }
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8))) {
      throw OAuthError.invalidGrant("Invalid code verifier.");
    }
  }

  /** No PKCE asked for; a verifier that comes all the same is refused. */
  record None() implements Challenge {
    @Override
    public void verify(String verifier) {
      if (!verifier.isEmpty()) {
        throw OAuthError.invalidGrant("code_verifier or verifier is not needed.");
      }
    }
  }

  /** The challenge is the verifier. */
  record Plain(String challenge) implements Challenge {
    @Override
    public void verify(String verifier) {
      same(challenge, verifier);
    }
  }

  /** The challenge is the verifier's SHA-256. */
  record Sha256(String challenge) implements Challenge {
    @Override
    public void verify(String verifier) {
      same(challenge, verifier.isEmpty() ? "" : digest(verifier));
    }

    private static String digest(String verifier) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
