package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthTest {
  private static final String REDIRECT = "http://localhost:8080/api/auth/google/calendar/callback";
  private static final String EVENTS_SCOPE = "https://www.googleapis.com/auth/calendar.events";
  private static final String LIST_SCOPE =
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly";
  private static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier-0";

  private Kit kit;
  private JsonNode client;

  @BeforeEach
  void start() {
    kit = new Kit();
    client = kit.control("POST", "clients", "{\"redirectUris\":[\"" + REDIRECT + "\"]}");
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private Map<String, String> ask(String... more) {
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("client_id", client.path("clientId").asText());
    ask.put("redirect_uri", REDIRECT);
    ask.put("response_type", "code");
    ask.put("scope", EVENTS_SCOPE + " " + LIST_SCOPE);
    ask.put("state", "st&te");
    ask.put("access_type", "offline");
    for (int i = 0; i < more.length; i += 2) {
      ask.put(more[i], more[i + 1]);
    }
    return ask;
  }

  private Kit.Answer page(Map<String, String> ask) {
    return kit.send("GET", "/o/oauth2/v2/auth?" + Kit.encode(ask), "");
  }

  private Back decide(Map<String, String> ask, String... more) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("account", Kit.TECH);
    form.put("decision", "approve");
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    Kit.Answer answer = kit.form("/o/oauth2/v2/auth?" + Kit.encode(ask), form).expect(302);
    assertTrue(answer.header("location").startsWith(REDIRECT + "?"));
    return query(answer.header("location"));
  }

  private static Back query(String location) {
    Map<String, String> values = new HashMap<>();
    for (String pair : URI.create(location).getRawQuery().split("&", -1)) {
      String[] kv = pair.split("=", 2);
      values.put(kv[0], URLDecoder.decode(kv[1], StandardCharsets.UTF_8));
    }
    return new Back(values);
  }

  /** The query of the redirect. */
  private record Back(Map<String, String> values) {
    String get(String name) {
      return values.getOrDefault(name, "");
    }
  }

  private Kit.Answer token(String code, String... more) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", REDIRECT);
    form.put("client_id", client.path("clientId").asText());
    form.put("client_secret", client.path("clientSecret").asText());
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    return kit.form("/token", form);
  }

  private Kit.Answer refresh(String refreshToken) {
    return kit.form(
        "/token",
        Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            refreshToken,
            "client_id",
            client.path("clientId").asText(),
            "client_secret",
            client.path("clientSecret").asText()));
  }

  private static String error(Kit.Answer answer) {
    return answer.json().path("error").asText();
  }

  @Test
  void showsAFormThatAPersonCanUse() {
    String html = page(ask("login_hint", Kit.TECH)).expect(200).text();
    for (String id : new String[] {"consent-form", "account-0", "scope-0", "approve", "deny"}) {
      assertEquals(1, html.split("id=\"" + id + "\"", -1).length - 1, id);
    }
    assertTrue(html.contains("value=\"st&amp;te\""));
    assertTrue(html.contains("<label for=\"account-0\">tech@example.com</label>"));
    assertTrue(html.contains("id=\"account-0\" value=\"tech@example.com\" checked"));
  }

  @Test
  void signsInWithPkceAndRefreshes() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    Back back = decide(ask("code_challenge", challenge, "code_challenge_method", "S256"));
    assertEquals("st&te", back.get("state"));
    assertEquals(EVENTS_SCOPE + " " + LIST_SCOPE, back.get("scope"));
    JsonNode tokens = token(back.get("code"), "code_verifier", VERIFIER).expect(200).json();
    assertEquals(3599, tokens.path("expires_in").asInt());
    assertEquals("Bearer", tokens.path("token_type").asText());
    kit.token = tokens.path("access_token").asText();
    kit.get(Kit.EVENTS).expect(200);
    kit.control("POST", "clock", "{\"advanceSeconds\":3600}");
    assertEquals("authError", kit.get(Kit.EVENTS).expect(401).reason());
    JsonNode fresh = refresh(tokens.path("refresh_token").asText()).expect(200).json();
    assertFalse(fresh.has("refresh_token"));
    kit.token = fresh.path("access_token").asText();
    kit.get(Kit.EVENTS).expect(200);
  }

  @Test
  void refusesAWrongVerifierAndBurnsTheCode() {
    Map<String, String> ask = ask("code_challenge", VERIFIER, "code_challenge_method", "plain");
    String code = decide(ask).get("code");
    assertEquals("invalid_grant", error(token(code).expect(400)));
    assertEquals("invalid_grant", error(token(code, "code_verifier", VERIFIER).expect(400)));
    String second = decide(ask).get("code");
    token(second, "code_verifier", VERIFIER).expect(200);
  }

  @Test
  void aCodeUsedTwiceTakesItsTokensAlong() {
    String code = decide(ask()).get("code");
    JsonNode tokens = token(code).expect(200).json();
    assertEquals("invalid_grant", error(token(code).expect(400)));
    assertEquals(
        "invalid_grant", error(refresh(tokens.path("refresh_token").asText()).expect(400)));
    kit.token = tokens.path("access_token").asText();
    kit.get(Kit.EVENTS).expect(401);
  }

  @Test
  void aCodeLivesTenMinutes() {
    String code = decide(ask()).get("code");
    kit.control("POST", "clock", "{\"advance\":\"PT10M1S\"}");
    assertEquals("invalid_grant", error(token(code).expect(400)));
  }

  @Test
  void namesTheErrorsOfClientsAndRedirects() {
    String code = decide(ask()).get("code");
    assertEquals("invalid_client", error(token(code, "client_secret", "wrong").expect(401)));
    assertEquals("invalid_client", error(token(code, "client_id", "nobody").expect(401)));
    assertEquals(
        "redirect_uri_mismatch", error(token(code, "redirect_uri", REDIRECT + "/").expect(400)));
    assertEquals(
        "unsupported_grant_type", error(token(code, "grant_type", "password").expect(400)));
    token(code).expect(200);
    assertTrue(
        page(ask("redirect_uri", "https://evil.example/"))
            .expect(400)
            .text()
            .contains("redirect_uri_mismatch"));
    page(ask("client_id", "nobody")).expect(401);
    page(ask("scope", "https://www.googleapis.com/auth/everything")).expect(400);
  }

  @Test
  void takesTheSecretInTheHeaderToo() {
    String pair = client.path("clientId").asText() + ":" + client.path("clientSecret").asText();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Map<String, String> form =
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            decide(ask()).get("code"),
            "redirect_uri",
            REDIRECT);
    kit.form("/token", form, "Authorization", "Basic " + basic).expect(200);
  }

  @Test
  void givesARefreshTokenOnlyOnceUnlessConsentIsAskedFor() {
    assertTrue(token(decide(ask()).get("code")).json().has("refresh_token"));
    assertFalse(token(decide(ask()).get("code")).json().has("refresh_token"));
    assertTrue(token(decide(ask("prompt", "consent")).get("code")).json().has("refresh_token"));
    assertFalse(
        token(decide(ask("prompt", "consent", "access_type", "online")).get("code"))
            .json()
            .has("refresh_token"));
  }

  @Test
  void letsThePersonDenyOrUntick() {
    assertEquals("access_denied", decide(ask(), "decision", "deny").get("error"));
    Back back = decide(ask(), "granular", "1", "granted", LIST_SCOPE);
    assertEquals(LIST_SCOPE, back.get("scope"));
    kit.token = token(back.get("code")).json().path("access_token").asText();
    kit.get("/calendar/v3/users/me/calendarList").expect(200);
    assertEquals("insufficientPermissions", kit.get(Kit.EVENTS).expect(403).reason());
  }

  @Test
  void revokingEndsTheWholeGrant() {
    JsonNode tokens = token(decide(ask()).get("code")).json();
    Map<String, String> form = Map.of("token", tokens.path("access_token").asText());
    kit.form("/revoke", form).expect(200);
    assertEquals("invalid_token", error(kit.form("/revoke", form).expect(400)));
    assertEquals(
        "invalid_grant", error(refresh(tokens.path("refresh_token").asText()).expect(400)));
    assertTrue(token(decide(ask()).get("code")).json().has("refresh_token"));
  }

  @Test
  void refreshTokensDieOfSixIdleMonthsAndOfTheHundredFirst() {
    String old = token(decide(ask()).get("code")).json().path("refresh_token").asText();
    for (int i = 0; i < 100; i++) {
      token(decide(ask("prompt", "consent")).get("code")).expect(200);
    }
    assertEquals("invalid_grant", error(refresh(old).expect(400)));
    String last =
        token(decide(ask("prompt", "consent")).get("code")).json().path("refresh_token").asText();
    kit.control("POST", "clock", "{\"advance\":\"P184D\"}");
    assertEquals("invalid_grant", error(refresh(last).expect(400)));
  }

  @Test
  void clientsRedirectToHttpsOrLoopbackOnly() {
    kit.send(
            "POST",
            "/_sandbox/clients",
            "{\"redirectUris\":[\"http://psa.example/cb\"]}",
            "Content-Type",
            "application/json")
        .expect(400);
    assertEquals("required", kit.send("GET", Kit.EVENTS, "").expect(401).reason());
  }
}
