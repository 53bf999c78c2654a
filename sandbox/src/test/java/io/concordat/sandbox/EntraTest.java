package io.concordat.sandbox;

import static io.concordat.sandbox.MicrosoftKit.REDIRECT;
import static io.concordat.sandbox.MicrosoftKit.TECH;
import static io.concordat.sandbox.MicrosoftKit.back;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntraTest {
  private static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier-0";

  private MicrosoftKit kit;

  @BeforeEach
  void start() {
    kit = new MicrosoftKit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private static String challenge() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** The refusal's number, after a look at its shape. */
  private static int number(Kit.Answer answer) {
    JsonNode body = answer.json();
    int code = body.path("error_codes").path(0).asInt();
    assertTrue(body.path("error_description").asText().startsWith("AADSTS" + code + ":"));
    assertTrue(body.hasNonNull("error") && body.hasNonNull("correlation_id"), answer.text());
    return code;
  }

  private static JsonNode claims(String jwt) {
    String part = jwt.split("\\.", -1)[1];
    return Kit.tree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  @Test
  void showsAFormThatAPersonCanUse() {
    kit.another("ugo@contoso.example");
    String html =
        kit.page(kit.directory(), kit.ask("login_hint", "ugo@contoso.example")).expect(200).text();
    for (String id : new String[] {"consent-form", "account-0", "scopes", "approve", "deny"}) {
      assertEquals(1, html.split("id=\"" + id + "\"", -1).length - 1, id);
    }
    assertTrue(html.contains("value=\"st&amp;te\""));
    assertTrue(html.contains("value=\"ugo@contoso.example\" checked"));
  }

  @Test
  void signsInWithPkceAndRotatesRefreshTokens() throws Exception {
    String code =
        kit.approve("code_challenge", challenge(), "code_challenge_method", "S256", "nonce", "n1");
    JsonNode tokens = kit.redeem(code, "code_verifier", VERIFIER).expect(200).json();
    assertEquals("Bearer", tokens.path("token_type").asText());
    assertFalse(tokens.path("scope").asText().contains("offline_access"));
    assertTrue(tokens.path("expires_in").asInt() >= 3600);
    JsonNode info =
        Kit.tree(
            new String(
                Base64.getUrlDecoder().decode(tokens.path("client_info").asText()),
                StandardCharsets.UTF_8));
    assertEquals(kit.account.path("userId").asText(), info.path("uid").asText());
    assertEquals(kit.directory(), info.path("utid").asText());
    String first = tokens.path("refresh_token").asText();
    String second = kit.refresh(first).expect(200).json().path("refresh_token").asText();
    assertNotEquals(first, second);
    assertEquals(70000, number(kit.refresh(first).expect(400)));
    kit.refresh(second).expect(200);
  }

  @Test
  void leavesAGraceToTheOldRefreshTokenWhenTold() {
    kit.post("settings", "{\"refreshGraceSeconds\":60}");
    String first = kit.account.path("refreshToken").asText();
    kit.refresh(first).expect(200);
    kit.refresh(first).expect(200);
    kit.post("clock", "{\"advanceSeconds\":60}");
    assertEquals(70000, number(kit.refresh(first).expect(400)));
  }

  @Test
  void signsIdTokensWithAPublishedKey() throws Exception {
    JsonNode tokens = kit.redeem(kit.approve("nonce", "n-1")).expect(200).json();
    String jwt = tokens.path("id_token").asText();
    JsonNode claims = claims(jwt);
    assertEquals(kit.clientId(), claims.path("aud").asText());
    assertEquals("n-1", claims.path("nonce").asText());
    assertEquals("2.0", claims.path("ver").asText());
    assertEquals(kit.directory(), claims.path("tid").asText());
    assertEquals(kit.account.path("userId").asText(), claims.path("oid").asText());
    assertEquals(TECH, claims.path("preferred_username").asText());
    assertEquals(
        "https://login.microsoftonline.com/" + kit.directory() + "/v2.0",
        claims.path("iss").asText());
    assertTrue(verifies(jwt));
    kit.post("keys/rotate", "{}");
    assertTrue(verifies(jwt));
    String next = kit.redeem(kit.approve()).json().path("id_token").asText();
    assertNotEquals(jwt.split("\\.", -1)[0], next.split("\\.", -1)[0]);
    assertTrue(verifies(next));
  }

  private boolean verifies(String jwt) throws Exception {
    String[] parts = jwt.split("\\.", -1);
    String kid =
        Kit.tree(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
            .path("kid")
            .asText();
    JsonNode keys = kit.wire.send("GET", "/common/discovery/v2.0/keys", "").expect(200).json();
    JsonNode key =
        keys.path("keys")
            .valueStream()
            .filter(k -> kid.equals(k.path("kid").asText()))
            .findFirst()
            .orElseThrow();
    PublicKey rsa =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(rsa);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private static BigInteger number(JsonNode key, String field) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
  }

  @Test
  void namesTheIssuerAsATemplateForSharedAuthorities() {
    for (String tenant : new String[] {"common", "organizations"}) {
      JsonNode json = configuration(tenant).expect(200).json();
      assertEquals(
          "https://login.microsoftonline.com/{tenantid}/v2.0", json.path("issuer").asText());
      assertTrue(json.path("token_endpoint").asText().endsWith(tenant + "/oauth2/v2.0/token"));
    }
    JsonNode byDomain = configuration("contoso.example").expect(200).json();
    assertEquals(
        "https://login.microsoftonline.com/" + kit.directory() + "/v2.0",
        byDomain.path("issuer").asText());
    assertEquals(90002, number(configuration("nobody.example").expect(400)));
    JsonNode clouds =
        kit.wire.send("GET", "/common/discovery/instance?api-version=1.1", "").expect(200).json();
    assertTrue(clouds.path("metadata").path(0).path("aliases").size() > 1);
  }

  private Kit.Answer configuration(String tenant) {
    return kit.wire.send("GET", "/" + tenant + "/v2.0/.well-known/openid-configuration", "");
  }

  @Test
  void refusesAppsByNumber() {
    String code = kit.approve();
    assertEquals(7000215, number(kit.redeem(code, "client_secret", "wrong").expect(401)));
    assertEquals(7000218, number(kit.redeem(code, "client_secret", "").expect(401)));
    assertEquals(
        700016,
        number(kit.redeem(code, "client_id", "00000000-0000-0000-0000-000000000001").expect(400)));
    assertEquals(500112, number(kit.redeem(code, "redirect_uri", REDIRECT + "/").expect(400)));
    assertEquals(70003, number(kit.redeem(code, "grant_type", "password").expect(400)));
    kit.redeem(code).expect(200);
    app("\"secretExpires\":\"2026-11-21T09:00:00Z\"");
    assertEquals(7000222, number(kit.redeem(kit.approve()).expect(401)));
    app("\"secretExpires\":null,\"disabled\":true");
    assertEquals(7000112, number(kit.redeem(code).expect(400)));
    assertTrue(kit.page(kit.directory(), kit.ask()).expect(400).text().contains("AADSTS7000112"));
  }

  private void app(String change) {
    kit.post("apps", "{\"clientId\":\"%s\",%s}".formatted(kit.clientId(), change));
  }

  @Test
  void showsErrorsOfUntrustedRequestsAndSendsTheOthersBack() {
    String tenant = kit.directory();
    assertShown("AADSTS50011", kit.page(tenant, kit.ask("redirect_uri", "https://evil.example/")));
    assertShown(
        "AADSTS700016",
        kit.page(tenant, kit.ask("client_id", "00000000-0000-0000-0000-000000000001")));
    assertShown("AADSTS90002", kit.page("nobody.example", kit.ask()));
    assertShown("AADSTS50194", kit.page("common", kit.ask()));
    assertEquals(
        "unsupported_response_type",
        back(kit.page(tenant, kit.ask("response_type", "token"))).get("error"));
    assertEquals(
        "invalid_resource",
        back(kit.page(tenant, kit.ask("scope", "https://evil.example/Read"))).get("error"));
    MicrosoftKit.Back denied = back(kit.decide(tenant, kit.ask(), "decision", "deny"));
    assertEquals("access_denied", denied.get("error"));
    assertTrue(denied.get("error_description").startsWith("AADSTS65004"));
    assertEquals("st&te", denied.get("state"));
  }

  private static void assertShown(String number, Kit.Answer page) {
    assertTrue(page.expect(400).text().contains(number), page.text());
  }

  @Test
  void ignoresThePortOfLocalhostOnly() {
    app("\"redirectUris\":[\"http://localhost/cb\",\"http://127.0.0.1:80/cb\"]");
    kit.page(kit.directory(), kit.ask("redirect_uri", "http://localhost:8080/cb")).expect(200);
    kit.page(kit.directory(), kit.ask("redirect_uri", "http://127.0.0.1:8080/cb")).expect(400);
    kit.page(kit.directory(), kit.ask("redirect_uri", "http://localhost:8080/cb/")).expect(400);
  }

  @Test
  void answersByFormWhenAsked() {
    String html =
        kit.decide(kit.directory(), kit.ask("response_mode", "form_post")).expect(200).text();
    assertTrue(html.contains("action=\"" + REDIRECT + "\""));
    assertTrue(html.contains("name=\"code\"") && html.contains("value=\"st&amp;te\""));
  }

  @Test
  void aCodeIsGoodOnceForTenMinutesAndOneVerifier() throws Exception {
    String used = kit.approve();
    kit.redeem(used).expect(200);
    assertEquals(54005, number(kit.redeem(used).expect(400)));
    String guarded = kit.approve("code_challenge", challenge(), "code_challenge_method", "S256");
    assertEquals(501481, number(kit.redeem(guarded, "code_verifier", "guess").expect(400)));
    String old = kit.approve();
    kit.post("clock", "{\"advance\":\"PT10M1S\"}");
    assertEquals(70008, number(kit.redeem(old).expect(400)));
  }

  @Test
  void keepsDirectoriesApart() {
    JsonNode other = kit.control("POST", "accounts", "{\"email\":\"olga@fabrikam.example\"}");
    String fabrikam = other.path("directoryId").asText();
    assertNotEquals(kit.directory(), fabrikam);
    assertShown("AADSTS700016", kit.page(fabrikam, kit.ask()));
    app("\"multiTenant\":true");
    String html = kit.page("organizations", kit.ask()).expect(200).text();
    assertTrue(html.contains(TECH) && html.contains("olga@fabrikam.example"));
    assertFalse(kit.page(fabrikam, kit.ask()).expect(200).text().contains(TECH));
    assertTrue(
        back(kit.decide(fabrikam, kit.ask())).get("error_description").startsWith("AADSTS50020"));
    kit.redeem(
            back(kit.decide("organizations", kit.ask(), "account", "olga@fabrikam.example"))
                .get("code"))
        .expect(400);
  }

  @Test
  void revocationAndIdlenessEndAGrant() {
    String old = kit.account.path("refreshToken").asText();
    kit.post("clock", "{\"advance\":\"P91D\"}");
    assertEquals(700082, number(kit.refresh(old).expect(400)));
    String fresh = kit.another(TECH).path("refreshToken").asText();
    kit.post("accounts/revoke", "{\"email\":\"" + TECH + "\"}");
    assertEquals(50173, number(kit.refresh(fresh).expect(400)));
    assertEquals("InvalidAuthenticationToken", MicrosoftKit.code(kit.graph("GET", "/me", "")));
  }

  @Test
  void standsAgainstAPersonAsLongAsTold() {
    String refreshToken = kit.account.path("refreshToken").asText();
    kit.post("accounts/refuse", "{\"email\":\"" + TECH + "\",\"aadsts\":50076}");
    Kit.Answer mfa = kit.refresh(refreshToken).expect(400);
    assertEquals(50076, number(mfa));
    assertEquals("interaction_required", mfa.json().path("error").asText());
    assertTrue(mfa.json().path("claims").asText().contains("access_token"));
    kit.post("accounts/refuse", "{\"email\":\"" + TECH + "\",\"aadsts\":null}");
    kit.refresh(refreshToken).expect(200);
  }

  @Test
  void anyNumberCanBeProducedOnce() {
    kit.post("faults", "{\"match\":\"POST .*/token\",\"aadsts\":90033}");
    Kit.Answer busy = kit.refresh(kit.account.path("refreshToken").asText()).expect(503);
    assertEquals(90033, number(busy));
    kit.post("faults", "{\"match\":\"POST .*/token\",\"status\":502}");
    assertTrue(kit.refresh("any").expect(502).text().startsWith("<!doctype html>"));
    kit.refresh(kit.account.path("refreshToken").asText()).expect(200);
  }

  @Test
  void narrowsARefreshAndAsksForConsentToMore() {
    String code = kit.approve("scope", "offline_access User.Read");
    String token = kit.redeem(code).expect(200).json().path("refresh_token").asText();
    JsonNode narrow = kit.refresh(token, "scope", "User.Read").expect(200).json();
    assertEquals("User.Read", narrow.path("scope").asText());
    kit.refresh(narrow.path("refresh_token").asText(), "scope", "Calendars.ReadWrite").expect(200);
    String shy = kit.another("shy@contoso.example").path("email").asText();
    kit.post("accounts/revoke", "{\"email\":\"" + shy + "\"}");
    String only =
        back(kit.decide(
                kit.directory(), kit.ask("scope", "offline_access User.Read"), "account", shy))
            .get("code");
    String held = kit.redeem(only).expect(200).json().path("refresh_token").asText();
    Kit.Answer refused = kit.refresh(held, "scope", "Calendars.ReadWrite").expect(400);
    assertEquals(65001, number(refused));
    assertEquals("consent_required", refused.json().path("suberror").asText());
  }

  @Test
  void silentSignInNeedsConsentAndAKnownPerson() {
    String tenant = kit.directory();
    assertFalse(
        back(kit.page(tenant, kit.ask("prompt", "none", "login_hint", TECH)))
            .get("code")
            .isEmpty());
    assertEquals("login_required", back(kit.page(tenant, kit.ask("prompt", "none"))).get("error"));
    kit.post("accounts/revoke", "{\"email\":\"" + TECH + "\"}");
    assertEquals(
        "consent_required",
        back(kit.page(tenant, kit.ask("prompt", "none", "login_hint", TECH))).get("error"));
  }

  @Test
  void administratorsConsentForEverybody() {
    kit.post(
        "directories",
        "{\"directoryId\":\"%s\",\"adminConsentOnly\":true}".formatted(kit.directory()));
    String ugo = kit.another("ugo@contoso.example").path("email").asText();
    kit.post("accounts/revoke", "{\"email\":\"" + ugo + "\"}");
    assertTrue(
        back(kit.decide(kit.directory(), kit.ask(), "account", ugo))
            .get("error_description")
            .startsWith("AADSTS90094"));
    MicrosoftKit.Back consent =
        back(
            kit.wire.form(
                "/" + kit.directory() + "/v2.0/adminconsent?" + Wire.encode(kit.ask("scope", "")),
                Map.of("decision", "approve")));
    assertEquals("True", consent.get("admin_consent"));
    assertEquals(kit.directory(), consent.get("tenant"));
    assertFalse(back(kit.decide(kit.directory(), kit.ask(), "account", ugo)).get("code").isEmpty());
  }

  @Test
  void givesAppsTokensOfTheirOwn() {
    app("\"permissions\":[\"Calendars.ReadWrite\"]");
    Map<String, String> form =
        Map.of(
            "grant_type",
            "client_credentials",
            "scope",
            "https://graph.microsoft.com/.default openid profile offline_access");
    JsonNode tokens = kit.token(form).expect(200).json();
    assertFalse(tokens.has("refresh_token") || tokens.has("id_token"));
    assertEquals(1002012, number(kit.token(form, "scope", "User.Read").expect(400)));
    String person = kit.token;
    kit.token = tokens.path("access_token").asText();
    kit.graph("GET", "/users/" + TECH + "/calendar", "").expect(200);
    kit.graph("GET", "/me/calendar", "").expect(400);
    kit.token = person;
    kit.graph("GET", "/users/" + TECH + "/calendar", "").expect(200);
    kit.another("ugo@contoso.example");
    kit.graph("GET", "/users/ugo@contoso.example/calendar", "").expect(403);
    kit.control("POST", "accounts", "{\"email\":\"olga@fabrikam.example\"}");
    kit.graph("GET", "/users/olga@fabrikam.example/calendar", "").expect(404);
  }

  @Test
  void accessTokensEndByTheTwinsClock() {
    kit.post("settings", "{\"accessTokenSeconds\":120}");
    JsonNode tokens = kit.refresh(kit.account.path("refreshToken").asText()).json();
    assertEquals(120, tokens.path("expires_in").asInt());
    kit.token = tokens.path("access_token").asText();
    assertNotEquals(401, kit.graph("GET", "/me", "").status());
    kit.post("clock", "{\"advanceSeconds\":120}");
    assertEquals(401, kit.graph("GET", "/me", "").status());
  }

  @Test
  void leavesToRegisteredAddressesOnly() {
    String path = "/common/oauth2/v2.0/logout?post_logout_redirect_uri=";
    assertEquals(
        REDIRECT, kit.wire.send("GET", path + REDIRECT, "").expect(302).header("location"));
    kit.wire.send("GET", path + "https://evil.example/", "").expect(200);
  }
}
