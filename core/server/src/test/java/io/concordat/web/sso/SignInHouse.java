package io.concordat.web.sso;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.identity.Role;
import io.concordat.sandbox.MicrosoftTwin;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.dns.NameServer;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import io.concordat.web.WebFixture.Person;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The product over the Microsoft twin and its name server, with one clock for all of them, and a
 * tenant that has proved {@code contoso.example} and signs in by a profile of Contoso's directory.
 */
final class SignInHouse implements AutoCloseable {
  static final String CALLBACK = "/api/auth/microsoft/sso/callback";
  static final String DOMAIN = "contoso.example";
  private static final JsonMapper JSON = new JsonMapper();

  final TwinClock clock = TwinClock.fixed(Instant.parse("2026-11-21T09:00:00Z"));
  final MicrosoftTwin twin = MicrosoftTwin.start(0, clock);
  final NameServer names = NameServer.start(0, twin.names());
  final WebFixture web =
      new WebFixture(
          FakePorts.community(),
          clock,
          Map.of(
              "CONCORDAT_MICROSOFT_LOGIN_BASE_URL", twin.baseUrl(),
              "CONCORDAT_DNS_SERVER", names.address()));
  private final HttpClient wire = HttpClient.newHttpClient();
  final Person admin;
  final JsonNode app;

  SignInHouse() {
    admin = web.person(web.ground.tenant("Contoso IT"), "admin", Role.ADMIN);
    control("directories", "{'domain':'contoso.example'}");
    app =
        control(
            "apps",
            "{'directoryId':'%s','redirectUris':['http://localhost%s'],'optionalClaims':['xms_edov']}"
                .formatted(directory(), CALLBACK));
    bind(admin, profile(admin, "Sign-in", directory()));
    prove(admin, DOMAIN);
  }

  String directory() {
    return control("directories", "{'domain':'contoso.example'}").path("directoryId").asText();
  }

  String clientId() {
    return app.path("clientId").asText();
  }

  /** Any profile of the app. */
  String profile(Person by, String name, String directory) {
    return profile(by, name, directory, app.path("clientSecret").asText());
  }

  String profile(Person by, String name, String directory, String secret) {
    String body =
        "{'displayName':'%s','clientId':'%s','directoryId':'%s','clientSecret':'%s'}"
            .formatted(name, clientId(), directory, secret);
    return by.http()
        .post("/api/v1/microsoft/profiles", json(body))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  void bind(Person by, String profile) {
    by.http()
        .send(
            "PUT",
            "/api/v1/microsoft/bindings/msp_sso",
            json("{'profileId':'%s'}".formatted(profile)))
        .expect(200);
  }

  JsonNode claim(Person by, String domain) {
    return by.http()
        .post("/api/v1/sso/domains", json("{'domain':'%s'}".formatted(domain)))
        .expect(201)
        .json();
  }

  JsonNode prove(Person by, String domain) {
    JsonNode claim = claim(by, domain);
    publish(claim);
    return by.http()
        .post("/api/v1/sso/domains/" + claim.path("id").asText() + "/verification", "")
        .expect(200)
        .json();
  }

  void publish(JsonNode claim) {
    JsonNode wanted = claim.path("record");
    twin.names().put(wanted.path("name").asText(), List.of(wanted.path("value").asText()));
  }

  void link(Person by, UserId user, String directory, String object) {
    by.http()
        .send(
            "PUT",
            "/api/v1/users/" + user + "/microsoft-identity",
            json("{'directoryId':'%s','objectId':'%s'}".formatted(directory, object)))
        .expect(200);
  }

  UserId user(TenantId tenant, String email, Role role) {
    return web.ground.user(tenant, email, role);
  }

  /** Somebody in a directory, who it is there. */
  String account(String email) {
    return control("accounts", "{'email':'%s','clientId':'%s'}".formatted(email, clientId()))
        .path("userId")
        .asText();
  }

  void sql(TenantId tenant, String statement) {
    web.ground.in(tenant, tx -> Handles.of(tx).execute(statement));
  }

  /** A minute goes by for everybody. */
  void later() {
    clock.advance(Duration.ofSeconds(61));
  }

  JsonNode control(String path, String body) {
    return tree(send("POST", twin.baseUrl() + "/_sandbox/" + path, json(body)).body());
  }

  void honest() {
    send("DELETE", twin.baseUrl() + "/_sandbox/id-tokens", "");
    send("DELETE", twin.baseUrl() + "/_sandbox/faults", "");
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  HttpResponse<String> send(String method, String address, String body) {
    try {
      return wire.send(
          HttpRequest.newBuilder(URI.create(address))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .header(
                  "Content-Type",
                  body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Browser browser() {
    return new Browser(web.http());
  }

  /** The address at Microsoft that a browser is sent to. */
  URI start(Browser browser, String query) {
    Got got = browser.get("/api/auth/msp/sso/start?" + query).expect(302);
    String location = got.header("Location");
    if (!location.startsWith(twin.baseUrl())) {
      throw new AssertionError("not to Microsoft: " + location);
    }
    return URI.create(location);
  }

  URI start(Browser browser) {
    return start(browser, "email=anybody%40" + DOMAIN);
  }

  /** What Microsoft sends the browser back with, after somebody said yes. */
  String approve(URI authorize, String account) {
    return back(authorize, "decision=approve&account=" + encode(account));
  }

  String back(URI authorize, String answer) {
    HttpResponse<String> got = send("POST", authorize.toString(), answer);
    String location = got.headers().firstValue("Location").orElse("");
    if (!location.startsWith("http://localhost:8080" + CALLBACK)) {
      throw new AssertionError(got.statusCode() + " " + location + " " + got.body());
    }
    return location.substring("http://localhost:8080".length());
  }

  /** All of it. */
  Got signIn(Browser browser, String account) {
    return browser.get(approve(start(browser), account));
  }

  static Map<String, String> query(String address) {
    Map<String, String> values = new HashMap<>();
    String query = URI.create(address).getRawQuery();
    for (String pair : query.split("&", -1)) {
      int at = pair.indexOf('=');
      values.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return values;
  }

  static String parameter(String address, String name) {
    return query(address).getOrDefault(name, "");
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The reason in one of the tenants' audit logs, or in the log of what has no tenant. */
  String reason(String reference, TenantId... tenants) {
    return Stream.of(tenants)
        .flatMap(tenant -> web.audited(tenant).stream())
        .filter(entry -> reference.equals(entry.detail().get("reference")))
        .map(entry -> entry.detail().getOrDefault("reason", ""))
        .findFirst()
        .orElseGet(this::lastWithoutTenant);
  }

  private String lastWithoutTenant() {
    try (var connection = web.ground.owner();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select reason from security_log where kind = 'sso' order by id desc limit 1")) {
      return rows.next() ? rows.getString(1) + " (no tenant)" : "";
    } catch (Exception e) { // from the owner's connection: whatever it is fails the test
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    web.close();
    names.close();
    twin.close();
    wire.close();
  }
}
