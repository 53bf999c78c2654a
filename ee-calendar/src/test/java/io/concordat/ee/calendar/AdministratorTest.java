package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.web.HttpShell;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the runbook tells a new administrator, over HTTP and against the twins, and what becomes of
 * connected calendars when they change it later.
 */
class AdministratorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROFILES = "/api/v1/microsoft/profiles";
  private static final String BINDING = "/api/v1/microsoft/bindings/calendar";
  private static final String GOOGLE = "/api/v1/google/app";

  private final House house = House.open();
  private final HttpShell shell = house.http();
  private final OkHttpClient http = new OkHttpClient();

  @AfterEach
  void close() {
    shell.close();
    house.close();
  }

  /** Somebody with a token. */
  private final class Admin {
    private final String token;

    Admin(Tech tech) {
      token = house.adminToken(tech.tenant);
    }

    JsonNode send(String method, String path, Consumer<ObjectNode> content) {
      ObjectNode body = JSON.createObjectNode();
      content.accept(body);
      boolean bare = method.equals("GET") || method.equals("DELETE");
      var request =
          new Request.Builder()
              .url("http://localhost:" + shell.port() + path)
              .header("Authorization", "Bearer " + token)
              .header("If-Match", "*")
              .method(
                  method,
                  bare
                      ? null
                      : RequestBody.create(body.toString(), MediaType.get("application/json")))
              .build();
      try (var response = http.newCall(request).execute()) {
        String text = response.body().string();
        assertTrue(response.isSuccessful(), method + " " + path + ": " + text);
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    JsonNode get(String path) {
      return send("GET", path, body -> {});
    }

    JsonNode tested(String path) {
      return send("POST", path + "/test", body -> {});
    }
  }

  @Test
  void a_new_administrator_sets_microsoft_up_step_by_step() {
    Tech tess = Tech.alone(house, house.microsoft);
    house.unbind(tess.tenant);
    Admin admin = new Admin(tess);
    JsonNode binding = admin.get(BINDING);
    assertEquals("[\"binding_not_configured\"]", binding.path("reasons").toString());
    JsonNode guidance = binding.path("guidance");
    String client = house.microsoft.anotherClient();
    house.microsoft.control(
        "apps",
        "{\"clientId\":\"%s\",\"redirectUris\":%s}"
            .formatted(client, guidance.path("redirectUris")));
    JsonNode profile =
        admin.send(
            "POST",
            PROFILES,
            body ->
                body.put("displayName", "Acme")
                    .put("clientId", client)
                    .put("directoryId", house.microsoft.directory())
                    .put("clientSecret", "copied~wrong"));
    String path = PROFILES + "/" + profile.path("id").asText();
    JsonNode wrong = admin.tested(path);
    assertEquals("invalid_secret", wrong.path("code").asText());
    assertEquals("AADSTS7000215", wrong.path("vendorCode").asText());
    admin.send("PATCH", path, body -> body.put("clientSecret", house.microsoft.lastSecret()));
    assertTrue(admin.tested(path).path("ok").asBoolean());
    JsonNode bound =
        admin.send("PUT", BINDING, body -> body.put("profileId", profile.path("id").asText()));
    assertEquals("ready", bound.path("state").asText());
    tess.provider = house.provider(tess.caller, house.microsoft, "");
    HttpUrl url = HttpUrl.get(house.authorizationUrl(tess.caller, tess.provider));
    assertEquals(
        guidance.path("redirectUris").path(0).asText(), url.queryParameter("redirect_uri"));
    assertEquals(
        guidance.path("delegatedScopes").valueStream().map(JsonNode::asText).toList(),
        List.of(String.valueOf(url.queryParameter("scope")).split(" ", -1)));
    house.authorize(tess.caller, house.microsoft, tess.provider, tess.email);
    house.settle();
    assertEquals("connected", tess.status());
  }

  @Test
  void a_new_administrator_sets_google_up_step_by_step() {
    Tech tess = Tech.alone(house);
    Admin admin = new Admin(tess);
    JsonNode guidance = admin.get(GOOGLE).path("guidance").path(1);
    assertEquals("calendar", guidance.path("consumer").asText());
    String client = "another.apps.googleusercontent.com";
    String secret = house.google.anotherClient(client);
    house.google.control(
        "clients",
        "{\"clientId\":\"%s\",\"redirectUris\":%s}"
            .formatted(client, guidance.path("redirectUris")));
    admin.send(
        "PUT", GOOGLE, body -> body.put("clientId", client).put("clientSecret", "copied-wrong"));
    assertEquals("invalid_client", admin.tested(GOOGLE).at("/apps/0/code").asText());
    admin.send("PUT", GOOGLE, body -> body.put("clientId", client).put("clientSecret", secret));
    assertTrue(admin.tested(GOOGLE).path("ok").asBoolean());
    tess.connected();
    house.settle();
    assertEquals("connected", tess.status());
    assertEquals(1, admin.get(GOOGLE).path("connections").asInt());
  }

  @Test
  void rebinding_unbinding_and_another_client_ask_to_connect_again() {
    Tech rebound = Tech.alone(house, house.microsoft).connected();
    Tech unbound = Tech.alone(house, house.microsoft).connected();
    Tech moved = Tech.alone(house, house.microsoft).connected();
    Tech same = Tech.alone(house, house.microsoft).connected();
    Admin first = new Admin(rebound);
    JsonNode second =
        first.send(
            "POST",
            PROFILES,
            body ->
                body.put("displayName", "Second")
                    .put("clientId", house.microsoft.anotherClient())
                    .put("directoryId", house.microsoft.directory())
                    .put("clientSecret", house.microsoft.lastSecret()));
    first.send("PUT", BINDING, body -> body.put("profileId", second.path("id").asText()));
    new Admin(unbound).send("DELETE", BINDING, body -> {});
    changed(
        moved,
        body ->
            body.put("clientId", house.microsoft.anotherClient())
                .put("clientSecret", house.microsoft.lastSecret()));
    changed(same, body -> body.put("displayName", "Renamed").put("clientSecret", ""));
    house.settle();
    for (Tech lost : new Tech[] {rebound, unbound, moved}) {
      assertEquals("reconnect_required", lost.status());
      assertEquals(1, lost.told("CALENDAR_PROVIDER_RECONNECT_REQUIRED"));
    }
    assertEquals("connected", same.status());
  }

  private void changed(Tech tech, Consumer<ObjectNode> body) {
    Admin admin = new Admin(tech);
    admin.send("PATCH", PROFILES + "/" + admin.get(BINDING).path("profileId").asText(), body);
  }

  @Test
  void google_is_disconnected_by_naming_its_client() {
    Tech tess = Tech.alone(house).connected();
    Admin admin = new Admin(tess);
    String client = admin.get(GOOGLE).path("clientId").asText();
    JsonNode done = admin.send("POST", GOOGLE + "/disconnect", body -> body.put("confirm", client));
    assertEquals(1, done.path("disconnected").asInt());
    assertEquals(0, admin.get(GOOGLE).path("connections").asInt());
    assertEquals(404, tess.call("GET", "", "").status());
  }
}
