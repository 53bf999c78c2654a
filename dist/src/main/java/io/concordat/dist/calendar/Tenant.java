package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Product;
import java.util.Map;

/** A tenant made by the admin command. */
public record Tenant(
    String tenantId, String adminEmail, String password, String apiToken, Product.Plan plan) {

  public static Tenant create(Product.Plan plan, String name, String adminEmail) {
    JsonNode made =
        Product.admin(plan, "create-tenant", "--name", name, "--admin-email", adminEmail);
    return new Tenant(
        made.path("tenantId").asText(),
        adminEmail,
        made.path("password").asText(),
        made.path("apiToken").asText(),
        plan);
  }

  public Rest admin() {
    return Rest.at(plan.address()).with(apiToken);
  }

  public Technician technician(String name, String email) {
    JsonNode made =
        Product.admin(plan, "create-user", "--tenant", tenantId, "--email", email, "--name", name);
    String token = made.path("apiToken").asText();
    return new Technician(
        name, email, made.path("userId").asText(), token, Rest.at(plan.address()).with(token));
  }

  /** Gives a user a password, as whoever got a code from the administrator sets one. */
  public void password(String userId, String password) {
    String code =
        admin()
            .post("/api/v1/users/" + userId + "/password-reset", null)
            .expect(201)
            .json()
            .path("code")
            .asText();
    Rest.at(plan.address())
        .post(
            "/api/auth/password-reset",
            Rest.object().put("code", code).put("newPassword", password))
        .expect(204);
  }

  public void googleApp(TwinControl.Client client) {
    admin()
        .send(
            "PUT",
            "/api/v1/google/app",
            Rest.object().put("clientId", client.id()).put("clientSecret", client.secret()),
            Map.of())
        .expect(200, 201, 204);
  }

  /** A profile with these credentials, bound to calendars. */
  public void microsoftApp(TwinControl.Client client) {
    ObjectNode profile =
        Rest.object()
            .put("displayName", "Northgate Microsoft 365")
            .put("clientId", client.id())
            .put("directoryId", client.directory())
            .put("clientSecret", client.secret());
    String id =
        admin().post("/api/v1/microsoft/profiles", profile).expect(201).json().path("id").asText();
    admin()
        .send(
            "PUT",
            "/api/v1/microsoft/bindings/calendar",
            Rest.object().put("profileId", id),
            Map.of())
        .expect(200, 201);
  }
}
