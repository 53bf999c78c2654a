package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.microsoft.TestCertificates;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.web.Http.Got;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Profiles that prove themselves by a certificate instead of a secret. */
class MicrosoftCertificatesTest extends MicrosoftProfileCases {
  @Test
  void a_certificate_is_shown_by_its_thumbprint_and_its_key_only_goes_in() {
    for (String key :
        List.of(TestCertificates.pkcs8(CERTIFICATE), TestCertificates.pkcs1(CERTIFICATE))) {
      Got made =
          post(it -> certified(it.put("displayName", UUID.randomUUID().toString()), key))
              .expect(201);
      JsonNode shown = made.json().path("certificate");
      assertTrue(shown.path("thumbprint").asText().matches("[0-9A-F]{40}"), made.body());
      assertEquals("2090-01-01T00:00:00Z", shown.path("expiresAt").asText());
      assertFalse(made.json().path("hasClientSecret").asBoolean());
      assertTrue(made.json().path("ready").asBoolean());
      assertFalse(made.body().contains("PRIVATE"), made.body());
      bind("calendar", made.json().path("id").asText()).expect(200);
      assertEquals(CERTIFICATE, ready("calendar").credential());
      assertFalse(
          sql("select encode(private_key, 'escape') from microsoft_profiles").contains("MII"));
    }
  }

  @Test
  void a_certificate_that_cannot_serve_is_refused_and_nothing_of_it_comes_back() {
    String key = TestCertificates.pkcs8(CERTIFICATE);
    String pem = TestCertificates.pem(CERTIFICATE.certificate());
    var old = TestCertificates.make(2048, FROM, FROM.plusSeconds(86_400));
    var weak = TestCertificates.make(1024, FROM, Instant.parse("2090-01-01T00:00:00Z"));
    certificateRefused(pem, TestCertificates.pkcs8(old), "key_mismatch", "privateKey");
    certificateRefused(
        TestCertificates.pem(old.certificate()),
        TestCertificates.pkcs8(old),
        "certificate_expired",
        "certificate");
    certificateRefused(
        TestCertificates.pem(weak.certificate()),
        TestCertificates.pkcs8(weak),
        "invalid_value",
        "certificate");
    certificateRefused(key, key, "invalid_value", "certificate");
    certificateRefused(pem, pem, "invalid_value", "privateKey");
    certificateRefused(pem.replaceFirst("MII", "MIX"), key, "invalid_value", "certificate");
    certificateRefused(pem, key.replaceFirst("MII", "MIX"), "invalid_value", "privateKey");
    certificateRefused(
        pem, key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "invalid_value", "privateKey");
    refused(
        post(it -> it.put("certificate", pem).remove("clientSecret")),
        "missing_field",
        "privateKey");
    refused(
        post(it -> it.put("certificate", pem).put("privateKey", key)),
        "two_credentials",
        "certificate");
    assertEquals(0, admin.http().get(PROFILES).json().path("items").size());
  }

  private void certificateRefused(String pem, String key, String code, String field) {
    Got got = post(it -> it.put("certificate", pem).put("privateKey", key).remove("clientSecret"));
    refused(got, code, field);
    assertFalse(got.body().contains("MII"), got.body());
  }

  @Test
  void a_secret_replaces_a_certificate_and_the_other_way_round() {
    String path = made("Main");
    Got certified =
        patch(path, it -> certified(it, TestCertificates.pkcs8(CERTIFICATE))).expect(200);
    assertFalse(certified.json().path("hasClientSecret").asBoolean());
    assertEquals(CERTIFICATE, bound(path).credential());
    patch(path, it -> it.putNull("clientSecret")).expect(200);
    assertEquals(CERTIFICATE, ready("calendar").credential(), "there was no secret to remove");
    JsonNode back = patch(path, it -> it.put("clientSecret", "back~again")).expect(200).json();
    assertTrue(back.path("certificate").isNull());
    assertEquals(
        new Credential.ClientSecret(Secret.of("back~again")), ready("calendar").credential());
  }

  @Test
  void an_expired_certificate_serves_nobody_and_one_that_soon_does_is_told_of() {
    String path = made("Main");
    patch(path, it -> certified(it, TestCertificates.pkcs8(CERTIFICATE))).expect(200);
    bound(path);
    stored(path, TestCertificates.make(2048, FROM, Instant.now().plusSeconds(86_400)));
    JsonNode soon = admin.http().get(path).json();
    assertTrue(soon.path("ready").asBoolean());
    assertEquals("[\"certificate_expires_soon\"]", soon.path("reasons").toString());
    stored(path, TestCertificates.make(2048, FROM, FROM.plusSeconds(1)));
    JsonNode over = admin.http().get(path).json();
    assertFalse(over.path("ready").asBoolean());
    assertEquals("[\"certificate_expired\"]", over.path("reasons").toString());
    assertEquals(Reason.PROFILE_INVALID, notReady("calendar"));
    JsonNode tested = admin.http().post(path + "/test", "").expect(200).json();
    assertEquals("certificate_expired", tested.path("code").asText());
  }

  /** As time makes it: what was good when it came in. */
  private void stored(String path, Credential.Certificate other) {
    web.ground.in(
        tenant,
        tx -> {
          try (var update =
              tx.connection()
                  .prepareStatement("update microsoft_profiles set certificate = ? where id = ?")) {
            update.setBytes(1, other.certificate().getEncoded());
            update.setObject(2, UUID.fromString(id(path)));
            return update.executeUpdate();
          }
        });
  }
}
