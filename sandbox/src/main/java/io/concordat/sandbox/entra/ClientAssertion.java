package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;

/**
 * An app that signs for itself with a registered certificate instead of sending a secret. Its times
 * are the machine's, whatever the twin's clock says: MSAL goes by that one.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials">the
 *     assertion's form</a>
 */
final class ClientAssertion {
  private static final Base64.Decoder URL = Base64.getUrlDecoder();
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private ClientAssertion() {}

  static void check(String jwt, App app, String path) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw new AadError(50027);
    }
    JsonNode header = read(parts[0]);
    X509Certificate certificate =
        app.certificates().stream()
            .filter(known -> named(header, known))
            .findFirst()
            .orElseThrow(() -> new AadError(700027));
    Instant now = InstantSource.system().instant();
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      throw new AadError(700027, "The certificate used to sign the assertion has expired.");
    }
    if (!signed(header.path("alg").asText(), certificate, parts)) {
      throw new AadError(700027, "Client assertion contains an invalid signature.");
    }
    claims(read(parts[1]), app, path, now);
  }

  /** By its SHA-256 or, as older libraries do, its SHA-1 thumbprint. */
  private static boolean named(JsonNode header, X509Certificate certificate) {
    return urlSafe(header.path("x5t#S256").asText()).equals(thumbprint(certificate, "SHA-256"))
        || urlSafe(header.path("x5t").asText()).equals(thumbprint(certificate, "SHA-1"));
  }

  /** MSAL for Java writes it in plain base64. */
  private static String urlSafe(String base64) {
    return base64.replace('+', '-').replace('/', '_').replace("=", "");
  }

  private static String thumbprint(X509Certificate certificate, String algorithm) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean signed(String algorithm, X509Certificate certificate, String[] parts) {
    try {
      Signature signature = signature(algorithm);
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(decoded(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256" -> Signature.getInstance("SHA256withRSA");
      case "PS256" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(PSS);
        yield pss;
      }
      default -> throw new AadError(50027);
    };
  }

  private static void claims(JsonNode claims, App app, String path, Instant now) {
    String id = app.id();
    if (!claims.path("iss").asText().equals(id) || !claims.path("sub").asText().equals(id)) {
      throw new AadError(700021);
    }
    if (!meant(claims.path("aud").asText(), path)) {
      throw new AadError(700023);
    }
    long at = now.getEpochSecond();
    if (claims.path("exp").asLong() < at || claims.path("nbf").asLong() > at + 300) {
      throw new AadError(700024);
    }
  }

  /** This token endpoint, at whatever host stands for Entra. */
  private static boolean meant(String audience, String path) {
    try {
      URI uri = new URI(audience);
      return Objects.requireNonNullElse(uri.getPath(), "").equals(path);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static JsonNode read(String part) {
    try {
      return Json.parse(decoded(part));
    } catch (GoogleError e) {
      throw new AadError(50027);
    }
  }

  private static byte[] decoded(String part) {
    try {
      return URL.decode(part);
    } catch (IllegalArgumentException e) {
      throw new AadError(50027);
    }
  }
}
