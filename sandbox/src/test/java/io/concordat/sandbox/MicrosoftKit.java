package io.concordat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A Microsoft twin with one account and its app, and short words for talking to it. */
final class MicrosoftKit implements AutoCloseable {
  static final String TECH = "tina@contoso.example";
  static final String REDIRECT = "https://psa.example/api/auth/microsoft/calendar/callback";
  static final String SCOPE =
      "offline_access Calendars.ReadWrite User.Read MailboxSettings.Read openid profile";

  final TwinClock clock = TwinClock.fixed(Kit.START);
  final MicrosoftTwin twin = MicrosoftTwin.start(0, clock);
  final Wire wire = new Wire(twin.baseUrl());
  final JsonNode account;
  String token;

  MicrosoftKit() {
    ObjectNode body = Kit.JSON.createObjectNode().put("email", TECH).put("timeZone", "UTC");
    body.putArray("redirectUris").add(REDIRECT);
    account = control("POST", "accounts", body.toString());
    token = account.path("accessToken").asText();
  }

  JsonNode control(String method, String path, String body) {
    return wire.control(method, path, body);
  }

  void post(String path, String body) {
    control("POST", path, body);
  }

  /** Another account of the same app. */
  JsonNode another(String email) {
    return control(
        "POST",
        "accounts",
        Kit.JSON.createObjectNode().put("email", email).put("clientId", clientId()).toString());
  }

  /** Fresh tokens, for after the clock has moved. */
  void signIn() {
    token = another(TECH).path("accessToken").asText();
  }

  String clientId() {
    return account.path("clientId").asText();
  }

  String directory() {
    return account.path("directoryId").asText();
  }

  Kit.Answer graph(String method, String path, String body, String... headers) {
    List<String> all =
        Stream.concat(
                Stream.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                Stream.of(headers))
            .toList();
    return wire.send(method, "/v1.0" + path, body, all.toArray(String[]::new));
  }

  static String code(Kit.Answer answer) {
    return answer.json().path("error").path("code").asText();
  }

  static Map<String, String> with(Map<String, String> fields, String... more) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1].isEmpty()) {
        all.remove(more[i]);
      } else {
        all.put(more[i], more[i + 1]);
      }
    }
    return all;
  }

  Map<String, String> ask(String... more) {
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("client_id", clientId());
    ask.put("redirect_uri", REDIRECT);
    ask.put("response_type", "code");
    ask.put("response_mode", "query");
    ask.put("scope", SCOPE);
    ask.put("state", "st&te");
    return with(ask, more);
  }

  Kit.Answer page(String tenant, Map<String, String> ask) {
    return wire.send("GET", "/" + tenant + "/oauth2/v2.0/authorize?" + Wire.encode(ask), "");
  }

  Kit.Answer decide(String tenant, Map<String, String> ask, String... more) {
    return wire.form(
        "/" + tenant + "/oauth2/v2.0/authorize?" + Wire.encode(ask),
        with(Map.of("account", TECH, "decision", "approve"), more));
  }

  /** What the app's redirect address gets. */
  static Back back(Kit.Answer answer) {
    String location = answer.expect(302).header("location");
    if (!location.startsWith(REDIRECT + "?")) {
      throw new AssertionError(location);
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : URI.create(location).getRawQuery().split("&", -1)) {
      String[] kv = pair.split("=", 2);
      values.put(kv[0], URLDecoder.decode(kv[1], StandardCharsets.UTF_8));
    }
    return new Back(values);
  }

  record Back(Map<String, String> values) {
    String get(String name) {
      return Objects.requireNonNullElse(values.get(name), "");
    }
  }

  /** A code by the consent page. */
  String approve(String... more) {
    return back(decide(directory(), ask(more))).get("code");
  }

  Kit.Answer token(Map<String, String> form, String... more) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("client_id", clientId());
    all.put("client_secret", account.path("clientSecret").asText());
    all.put("client_info", "1");
    all.putAll(form);
    return wire.form("/" + directory() + "/oauth2/v2.0/token", with(all, more));
  }

  Kit.Answer redeem(String code, String... more) {
    return token(
        Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT), more);
  }

  Kit.Answer refresh(String refreshToken, String... more) {
    return token(
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", SCOPE), more);
  }

  @Override
  public void close() {
    wire.close();
    twin.close();
  }
}
