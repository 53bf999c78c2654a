package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.calendar.Role;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.oauth.Client;
import io.concordat.sandbox.oauth.Grants;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** OAuth clients, accounts, their calendars and who sees them. */
final class People {
  private final Parts parts;

  People(Parts parts) {
    this.parts = parts;
  }

  ObjectNode client(ObjectNode body) {
    return json(register(body));
  }

  private static ObjectNode json(Client client) {
    ObjectNode json =
        Json.object().put("clientId", client.id()).put("clientSecret", client.secret());
    json.set("redirectUris", Json.strings(client.redirectUris()));
    return json;
  }

  /** Makes a client, or changes the one that is named. */
  private Client register(ObjectNode body) {
    Client old =
        Json.text(body, "clientId")
            .flatMap(parts.grants()::client)
            .orElseGet(() -> parts.grants().newClient(List.of()));
    Client client =
        new Client(
            Json.text(body, "clientId").orElse(old.id()),
            Json.text(body, "clientSecret").orElse(old.secret()),
            body.has("redirectUris") ? strings(body.path("redirectUris")) : old.redirectUris(),
            body.path("testing").asBoolean(old.testing()));
    parts.grants().register(client);
    return client;
  }

  private static List<String> strings(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  ObjectNode account(ObjectNode body) {
    String email = need(body, "email");
    if (!email.matches("[^@\\s]+@[^@\\s]+")) {
      throw new IllegalArgumentException("email is not an address: " + email);
    }
    ZoneId zone = ZoneId.of(Json.text(body, "timeZone").orElse("UTC"));
    Client client = register(body);
    parts.grants().addAccount(email);
    parts.calendars().addPrimary(email, zone);
    Grants.Tokens tokens = parts.grants().issueDirectly(email, client.id());
    ObjectNode json = Json.object().put("email", email).put("calendarId", email);
    json.put("accessToken", tokens.accessToken());
    json.put("refreshToken", tokens.refreshToken().orElseThrow());
    return json.setAll(json(client));
  }

  ObjectNode list() {
    ObjectNode json = Json.object();
    json.set("items", Json.strings(parts.grants().accounts()));
    return json;
  }

  ObjectNode revoke(ObjectNode body) {
    parts.grants().revokeAccount(need(body, "email"));
    return Json.object();
  }

  ObjectNode expire(ObjectNode body) {
    parts.grants().expireAccess(need(body, "email"));
    return Json.object();
  }

  ObjectNode calendar(ObjectNode body) {
    String account = need(body, "account");
    String id = Json.text(body, "id").orElse(UUID.randomUUID() + "@group.calendar.google.com");
    ZoneId zone = ZoneId.of(Json.text(body, "timeZone").orElse("UTC"));
    String owner =
        Json.text(body, "owner").orElse(body.has("role") ? "owner@example.org" : account);
    parts.calendars().addSecondary(id, need(body, "summary"), owner, zone);
    parts
        .calendars()
        .share(id, account, Optional.of(role(Json.text(body, "role").orElse("owner"))));
    return Json.object().put("calendarId", id);
  }

  ObjectNode share(ObjectNode body) {
    parts
        .calendars()
        .share(
            need(body, "calendarId"),
            need(body, "email"),
            Json.text(body, "role").map(People::role));
    return Json.object();
  }

  private static Role role(String word) {
    return Role.of(word)
        .orElseThrow(() -> new IllegalArgumentException("role is unknown: " + word));
  }

  static String need(ObjectNode body, String field) {
    return Json.text(body, field)
        .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
  }
}
