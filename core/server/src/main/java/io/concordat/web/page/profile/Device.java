package io.concordat.web.page.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser says that it is, as far as it helps to tell one's own apart; empty where it says
 * nothing known.
 */
record Device(String browser, String system) {
  /** By what only this one says; the first that fits. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg/", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    BROWSERS.put("curl/", "curl");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Linux", "Linux");
  }

  static Device of(String agent) {
    return new Device(first(BROWSERS, agent), first(SYSTEMS, agent));
  }

  private static String first(Map<String, String> names, String agent) {
    return names.entrySet().stream()
        .filter(one -> agent.contains(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
