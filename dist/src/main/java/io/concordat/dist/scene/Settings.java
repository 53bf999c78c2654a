package io.concordat.dist.scene;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The product's environment. */
public final class Settings {
  private Settings() {}

  /** Vendors at the twin, polling off: only notifications carry changes. */
  public static Map<String, String> pushOnly(URI publicUrl, URI google) {
    Map<String, String> env = new HashMap<>(atTwin(publicUrl, google));
    env.put("CONCORDAT_CALENDAR_POLL_INTERVAL", "off");
    return env;
  }

  public static Map<String, String> atTwin(URI publicUrl, URI google) {
    return Map.of(
        "CONCORDAT_PUBLIC_URL", publicUrl.toString(),
        "CONCORDAT_GOOGLE_OAUTH_BASE_URL", google.toString(),
        "CONCORDAT_GOOGLE_API_BASE_URL", google.toString());
  }
}
