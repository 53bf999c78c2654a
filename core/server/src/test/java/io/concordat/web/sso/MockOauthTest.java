package io.concordat.web.sso;

import static io.concordat.web.sso.SignInHouse.json;
import static io.concordat.web.sso.SignInHouse.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.concordat.identity.Role;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import io.concordat.web.WebFixture.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Signing in against somebody else's OpenID provider, behind a front that gives it Entra's
 * addresses: codes, PKCE, nonces, keys and signatures are mock-oauth2-server's own.
 */
@Timeout(60)
class MockOauthTest {
  private static final String ENTRA = "entra";
  private static final String CLIENT = UUID.randomUUID().toString();
  private static final String DIRECTORY = UUID.randomUUID().toString();
  private static final String OBJECT = UUID.randomUUID().toString();
  private static final String HERE = "http://localhost:8080";

  private final HttpClient wire =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private MockOAuth2Server mock;
  private HttpServer front;
  private WebFixture web;
  private Person admin;

  @BeforeEach
  void open() throws IOException {
    mock = new MockOAuth2Server();
    mock.start();
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext("/", this::translate);
    front.start();
    web =
        new WebFixture(
            FakePorts.community(),
            InstantSource.system(),
            Map.of("CONCORDAT_MICROSOFT_LOGIN_BASE_URL", login()));
    admin = web.person(web.ground.tenant("Contoso IT"), "admin", Role.ADMIN);
    bind();
    link();
    admin.http().post("/api/v1/sso/domains", json("{'domain':'contoso.example'}")).expect(201);
  }

  @AfterEach
  void close() {
    web.close();
    front.stop(0);
    mock.shutdown();
    wire.close();
  }

  private String login() {
    return "http://127.0.0.1:" + front.getAddress().getPort();
  }

  private void bind() {
    String profile =
        admin
            .http()
            .post(
                "/api/v1/microsoft/profiles",
                json(
                    "{'displayName':'Sign-in','clientId':'%s','directoryId':'%s','clientSecret':'x1'}"
                        .formatted(CLIENT, DIRECTORY)))
            .expect(201)
            .json()
            .path("id")
            .asText();
    admin
        .http()
        .send("PUT", "/api/v1/microsoft/bindings/msp_sso", json("{'profileId':'" + profile + "'}"))
        .expect(200);
  }

  private void link() {
    admin
        .http()
        .send(
            "PUT",
            "/api/v1/users/" + admin.id() + "/microsoft-identity",
            json("{'directoryId':'%s','objectId':'%s'}".formatted(DIRECTORY, OBJECT)))
        .expect(200);
  }

  private void translate(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/[^/]+", "");
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpResponse<String> answer =
        switch (path) {
          case "/v2.0/.well-known/openid-configuration" -> null;
          case "/discovery/v2.0/keys" -> ask("GET", mock.jwksUrl(ENTRA).uri(), "");
          case "/oauth2/v2.0/token" ->
              ask(
                  "POST",
                  mock.tokenEndpointUrl(ENTRA).uri(),
                  new String(body, StandardCharsets.UTF_8));
          default -> throw new IOException(path);
        };
    int status = answer == null ? 200 : answer.statusCode();
    byte[] text = (answer == null ? metadata() : answer.body()).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private String metadata() {
    return json(
        "{'issuer':'%s','jwks_uri':'%s/%s/discovery/v2.0/keys'}"
            .formatted(issuer(DIRECTORY), login(), DIRECTORY));
  }

  private static String issuer(String directory) {
    return "https://login.microsoftonline.com/" + directory + "/v2.0";
  }

  private HttpResponse<String> ask(String method, URI address, String body) {
    try {
      return wire.send(
          HttpRequest.newBuilder(address)
              .timeout(Duration.ofSeconds(20))
              .method(method, BodyPublishers.ofString(body))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> claims(Object... changes) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", issuer(DIRECTORY));
    claims.put("tid", DIRECTORY);
    claims.put("oid", OBJECT);
    claims.put("ver", "2.0");
    for (int i = 0; i < changes.length; i += 2) {
      claims.put(String.valueOf(changes[i]), changes[i + 1]);
    }
    return claims;
  }

  private void tokensSay(Map<String, Object> claims, String audience, long seconds) {
    mock.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            ENTRA, "subject", "JWT", List.of(audience), claims, seconds));
  }

  private URI start(Browser browser) {
    Got got = browser.get("/api/auth/msp/sso/start?email=admin%40contoso.example").expect(302);
    return URI.create(got.header("Location"));
  }

  /** Signed in there without a page; what the browser comes back with. */
  private String approve(String query) {
    URI there = URI.create(mock.authorizationEndpointUrl(ENTRA) + "?" + query);
    String back = ask("GET", there, "").headers().firstValue("Location").orElse("");
    assertTrue(back.startsWith(HERE), back);
    return back.substring(HERE.length());
  }

  private Got signIn() {
    Browser browser = new Browser(web.http());
    return browser.get(approve(start(browser).getRawQuery()));
  }

  private String reason(Got got) {
    String reference = parameter("http://x" + got.expect(302).header("Location"), "reference");
    return web.audited(admin.tenant()).stream()
        .filter(entry -> reference.equals(entry.detail().get("reference")))
        .map(entry -> entry.detail().getOrDefault("reason", ""))
        .findFirst()
        .orElse("");
  }

  private static void signedIn(Got got) {
    assertEquals(302, got.status());
    assertFalse(got.header("Location").startsWith("/signin"), got.header("Location"));
  }

  @Test
  void a_real_providers_token_is_good() {
    tokensSay(claims(), CLIENT, 3600);
    signedIn(signIn());
  }

  @Test
  void its_tokens_are_judged_like_microsofts() {
    String foreign = UUID.randomUUID().toString();
    tokensSay(claims("aud", foreign), CLIENT, 3600);
    assertEquals("foreign_audience", reason(signIn()));
    tokensSay(claims("iss", mock.issuerUrl(ENTRA).toString()), CLIENT, 3600);
    assertEquals("foreign_issuer", reason(signIn()));
    tokensSay(claims("tid", foreign, "iss", issuer(foreign)), CLIENT, 3600);
    assertEquals("foreign_issuer", reason(signIn()));
    tokensSay(claims(), CLIENT, -3600);
    assertEquals("expired", reason(signIn()));
    tokensSay(claims("nonce", "of-an-earlier-time"), CLIENT, 3600);
    assertEquals("wrong_nonce", reason(signIn()));
    tokensSay(claims("oid", UUID.randomUUID().toString()), CLIENT, 3600);
    assertEquals("address_unproven", reason(signIn()));
    tokensSay(claims("ver", "1.0"), CLIENT, 3600);
    assertEquals("wrong_version", reason(signIn()));
  }

  @Test
  void a_code_is_good_once_and_with_its_verifier_only() {
    tokensSay(claims(), CLIENT, 3600);
    Browser first = new Browser(web.http());
    String back = approve(start(first).getRawQuery());
    Browser thief = new Browser(web.http());
    String state = parameter(start(thief).toString(), "state");
    String code = parameter("http://x" + back, "code");
    String stolen = SignInHouse.CALLBACK + "?state=" + state + "&code=" + code;
    assertEquals("code_refused", reason(thief.get(stolen)));
  }
}
