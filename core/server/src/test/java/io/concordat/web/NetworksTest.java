package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** X-Forwarded-For counts as far as trusted proxies wrote it. */
class NetworksTest {
  private final Networks networks = Networks.trusting("10.0.0.7, 10.1.0.0/16, 2001:db8:1::/48");

  private String of(String remote, String... forwarded) {
    return networks.of(InetAddress.ofLiteral(remote), List.of(forwarded));
  }

  @Test
  void strangersAreNotBelieved() {
    assertEquals("203.0.113.5", of("203.0.113.5"));
    assertEquals("203.0.113.5", of("203.0.113.5", "198.51.100.1"));
    assertEquals("10.0.0.8", of("10.0.0.8", "198.51.100.1"));
    assertEquals("10.2.0.1", of("10.2.0.1", "198.51.100.1"));
  }

  @Test
  void trustedProxiesAre() {
    assertEquals("198.51.100.1", of("10.0.0.7", "198.51.100.1"));
    assertEquals("198.51.100.1", of("127.0.0.1", "198.51.100.1"));
    assertEquals("198.51.100.1", of("::1", "198.51.100.1:4711"));
    assertEquals("198.51.100.1", of("10.0.0.7", "1.2.3.4, 198.51.100.1, 10.1.2.3"));
    assertEquals("198.51.100.1", of("10.0.0.7", "1.2.3.4, 198.51.100.1", "10.1.2.3"));
    assertEquals("10.0.0.7", of("10.0.0.7", "nonsense"));
    assertEquals("10.0.0.7", of("10.0.0.7"));
    assertEquals("203.0.113.1", of("2001:db8:1::9", "203.0.113.1"));
  }

  @Test
  void anIpv6NetworkIsOne() {
    assertEquals(of("2001:db8:2:300::1"), of("2001:db8:2:3ff:1:2:3:4"));
    assertEquals(of("2001:db8:2:300::1"), of("127.0.0.1", "[2001:db8:2:3ab::5]:99"));
    assertEquals("20010db8000203::/56", of("2001:db8:2:300::1"));
  }

  @Test
  void nonsenseIsSaid() {
    for (String bad : List.of("x", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/x", "::/-1")) {
      assertThrows(IllegalArgumentException.class, () -> Networks.trusting(bad), bad);
    }
  }
}
