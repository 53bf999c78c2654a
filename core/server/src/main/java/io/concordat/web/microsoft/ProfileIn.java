package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.microsoft.CertificatePem;
import io.concordat.microsoft.CredentialChange;
import io.concordat.microsoft.CredentialChange.Remove;
import io.concordat.microsoft.InvalidProfile;
import io.concordat.microsoft.NewProfile;
import io.concordat.microsoft.ProfileChange;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A profile as it comes in. */
final class ProfileIn {
  private static final String SECRET = "clientSecret";
  private static final String CERTIFICATE = "certificate";
  private static final String KEY = "privateKey";
  private static final Set<String> FIELDS =
      Set.of("displayName", "clientId", "directoryId", SECRET, CERTIFICATE, KEY);
  private static final int LONGEST = 1_000;
  private static final int LONGEST_PEM = 20_000;

  private ProfileIn() {}

  static NewProfile read(ObjectNode json, Instant now) {
    JsonIn.only(json, FIELDS, "");
    return checked(
        () ->
            new NewProfile(
                text(json, "displayName"),
                text(json, "clientId"),
                text(json, "directoryId"),
                credential(json, now, field -> true)));
  }

  private static String text(ObjectNode json, String field) {
    return JsonIn.text(JsonIn.required(json, field), field, LONGEST);
  }

  /** A blank secret, as a form sends it that cannot show the stored one, keeps it; null removes. */
  static ProfileChange change(ObjectNode json, Instant now) {
    JsonIn.only(json, FIELDS, "");
    return checked(
        () ->
            new ProfileChange(
                given(json, "displayName"),
                given(json, "clientId"),
                given(json, "directoryId"),
                credentialChange(json, now)));
  }

  private static Optional<String> given(ObjectNode json, String field) {
    JsonNode value = json.get(field);
    return value == null ? Optional.empty() : Optional.of(text(json, field));
  }

  private static CredentialChange credentialChange(ObjectNode json, Instant now) {
    Optional<Credential> given = credential(json, now, text -> !text.isBlank());
    if (given.isPresent()) {
      return new CredentialChange.Replace(given.get());
    }
    if (removes(json, SECRET)) {
      return new Remove(Remove.Kind.SECRET);
    }
    return removes(json, CERTIFICATE)
        ? new Remove(Remove.Kind.CERTIFICATE)
        : new CredentialChange.Keep();
  }

  private static boolean removes(ObjectNode json, String field) {
    return json.has(field) && json.get(field).isNull();
  }

  private static Optional<Credential> credential(
      ObjectNode json, Instant now, Predicate<String> counts) {
    Optional<String> secret = JsonIn.text(json, SECRET, LONGEST).filter(counts);
    Optional<String> certificate = JsonIn.text(json, CERTIFICATE, LONGEST_PEM).filter(counts);
    Optional<String> key = JsonIn.text(json, KEY, LONGEST_PEM).filter(counts);
    if (secret.isPresent() && (certificate.isPresent() || key.isPresent())) {
      throw Refusal.field(
          "two_credentials", CERTIFICATE, "a profile has a secret or a certificate; send one.");
    }
    if (certificate.isEmpty() && key.isEmpty()) {
      return secret.map(value -> new Credential.ClientSecret(Secret.of(value)));
    }
    return Optional.of(
        CertificatePem.read(
            together(certificate, CERTIFICATE), Secret.of(together(key, KEY)), now));
  }

  private static String together(Optional<String> part, String field) {
    return part.orElseThrow(
        () ->
            Refusal.field(
                "missing_field", field, "certificate and privateKey come together; add it."));
  }

  static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidProfile invalid) {
      throw Refusal.field(invalid.code(), invalid.field(), String.valueOf(invalid.getMessage()));
    }
  }
}
