package io.concordat.microsoft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real MSAL against the twin's token endpoint. */
class EntraClientTest {
  private static final EntraTwin twin = new EntraTwin();
  private static final EntraClient entra = new EntraClient(twin.url());
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2090-01-01T00:00:00Z");
  private static final Credential.Certificate CERTIFICATE =
      TestCertificates.make(2048, FROM, UNTIL);

  @AfterAll
  static void close() {
    entra.close();
    twin.close();
  }

  private static Credential secret(String value) {
    return new Credential.ClientSecret(Secret.of(value));
  }

  private static EntraAnswer refused(EntraRefusal why, int number) {
    return new EntraAnswer.Refused(why, OptionalInt.of(number));
  }

  @Test
  void a_good_secret_gives_a_token_and_a_wrong_one_says_why() {
    EntraTwin.App app = twin.app(it -> it);
    assertEquals(
        new EntraAnswer.Granted(Optional.empty()),
        entra.prove(app.clientId(), twin.directory(), secret(app.clientSecret())));
    EntraAnswer wrong = entra.prove(app.clientId(), twin.directory(), secret("wrong~secret"));
    assertEquals(refused(EntraRefusal.INVALID_SECRET, 7000215), wrong);
    assertFalse(wrong.toString().contains("wrong"), wrong.toString());
    assertEquals(
        refused(EntraRefusal.UNKNOWN_APPLICATION, 700016),
        entra.prove(UUID.randomUUID().toString(), twin.directory(), secret("x")));
    assertEquals(
        refused(EntraRefusal.UNKNOWN_DIRECTORY, 90002),
        entra.prove(app.clientId(), "nobody.example", secret(app.clientSecret())));
  }

  @Test
  void an_old_secret_and_a_switched_off_app_are_told_apart() {
    EntraTwin.App app = twin.app(it -> it);
    twin.change(app, it -> it.put("secretExpires", FROM.toString()));
    assertEquals(
        refused(EntraRefusal.SECRET_EXPIRED, 7000222),
        entra.prove(app.clientId(), twin.directory(), secret(app.clientSecret())));
    twin.change(app, it -> it.put("disabled", true));
    assertEquals(
        refused(EntraRefusal.APPLICATION_DISABLED, 7000112),
        entra.prove(app.clientId(), twin.directory(), secret(app.clientSecret())));
  }

  @Test
  void a_registered_certificate_signs_for_the_app_and_another_does_not() {
    EntraTwin.App app =
        twin.app(
            it -> {
              it.putArray("certificates").add(TestCertificates.pem(CERTIFICATE.certificate()));
              return it;
            });
    assertEquals(
        new EntraAnswer.Granted(Optional.empty()),
        entra.prove(app.clientId(), twin.directory(), CERTIFICATE));
    Credential.Certificate other = TestCertificates.make(2048, FROM, UNTIL);
    assertEquals(
        refused(EntraRefusal.CERTIFICATE_REJECTED, 700027),
        entra.prove(app.clientId(), twin.directory(), other));
    var forged = new Credential.Certificate(CERTIFICATE.certificate(), other.key());
    assertEquals(
        refused(EntraRefusal.CERTIFICATE_REJECTED, 700027),
        entra.prove(app.clientId(), twin.directory(), forged));
    assertEquals(
        refused(EntraRefusal.CERTIFICATE_REJECTED, 700027),
        entra.prove(twin.app(it -> it).clientId(), twin.directory(), CERTIFICATE));
  }

  @Test
  void troubles_of_the_way_are_nobodys_fault() {
    EntraTwin.App app = twin.app(it -> it);
    twin.control(
        "faults", it -> it.put("aadsts", 90033).put("match", ".*/oauth2/.*").put("times", 2));
    assertEquals(
        refused(EntraRefusal.TEMPORARILY_UNAVAILABLE, 90033),
        entra.prove(app.clientId(), twin.directory(), secret(app.clientSecret())));
    try (var nowhere = new EntraClient(URI.create("http://127.0.0.1:1"))) {
      assertEquals(
          new EntraAnswer.Silent(),
          nowhere.prove(app.clientId(), twin.directory(), secret(app.clientSecret())));
    }
  }
}
