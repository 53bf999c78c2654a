package io.concordat.dist.scene;

import io.concordat.dist.process.Twin;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The product's environment. */
public final class Settings {
  private Settings() {}

  /** Vendors at the twin, polling off: only notifications carry changes. */
  public static Map<String, String> pushOnly(URI publicUrl, Twin twin) {
    Map<String, String> env = pushOnly(publicUrl, twin.google(), twin.microsoft());
    env.put("CONCORDAT_DNS_SERVER", twin.dns());
    return env;
  }

  public static Map<String, String> pushOnly(URI publicUrl, URI google, URI microsoft) {
    Map<String, String> env = new HashMap<>(at(publicUrl, google, microsoft));
    env.put("CONCORDAT_CALENDAR_POLL_INTERVAL", "off");
    return env;
  }

  public static Map<String, String> atTwin(URI publicUrl, Twin twin) {
    return at(publicUrl, twin.google(), twin.microsoft());
  }

  private static Map<String, String> at(URI publicUrl, URI google, URI microsoft) {
    return Map.of(
        "CONCORDAT_PUBLIC_URL", publicUrl.toString(),
        "CONCORDAT_GOOGLE_OAUTH_BASE_URL", google.toString(),
        "CONCORDAT_GOOGLE_API_BASE_URL", google.toString(),
        "CONCORDAT_MICROSOFT_LOGIN_BASE_URL", microsoft.toString(),
        "CONCORDAT_GRAPH_BASE_URL", microsoft.toString());
  }
}
