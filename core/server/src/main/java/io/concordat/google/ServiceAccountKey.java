package io.concordat.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.spi.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A service account's key file, checked for its form.
 *
 * @param file the whole of it
 */
public record ServiceAccountKey(GoogleSetup.Account account, Secret file) {
  private static final List<String> NEEDED =
      List.of("project_id", "private_key_id", "private_key", "client_email", "token_uri");
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /** Throws {@link InvalidKey}. */
  public static ServiceAccountKey read(JsonNode file) {
    if (!file.path("type").asText().equals("service_account")) {
      throw new InvalidKey("its type is not service_account; download a key of a service account");
    }
    for (String field : NEEDED) {
      if (file.path(field).asText().isBlank()) {
        throw new InvalidKey("it lacks " + field + "; send the file as it was downloaded");
      }
    }
    if (!file.path("client_email").asText().matches("[^@\\s]+@[^@\\s]+\\.gserviceaccount\\.com")) {
      throw new InvalidKey("its client_email is not a service account's; send the file unchanged");
    }
    if (!file.path("token_uri").asText().matches("https://[a-z0-9.-]+\\.googleapis\\.com/.*")) {
      throw new InvalidKey("its token_uri is not Google's; send the file unchanged");
    }
    checkKey(file.path("private_key").asText());
    return new ServiceAccountKey(
        new GoogleSetup.Account(
            file.path("client_email").asText(), file.path("private_key_id").asText()),
        Secret.of(file.toString()));
  }

  private static void checkKey(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new InvalidKey("its private_key is no PEM block; send the file unchanged");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidKey("its private_key cannot be read; send the file unchanged");
    }
  }

  /** Says what is wrong and what to do, never what was sent. */
  public static final class InvalidKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidKey(String remedy) {
      super(remedy, null, false, false);
    }
  }
}
