package io.concordat.sso;

import io.concordat.spi.secret.Secret;
import io.micronaut.security.oauth2.endpoint.authorization.pkce.Pkce;
import io.micronaut.security.oauth2.endpoint.authorization.pkce.S256PkceGenerator;
import java.util.HexFormat;

/**
 * What one browser holds, in a cookie, while it is at Microsoft. Nonce and PKCE verifier are
 * derived of it and kept nowhere, so that neither a code nor an id token is of use in any other
 * browser.
 *
 * @param secret 256 random bits
 */
public record Ticket(Secret secret) {
  static Ticket made() {
    return new Ticket(Secret.of(Digest.random()));
  }

  /** Names the cookie that goes with a state, so that two windows can be at Microsoft at once. */
  public static String tag(String state) {
    return HexFormat.of().formatHex(Digest.sha256(state), 0, 6);
  }

  /** What the database keeps to know it again. */
  String browser() {
    return derived("browser");
  }

  String nonce() {
    return derived("nonce");
  }

  Pkce pkce() {
    return new S256PkceGenerator(() -> derived("code verifier")).generate();
  }

  private String derived(String purpose) {
    return Digest.derived(secret.reveal(), purpose);
  }
}
