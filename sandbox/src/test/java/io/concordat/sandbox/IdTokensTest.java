package io.concordat.sandbox;

import static io.concordat.sandbox.MicrosoftKit.TECH;
import static io.concordat.sandbox.MicrosoftKit.back;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What signing in needs of an id token, and the forgeries a client must notice. */
class IdTokensTest {
  private static final String SIGN_IN = "openid profile email";

  private MicrosoftKit kit;

  @BeforeEach
  void start() {
    kit = new MicrosoftKit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private String idToken(String account) {
    var ask = kit.ask("scope", SIGN_IN, "nonce", "n-1");
    String code = back(kit.decide(kit.directory(), ask, "account", account)).get("code");
    return kit.redeem(code).expect(200).json().path("id_token").asText();
  }

  private static JsonNode part(String jwt, int number) {
    String part = jwt.split("\\.", -1)[number];
    return Kit.tree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private void optionalClaims(String claims) {
    kit.post(
        "apps", "{\"clientId\":\"" + kit.clientId() + "\",\"optionalClaims\":[" + claims + "]}");
  }

  @Test
  void signInNeedsNoRefreshTokenAndGetsTheClaims() {
    JsonNode claims = part(idToken(TECH), 1);
    assertEquals(TECH, claims.path("email").asText());
    assertEquals(TECH, claims.path("preferred_username").asText());
    assertEquals(kit.directory(), claims.path("tid").asText());
    assertEquals(kit.account.path("userId").asText(), claims.path("oid").asText());
    assertEquals("n-1", claims.path("nonce").asText());
    assertFalse(claims.has("xms_edov"));
  }

  @Test
  void anAppMayAskWhetherTheDomainIsProved() {
    optionalClaims("\"xms_edov\"");
    assertTrue(part(idToken(TECH), 1).path("xms_edov").asBoolean());
    kit.post("directories", "{\"domain\":\"other.example\"}");
    kit.another("tina@other.example");
    assertFalse(part(idToken("tina@other.example"), 1).path("xms_edov").asBoolean(true));
  }

  @Test
  void forgeriesComeAsOrderedAndEnd() {
    kit.post(
        "id-tokens",
        "{\"signature\":\"none\",\"claims\":{\"iss\":\"https://evil.example\",\"oid\":null}}");
    String forged = idToken(TECH);
    assertEquals("none", part(forged, 0).path("alg").asText());
    assertTrue(forged.endsWith("."));
    assertEquals("https://evil.example", part(forged, 1).path("iss").asText());
    assertFalse(part(forged, 1).has("oid"));
    assertEquals("RS256", part(idToken(TECH), 0).path("alg").asText());

    kit.post("id-tokens", "{\"signature\":\"hs256\",\"times\":5}");
    assertEquals("HS256", part(idToken(TECH), 0).path("alg").asText());
    kit.control("DELETE", "id-tokens", "");
    assertEquals("RS256", part(idToken(TECH), 0).path("alg").asText());
  }

  @Test
  void unknownAndWrongKeysDifferByTheirNames() {
    Set<String> published = new TreeSet<>();
    kit.wire
        .send("GET", "/common/discovery/v2.0/keys", "")
        .json()
        .path("keys")
        .forEach(key -> published.add(key.path("kid").asText()));
    kit.post("id-tokens", "{\"signature\":\"wrong\"}");
    assertTrue(published.contains(part(idToken(TECH), 0).path("kid").asText()));
    kit.post("id-tokens", "{\"signature\":\"unknownKey\"}");
    assertFalse(published.contains(part(idToken(TECH), 0).path("kid").asText()));
    assertNotEquals(400, kit.wire.send("GET", "/_sandbox/accounts", "").status());
    assertEquals(
        400, kit.wire.send("POST", "/_sandbox/id-tokens", "{\"signature\":\"odd\"}").status());
  }
}
