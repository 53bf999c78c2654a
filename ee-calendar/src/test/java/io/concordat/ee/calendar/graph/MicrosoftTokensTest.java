package io.concordat.ee.calendar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.ee.calendar.remote.TokenEndpoint.Denial;
import io.concordat.ee.calendar.remote.TokenEndpoint.Exchanged;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real MSAL against the twin's sign-in and token endpoints. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MicrosoftTokensTest {
  private static final String REDIRECT = "https://msp.example.org/callback";
  private static final String VERIFIER = "v".repeat(64);

  private final GraphTwin twin = new GraphTwin();
  private App app = new App("", Secret.of(""), Optional.empty());

  @BeforeEach
  void registered() {
    twin.reset();
    var directory = twin.account().path("directoryId").asText();
    var client =
        twin.post(
            "apps", "{'redirectUris':['" + REDIRECT + "'],'directoryId':'" + directory + "'}");
    app =
        new App(
            client.path("clientId").asText(),
            Secret.of(client.path("clientSecret").asText()),
            Optional.of(directory));
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Test
  void consentGivesTokensAndEachRefreshRotatesThem() throws Exception {
    var tokens = consent();
    assertTrue(tokens.expires().isAfter(twin.clock().instant()));
    assertTrue(tokens.scopes().contains("calendars.readwrite"));
    var first = tokens.refreshToken().orElseThrow();
    assertTrue(first.reveal().contains("RefreshToken"), "MSAL's cache is what travels");
    var again = endpoint().refresh(app, first);
    assertNotEquals(tokens.accessToken(), again.accessToken());
    assertNotEquals(
        Cache.refreshToken(first), Cache.refreshToken(again.refreshToken().orElseThrow()));
    var third = endpoint().refresh(app, again.refreshToken().orElseThrow());
    assertTrue(third.refreshToken().isPresent());
  }

  @Test
  void aRotatedTokenIsDead() throws Exception {
    var first = consent().refreshToken().orElseThrow();
    var second = endpoint().refresh(app, first).refreshToken().orElseThrow();
    assertEquals(new Fault.ReconnectRequired(), refreshFault(app, first));
    assertInstanceOf(Fault.class, refreshFault(app, first));
    assertFalse(second.reveal().isEmpty());
  }

  @Test
  void aCodeWorksOnceAndOnlyWithItsVerifier() throws Exception {
    assertEquals(Denial.BAD_CODE, denied(code(), "x".repeat(64)));
    var used = code();
    assertInstanceOf(
        Exchanged.Granted.class, endpoint().exchange(app, used, Secret.of(VERIFIER), REDIRECT));
    assertEquals(Denial.BAD_CODE, denied(used, VERIFIER));
  }

  @Test
  void aRevokedGrantAsksForReconnection() throws Exception {
    var refresh = consent().refreshToken().orElseThrow();
    twin.post("accounts/revoke", "{'email':'" + GraphTwin.EMAIL + "'}");
    assertEquals(new Fault.ReconnectRequired(), refreshFault(app, refresh));
  }

  @Test
  void aWrongSecretIsTheAppsFaultAndAnotherOneHealsIt() throws Exception {
    var refresh = consent().refreshToken().orElseThrow();
    var wrong = new App(app.clientId(), Secret.of("wrong"), app.directory());
    assertEquals(new Fault.AppBroken(), refreshFault(wrong, refresh));
    assertTrue(endpoint().refresh(app, refresh).refreshToken().isPresent());
  }

  @Test
  void aCertificateServesAsWellAsASecret(@TempDir Path folder) throws Exception {
    var certificate = certificate(folder.resolve("app.p12"));
    var registered = Base64.getEncoder().encodeToString(certificate.certificate().getEncoded());
    twin.post(
        "apps", "{'clientId':'" + app.clientId() + "','certificates':['" + registered + "']}");
    app = new App(app.clientId(), certificate, app.directory());
    var refresh = consent().refreshToken().orElseThrow();
    assertTrue(endpoint().refresh(app, refresh).refreshToken().isPresent());
    twin.post("apps", "{'clientId':'" + app.clientId() + "','certificates':[]}");
    assertEquals(new Fault.AppBroken(), refreshFault(app, refresh));
  }

  /** Made by the JDK's own tool. */
  private static Credential.Certificate certificate(Path store) throws Exception {
    String word = "changeit";
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "app",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=app",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                word,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, made.waitFor());
    var keys = KeyStore.getInstance(store.toFile(), word.toCharArray());
    return new Credential.Certificate(
        (X509Certificate) keys.getCertificate("app"),
        (PrivateKey) keys.getKey("app", word.toCharArray()));
  }

  /** MSAL remembers refusals by itself; none of that may outlive the refusal. */
  @Test
  void refusalsAreNotRemembered() throws Exception {
    var refresh = consent().refreshToken().orElseThrow();
    twin.post("faults", "{'match':'.*token','status':429,'retryAfter':3600,'times':1}");
    assertInstanceOf(Fault.RateLimited.class, refreshFault(app, refresh));
    twin.post("faults", "{'match':'.*token','status':503,'times':2}");
    assertInstanceOf(Fault.Transient.class, refreshFault(app, refresh));
    assertTrue(endpoint().refresh(app, refresh).refreshToken().isPresent());
  }

  @Test
  void expiryIsByOurClock() throws Exception {
    twin.clock().advance(Duration.ofDays(400));
    var tokens = consent();
    var life = Duration.between(twin.clock().instant(), tokens.expires());
    assertTrue(life.compareTo(Duration.ofMinutes(50)) > 0, life::toString);
    assertTrue(life.compareTo(Duration.ofMinutes(95)) < 0, life::toString);
  }

  private Fault refreshFault(App app, Secret refresh) {
    var fault = assertThrows(RemoteFault.class, () -> endpoint().refresh(app, refresh));
    assertFalse(String.valueOf(fault.getMessage()).contains(refresh.reveal()));
    return fault.fault();
  }

  private Denial denied(Secret code, String verifier) {
    return assertInstanceOf(
            Exchanged.Denied.class, endpoint().exchange(app, code, Secret.of(verifier), REDIRECT))
        .why();
  }

  private Tokens consent() throws Exception {
    return assertInstanceOf(
            Exchanged.Granted.class,
            endpoint().exchange(app, code(), Secret.of(VERIFIER), REDIRECT))
        .tokens();
  }

  private Secret code() throws Exception {
    var digest =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    var challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    var page = endpoint().authorizationUrl(app, REDIRECT, "state&1", challenge, Optional.empty());
    var target = HttpUrl.get(location(page));
    assertEquals("state&1", target.queryParameter("state"));
    return Secret.of(Objects.requireNonNull(target.queryParameter("code")));
  }

  private String location(URI page) throws Exception {
    var form =
        new FormBody.Builder().add("decision", "approve").add("account", GraphTwin.EMAIL).build();
    var request = new Request.Builder().url(page.toString()).post(form).build();
    try (var response = twin.http().newCall(request).execute()) {
      return Objects.requireNonNull(response.header("Location"), () -> "status " + response.code());
    }
  }

  private MicrosoftTokens endpoint() {
    return new MicrosoftTokens(twin.http(), twin.base(), twin.clock(), (call, status) -> {});
  }
}
