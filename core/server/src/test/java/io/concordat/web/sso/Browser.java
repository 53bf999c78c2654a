package io.concordat.web.sso;

import io.concordat.web.Http;
import io.concordat.web.Http.Got;
import java.net.HttpCookie;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A browser as far as it matters: it keeps cookies and sends them back. */
final class Browser {
  private final Http http;
  private final Map<String, String> jar = new TreeMap<>();

  Browser(Http http) {
    this.http = http.asNobody();
  }

  Map<String, String> cookies() {
    return jar;
  }

  Got get(String path) {
    Got got =
        jar.isEmpty() ? http.get(path) : http.get(path, "Cookie", header(), "User-Agent", "Probe");
    got.response().headers().allValues("Set-Cookie").stream()
        .flatMap(line -> HttpCookie.parse(line).stream())
        .forEach(this::keep);
    return got;
  }

  private void keep(HttpCookie cookie) {
    if (cookie.getMaxAge() == 0) {
      jar.remove(cookie.getName());
    } else {
      jar.put(cookie.getName(), cookie.getValue());
    }
  }

  private String header() {
    return jar.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }
}
