package io.concordat.microsoft;

import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A profile to be made: an app registration in Entra. Parts are checked and brought into one form.
 *
 * @param directoryId the directory's id, one of its verified domains, or a {@link #SHARED} word
 * @param credential may come later; until then the profile serves nobody
 */
public record NewProfile(
    String displayName, String clientId, String directoryId, Optional<Credential> credential) {

  /** Sign-in pages of no directory in particular; good for signing in only. */
  static final Set<String> SHARED = Set.of("common", "organizations");

  private static final String GUID = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}";
  private static final String DOMAIN = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}";

  public NewProfile {
    displayName = displayName.strip();
    clientId = clientId.strip().toLowerCase(Locale.ROOT);
    directoryId = directoryId.strip().toLowerCase(Locale.ROOT);
    if (displayName.isEmpty() || displayName.codePointCount(0, displayName.length()) > 100) {
      throw invalid("displayName", "a name has 1 to 100 characters.");
    }
    if (displayName.codePoints().anyMatch(Character::isISOControl)) {
      throw invalid("displayName", "contains a control character; remove it.");
    }
    if (!clientId.matches(GUID)) {
      throw invalid("clientId", "is a GUID: copy \"Application (client) ID\" of the registration.");
    }
    checkDirectory(directoryId);
    credential.ifPresent(NewProfile::check);
  }

  public NewProfile(String displayName, String clientId, String directoryId, Secret secret) {
    this(displayName, clientId, directoryId, Optional.of(new Credential.ClientSecret(secret)));
  }

  /** A certificate was checked where it was read. */
  static void check(Credential credential) {
    switch (credential) {
      case Credential.ClientSecret(var value) -> checkSecret(value.reveal());
      case Credential.Certificate certificate -> {}
    }
  }

  private static void checkDirectory(String directory) {
    if (directory.equals("consumers")) {
      throw invalid("directoryId", "personal accounts cannot be used; name your directory.");
    }
    boolean domain = directory.length() <= 253 && directory.matches(DOMAIN);
    if (!directory.matches(GUID) && !domain && !SHARED.contains(directory)) {
      throw invalid(
          "directoryId",
          "is a GUID or a verified domain: copy \"Directory (tenant) ID\" of the registration.");
    }
  }

  /** The portal shows a secret's id beside its value, and people copy the wrong one. */
  private static void checkSecret(String secret) {
    if (!secret.matches("[\\x21-\\x7e]{1,1000}")) {
      throw invalid("clientSecret", "visible ASCII without spaces, as the portal shows it.");
    }
    if (secret.toLowerCase(Locale.ROOT).matches(GUID)) {
      throw new InvalidProfile(
          "secret_id", "clientSecret", "is the secret's id: copy the column \"Value\" instead.");
    }
  }

  private static InvalidProfile invalid(String field, String remedy) {
    return new InvalidProfile("invalid_value", field, remedy);
  }

  /** As people compare names: two that look alike are one. */
  String nameKey() {
    return Normalizer.normalize(displayName, Normalizer.Form.NFKC)
        .replaceAll("[\\s\\p{Z}]+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
