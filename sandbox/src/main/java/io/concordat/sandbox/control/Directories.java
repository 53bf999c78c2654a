package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.entra.Account;
import io.concordat.sandbox.entra.App;
import io.concordat.sandbox.entra.Directory;
import io.concordat.sandbox.entra.Grants;
import io.concordat.sandbox.entra.Registry;
import io.concordat.sandbox.http.Json;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Directories, applications and accounts of the Microsoft twin. */
final class Directories {
  private final SecureRandom random = new SecureRandom();
  private final MicrosoftParts parts;
  private final Registry registry;
  private final Grants grants;

  Directories(MicrosoftParts parts) {
    this.parts = parts;
    this.registry = parts.entra().registry();
    this.grants = parts.entra().grants();
  }

  ObjectNode directory(ObjectNode body) {
    String domain = Json.text(body, "domain").orElseGet(Directories::madeUpDomain);
    Directory old =
        Json.text(body, "directoryId")
            .or(() -> Optional.of(domain))
            .flatMap(registry::directory)
            .orElseGet(
                () -> {
                  String id =
                      Json.text(body, "directoryId").orElseGet(() -> UUID.randomUUID().toString());
                  return new Directory(id, Set.of(domain), false);
                });
    boolean adminOnly = body.path("adminConsentOnly").asBoolean(old.adminConsentOnly());
    return json(registry.put(new Directory(old.id(), old.domains(), adminOnly)));
  }

  private static String madeUpDomain() {
    return "d" + UUID.randomUUID().toString().substring(0, 8) + ".onmicrosoft.example";
  }

  ObjectNode directories() {
    ArrayNode items = Json.array();
    registry.directories().forEach(directory -> items.add(json(directory)));
    ObjectNode json = Json.object();
    json.set("items", items);
    return json;
  }

  private static ObjectNode json(Directory directory) {
    ObjectNode json = Json.object().put("directoryId", directory.id());
    json.set("domains", Json.strings(directory.domains().stream().sorted().toList()));
    return json.put("adminConsentOnly", directory.adminConsentOnly());
  }

  ObjectNode app(ObjectNode body) {
    return json(register(body, home(body, Optional.empty())));
  }

  ObjectNode removeApp(ObjectNode body) {
    return Json.object().put("removed", registry.remove(People.need(body, "clientId")));
  }

  private static ObjectNode json(App app) {
    ObjectNode json = Json.object().put("clientId", app.id()).put("clientSecret", app.secret());
    json.put("directoryId", app.directoryId()).put("multiTenant", app.multiTenant());
    json.put("disabled", app.disabled());
    json.set("redirectUris", Json.strings(app.redirectUris()));
    return json;
  }

  /** The directory that is named, else the known app's, else the one of the address. */
  private Directory home(ObjectNode body, Optional<String> email) {
    Optional<String> named = Json.text(body, "directoryId");
    if (named.isPresent()) {
      return registry
          .directory(named.get())
          .orElseGet(() -> registry.put(new Directory(named.get(), Set.of(), false)));
    }
    Optional<String> domain = email.map(address -> address.substring(address.indexOf('@') + 1));
    return Json.text(body, "clientId")
        .flatMap(registry::app)
        .flatMap(app -> registry.directory(app.directoryId()))
        .or(() -> domain.flatMap(registry::directory))
        .orElseGet(() -> registry.newDirectory(domain.orElseGet(Directories::madeUpDomain)));
  }

  /** Makes an app, or changes the one that is named. */
  private App register(ObjectNode body, Directory home) {
    App old =
        Json.text(body, "clientId")
            .flatMap(registry::app)
            .orElseGet(() -> madeUp(Json.text(body, "clientId"), home));
    App app =
        new App(
            old.id(),
            Json.text(body, "clientSecret").orElse(old.secret()),
            old.directoryId(),
            body.path("multiTenant").asBoolean(old.multiTenant()),
            body.path("disabled").asBoolean(old.disabled()),
            body.has("secretExpires")
                ? Json.text(body, "secretExpires").map(Instant::parse)
                : old.secretExpires(),
            body.has("redirectUris")
                ? List.copyOf(strings(body, "redirectUris"))
                : old.redirectUris(),
            body.has("permissions") ? Set.copyOf(strings(body, "permissions")) : old.permissions(),
            body.has("certificates")
                ? strings(body, "certificates").stream().map(Directories::certificate).toList()
                : old.certificates());
    registry.register(app);
    if (body.has("optionalClaims")) {
      parts
          .entra()
          .idTokens()
          .optionalClaims(app.id(), Set.copyOf(strings(body, "optionalClaims")));
    }
    return app;
  }

  private App madeUp(Optional<String> id, Directory home) {
    return new App(
        id.orElseGet(() -> UUID.randomUUID().toString()),
        "8Q~" + random(),
        home.id(),
        false,
        false,
        Optional.empty(),
        List.of(),
        Set.of(),
        List.of());
  }

  /** As the portal takes it: PEM, or the base64 of its DER form. */
  private static X509Certificate certificate(String text) {
    String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate", e);
    }
  }

  private String random() {
    byte[] raw = new byte[27];
    random.nextBytes(raw);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }

  private static List<String> strings(ObjectNode body, String field) {
    return body.path(field).valueStream().map(n -> n.asText()).collect(Collectors.toList());
  }

  ObjectNode account(ObjectNode body) {
    String email = People.need(body, "email");
    if (!email.matches("[^@\\s]+@[^@\\s]+")) {
      throw new IllegalArgumentException("email is not an address: " + email);
    }
    Directory home = home(body, Optional.of(email));
    App app = register(body, home);
    Account account = registry.account(email, Json.text(body, "name"), home);
    String calendarId =
        parts
            .mailboxes()
            .add(
                account.oid(),
                account.email(),
                account.directoryId(),
                Json.text(body, "timeZone").orElse("UTC"));
    Grants.Tokens tokens = grants.issueDirectly(app, account);
    ObjectNode json = Json.object().put("email", email).put("userId", account.oid());
    json.put("calendarId", calendarId).put("accessToken", tokens.accessToken());
    json.put("refreshToken", tokens.refreshToken().orElseThrow());
    json.setAll(json(app));
    return json.put("directoryId", account.directoryId());
  }

  ObjectNode accounts() {
    ObjectNode json = Json.object();
    json.set("items", Json.strings(registry.accounts().stream().map(Account::email).toList()));
    return json;
  }

  Account known(ObjectNode body) {
    String email = People.need(body, "email");
    return registry
        .account(email)
        .orElseThrow(() -> new IllegalArgumentException("no account " + email));
  }

  ObjectNode expire(ObjectNode body) {
    grants.expireAccess(known(body));
    return Json.object();
  }

  ObjectNode revoke(ObjectNode body) {
    Account account = known(body);
    grants.revoke(account);
    parts.subscriptions().revoked(account.oid());
    return Json.object();
  }

  ObjectNode refuse(ObjectNode body) {
    registry.refuse(
        known(body).email(),
        Optional.of(body.path("aadsts")).filter(n -> n.isInt()).map(n -> n.asInt()));
    return Json.object();
  }

  ObjectNode calendar(ObjectNode body) {
    String account = People.need(body, "account");
    Account owner =
        registry
            .account(account)
            .orElseThrow(() -> new IllegalArgumentException("no account " + account));
    return Json.object()
        .put(
            "calendarId",
            parts
                .mailboxes()
                .addCalendar(
                    owner.oid(),
                    People.need(body, "summary"),
                    body.path("canEdit").asBoolean(true)));
  }
}
