package io.concordat.ee.calendar.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.ee.calendar.remote.TokenEndpoint.Denial;
import io.concordat.ee.calendar.remote.TokenEndpoint.Exchanged;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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

/** The real sign-in and token endpoints of the twin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleTokensTest {
  private static final String REDIRECT = "https://msp.example.org/callback";
  private static final String VERIFIER = "v".repeat(64);

  private final Twin twin = new Twin();
  private App app = new App("", Secret.of(""), Optional.empty());

  @BeforeEach
  void client() {
    twin.reset();
    var client = twin.post("clients", "{\"redirectUris\":[\"" + REDIRECT + "\"]}");
    app =
        new App(
            client.path("clientId").asText(),
            Secret.of(client.path("clientSecret").asText()),
            Optional.empty());
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Test
  void consentGivesTokensThatWork() throws Exception {
    var tokens = consent("");
    assertTrue(tokens.refreshToken().isPresent());
    assertTrue(tokens.expires().isAfter(twin.clock().instant()));
    assertEquals(Twin.EMAIL, twin.calendar("primary", source(tokens)).describe().id());
    var fresh = endpoint().refresh(app, tokens.refreshToken().get());
    assertTrue(fresh.refreshToken().isEmpty());
    assertEquals(Twin.EMAIL, twin.calendar("primary", source(fresh)).describe().id());
  }

  @Test
  void aCodeWorksOnceAndOnlyWithItsVerifierAndAddress() throws Exception {
    var code = code("");
    assertEquals(Denial.BAD_CODE, denied(code, "x".repeat(64), REDIRECT));
    var other = code("");
    assertInstanceOf(
        Exchanged.Granted.class, endpoint().exchange(app, other, Secret.of(VERIFIER), REDIRECT));
    assertEquals(Denial.BAD_CODE, denied(other, VERIFIER, REDIRECT));
    assertEquals(Denial.REDIRECT_MISMATCH, denied(code(""), VERIFIER, REDIRECT + "/other"));
  }

  @Test
  void whatTheUserUntickedIsMissing() throws Exception {
    var code = code("https://www.googleapis.com/auth/calendar.calendarlist.readonly");
    assertEquals(Denial.SCOPE_MISSING, denied(code, VERIFIER, REDIRECT));
  }

  @Test
  void aRevokedGrantAsksForReconnection() throws Exception {
    var refresh = consent("").refreshToken().orElseThrow();
    endpoint().revoke(refresh);
    endpoint().revoke(refresh);
    var fault = assertThrows(RemoteFault.class, () -> endpoint().refresh(app, refresh));
    assertEquals(new Fault.ReconnectRequired(), fault.fault());
    assertFalse(String.valueOf(fault.getMessage()).contains(refresh.reveal()));
  }

  @Test
  void aWrongSecretIsTheAppsFault() throws Exception {
    var refresh = consent("").refreshToken().orElseThrow();
    var wrong = new App(app.clientId(), Secret.of("wrong"), Optional.empty());
    var fault = assertThrows(RemoteFault.class, () -> endpoint().refresh(wrong, refresh));
    assertEquals(new Fault.AppBroken(), fault.fault());
  }

  @Test
  void aStaleAccessTokenIsRefreshedOnce() throws Exception {
    var tokens = consent("");
    twin.post("accounts/expire", "{\"email\":\"" + Twin.EMAIL + "\"}");
    var refreshing =
        new TokenSource() {
          int refreshed;

          @Override
          public Secret accessToken() {
            return tokens.accessToken();
          }

          @Override
          public Secret refreshAfter401(Secret refused) {
            refreshed++;
            return endpoint().refresh(app, tokens.refreshToken().orElseThrow()).accessToken();
          }
        };
    assertEquals(Twin.EMAIL, twin.calendar("primary", refreshing).describe().id());
    assertEquals(1, refreshing.refreshed);
    var fault =
        assertThrows(RemoteFault.class, () -> twin.calendar("primary", source(tokens)).describe());
    assertEquals(new Fault.ReconnectRequired(), fault.fault());
  }

  private Denial denied(Secret code, String verifier, String redirect) {
    return assertInstanceOf(
            Exchanged.Denied.class, endpoint().exchange(app, code, Secret.of(verifier), redirect))
        .why();
  }

  private Tokens consent(String granted) throws Exception {
    return assertInstanceOf(
            Exchanged.Granted.class,
            endpoint().exchange(app, code(granted), Secret.of(VERIFIER), REDIRECT))
        .tokens();
  }

  /** Answers the consent page, with all scopes or only the one named. */
  private Secret code(String granted) throws Exception {
    var digest =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    var challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    var page = endpoint().authorizationUrl(app, REDIRECT, "state&1", challenge, Optional.empty());
    var form = new FormBody.Builder().add("decision", "approve").add("account", Twin.EMAIL);
    if (!granted.isEmpty()) {
      form.add("granular", "1").add("granted", granted);
    }
    var target = HttpUrl.get(location(page, form.build()));
    assertEquals("state&1", target.queryParameter("state"));
    return Secret.of(Objects.requireNonNull(target.queryParameter("code")));
  }

  private String location(URI page, FormBody form) throws IOException {
    var request = new Request.Builder().url(page.toString()).post(form).build();
    try (var response = twin.http().newCall(request).execute()) {
      return Objects.requireNonNull(response.header("Location"));
    }
  }

  private TokenEndpoint endpoint() {
    return new GoogleTokens(
        twin.http(), twin.base(), twin.base(), twin.clock(), (call, status) -> {});
  }

  private static TokenSource source(Tokens tokens) {
    return new TokenSource() {
      @Override
      public Secret accessToken() {
        return tokens.accessToken();
      }

      @Override
      public Secret refreshAfter401(Secret refused) {
        return refused;
      }
    };
  }
}
