package io.concordat.app;

import io.concordat.app.settings.Settings;
import io.concordat.spi.secret.Secret;
import io.concordat.sql.Database;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The roles on a PostgreSQL that somebody else runs. */
final class ExternalRole {
  private ExternalRole() {}

  static Database database(Settings.ExternalDatabase external) {
    Database.Role owner = new Database.Role(external.user(), external.password());
    return external
        .app()
        .map(
            app ->
                new Database(
                    external.url(), owner, new Database.Role(app.user(), app.password()), false))
        .orElseGet(() -> new Database(external.url(), owner, made(external), true));
  }

  /** Every node must come to the same password without storing it: it follows the owner's. */
  private static Database.Role made(Settings.ExternalDatabase external) {
    String name = external.user() + "_app";
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              external.password().reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bits = mac.doFinal(("running role " + name).getBytes(StandardCharsets.UTF_8));
      return new Database.Role(
          name, Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bits)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
