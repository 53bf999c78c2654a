package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.app.Statements;
import io.concordat.identity.Role;
import io.concordat.microsoft.EntraTwin;
import io.concordat.microsoft.TestCertificates;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.microsoft.MicrosoftProfiles.Resolved;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.Http.Got;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A tenant whose administrator keeps Microsoft profiles, beside Entra's twin. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MicrosoftProfileCases {
  static final String PROFILES = "/api/v1/microsoft/profiles";
  static final String BINDINGS = "/api/v1/microsoft/bindings";
  static final String CANARY = "canary~Secret.Value_0";
  static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  static final Credential.Certificate CERTIFICATE =
      TestCertificates.make(2048, FROM, Instant.parse("2090-01-01T00:00:00Z"));

  final EntraTwin entra = new EntraTwin();
  final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new AssertionError();
                  },
                  notice -> new WebhookReply.Accepted(200)),
              List.of()),
          Map.of("CONCORDAT_MICROSOFT_LOGIN_BASE_URL", entra.url().toString()));

  TenantId tenant;
  WebFixture.Person admin;

  @AfterAll
  void close() {
    web.close();
    entra.close();
  }

  @BeforeEach
  void person() {
    tenant = web.ground.tenant("t");
    admin = web.person(tenant, "admin", Role.ADMIN);
  }

  static ObjectNode certified(ObjectNode body, String key) {
    body.remove("clientSecret");
    return body.put("certificate", TestCertificates.pem(CERTIFICATE.certificate()))
        .put("privateKey", key);
  }

  static ObjectNode body() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("displayName", "Main")
        .put("clientId", UUID.randomUUID().toString())
        .put("directoryId", "contoso.example")
        .put("clientSecret", CANARY);
  }

  Got post(Consumer<ObjectNode> more) {
    ObjectNode body = body();
    more.accept(body);
    return admin.http().post(PROFILES, body.toString());
  }

  /** Its address. */
  String made(String name) {
    return post(it -> it.put("displayName", name)).expect(201).header("Location");
  }

  Got patch(String path, Consumer<ObjectNode> change) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    change.accept(body);
    return admin.http().patch(path, body.toString(), "If-Match", "*");
  }

  Got post(String path, String act) {
    return admin.http().post(path + act, "", "If-Match", "*");
  }

  static void refused(Got got, String code, String field) {
    got.expect(422);
    assertEquals(code, got.code(), got.body());
    assertEquals(field, got.json().path("field").asText());
  }

  static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  Got bind(String consumer, String profile) {
    return admin
        .http()
        .send("PUT", BINDINGS + "/" + consumer, "{\"profileId\":\"%s\"}".formatted(profile));
  }

  Resolved.Ready bound(String path) {
    bind("calendar", id(path)).expect(200);
    return ready("calendar");
  }

  Resolved.Ready ready(String consumer) {
    return assertInstanceOf(Resolved.Ready.class, resolve(consumer));
  }

  Reason notReady(String consumer) {
    return assertInstanceOf(Resolved.NotReady.class, resolve(consumer)).reason();
  }

  Resolved resolve(String consumer) {
    return web.ground.in(
        tenant, tx -> web.ground.ground().microsoftProfiles().resolve(tx, consumer));
  }

  /** As another edition left it. */
  void hiddenBinding(String consumer, String profile) {
    web.ground.in(
        tenant,
        tx -> {
          try (var sql = tx.connection().createStatement()) {
            return sql.executeUpdate(
                """
                insert into microsoft_profile_consumer_bindings
                  (tenant_id, consumer, profile_id, version, updated_at)
                select tenant_id, '%s', id, 1, created_at from microsoft_profiles
                where id = '%s'"""
                    .formatted(consumer, profile));
          }
        });
  }

  String sql(String query) {
    return web.ground.in(
        tenant, tx -> String.join("\n", Statements.column(tx.connection(), query)));
  }
}
