package io.concordat.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.web.Http.Got;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps cookies, as browsers do, and sends the CSRF token, as our pages do. */
public final class Browser {
  private final Http http;
  private final String network;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /**
   * @param network where it seems to be
   */
  public Browser(Http http, String network) {
    this.http = http.asNobody();
    this.network = network;
  }

  public Got signIn(String email, String password) {
    return signIn(email, password, "");
  }

  public Got signIn(String email, String password, String tenant) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("email", email).put("password", password);
    return post(
        "/api/auth/sign-in", (tenant.isEmpty() ? body : body.put("tenantId", tenant)).toString());
  }

  public Got get(String path) {
    return send("GET", path, "");
  }

  public Got post(String path, String body) {
    return send("POST", path, body);
  }

  public Got send(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("X-Forwarded-For", network));
    if (!cookies.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      cookies.forEach((name, value) -> pairs.add(name + "=" + value));
      all.addAll(List.of("Cookie", String.join("; ", pairs)));
    }
    if (cookies.containsKey("concordat-csrf")) {
      all.addAll(List.of("X-CSRF-Token", cookies.get("concordat-csrf")));
    }
    all.addAll(List.of(headers));
    Got got = http.send(method, path, body, all.toArray(String[]::new));
    got.response().headers().allValues("set-cookie").forEach(this::keep);
    return got;
  }

  private void keep(String line) {
    String[] pair = line.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** As somebody does who wants to be known again in another one. */
  public void setCookie(String name, String value) {
    cookies.put(name, value);
  }
}
