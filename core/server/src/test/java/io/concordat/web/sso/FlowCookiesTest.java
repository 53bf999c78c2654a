package io.concordat.web.sso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.spi.secret.Secret;
import io.concordat.sso.Ticket;
import io.concordat.web.PublicUrl;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FlowCookiesTest {
  @Test
  void onHttpsAFlowIsBoundToTheHost() {
    Cookie given = given("https://msp.example/app");
    assertEquals("__Host-concordat-sso-tag", given.getName());
    assertTrue(given.isSecure());
    assertTrue(given.isHttpOnly());
    assertEquals("/", given.getPath());
    assertNull(given.getDomain());
    assertEquals(SameSite.Lax, given.getSameSite().orElseThrow());
    assertEquals(600, given.getMaxAge());
  }

  @Test
  void onPlainHttpEveryBrowserMustTakeIt() {
    assertEquals("concordat-sso-tag", given("http://localhost:8080").getName());
  }

  private static Cookie given(String publicUrl) {
    var ticket = new Ticket(Secret.of("the-ticket-of-a-flow"));
    return new FlowCookies(new PublicUrl(URI.create(publicUrl)))
        .give(HttpResponse.ok(), "tag", ticket)
        .getCookies()
        .getAll()
        .iterator()
        .next();
  }
}
