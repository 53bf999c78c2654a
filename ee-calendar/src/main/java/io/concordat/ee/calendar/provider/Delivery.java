package io.concordat.ee.calendar.provider;

import java.net.URI;
import java.util.Set;

/** How changes at the vendor reach us. */
public enum Delivery {
  PUSH,
  POLL;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Vendors call back https addresses only; their twins on this machine also call loopback ones.
   *
   * @param publicUrl where vendors would reach us
   * @param vendorApi where the vendor's API is
   */
  public static Delivery choose(URI publicUrl, URI vendorApi) {
    if ("https".equals(publicUrl.getScheme()) && !loopback(publicUrl)) {
      return PUSH;
    }
    return loopback(publicUrl) && loopback(vendorApi) ? PUSH : POLL;
  }

  private static boolean loopback(URI address) {
    return address.getHost() != null && LOOPBACK.contains(address.getHost());
  }
}
