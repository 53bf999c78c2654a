package io.concordat.web.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.FakePorts;
import io.concordat.web.WebFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Signing in where the public address is an https one. */
class HttpsCookiesTest {
  private static final String ENTRIES = "/api/v1/schedule/entries";
  private static final String PASSWORD = "a password for https";

  private static final WebFixture web =
      new WebFixture(FakePorts.community(), Map.of("CONCORDAT_PUBLIC_URL", "https://msp.example"));

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void everyCookieIsBoundToTheHostAndNoOtherIsTaken() {
    TenantId tenant = web.ground.tenant("t");
    var ann = new NewUser("ann@x.com", "Ann", Role.ADMIN, Optional.of(Secret.of(PASSWORD)));
    web.ground.in(tenant, tx -> web.ground.ground().users().create(tx, ann).orElseThrow());

    Map<String, String> cookies = signIn();
    assertEquals(
        List.of("__Host-concordat-browser", "__Host-concordat-csrf", "__Host-concordat-session"),
        List.copyOf(cookies.keySet()));
    String session = String.valueOf(cookies.get("__Host-concordat-session"));
    web.http().get(ENTRIES, "Cookie", "__Host-concordat-session=" + session).expect(200);
    web.http().get(ENTRIES, "Cookie", "concordat-session=" + session).expect(401);
  }

  private static Map<String, String> signIn() {
    String body = "{\"email\":\"ann@x.com\",\"password\":\"%s\"}".formatted(PASSWORD);
    Map<String, String> cookies = new TreeMap<>();
    for (String line :
        web.http()
            .post("/api/auth/sign-in", body)
            .expect(200)
            .response()
            .headers()
            .allValues("Set-Cookie")) {
      for (String attribute : List.of("; Path=/", "; Secure", "; SameSite=Lax")) {
        assertTrue(line.contains(attribute), attribute);
      }
      assertFalse(line.contains("Domain="));
      String[] pair = line.split(";", 2)[0].split("=", 2);
      assertEquals(!pair[0].endsWith("csrf"), line.contains("; HTTPOnly"), pair[0]);
      cookies.put(pair[0], pair[1]);
    }
    return cookies;
  }
}
