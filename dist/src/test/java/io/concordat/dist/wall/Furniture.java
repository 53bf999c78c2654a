package io.concordat.dist.wall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Rest;
import java.util.List;

/**
 * Makes one of each thing that has an id, where a route makes it. A list that stays empty fails the
 * suite by name: its thing is to be made here.
 */
record Furniture(Estate estate) {
  /** A thing: where it is made, and of what. */
  private record Thing(String path, String body) {}

  private static final List<Thing> THINGS =
      List.of(
          new Thing("/api/v1/tokens", "{\"name\":\"spare\"}"),
          new Thing("/api/v1/sso/domains", "{\"domain\":\"NAME.example\"}"));

  void put() {
    THINGS.forEach(this::put);
    notices();
    session();
  }

  private void put(Thing thing) {
    String token =
        estate
            .tenant
            .admin()
            .post(thing.path(), read(thing.body().replace("NAME", estate.name)))
            .expect(200, 201, 202)
            .json()
            .path("token")
            .asText();
    if (!token.isEmpty()) {
      estate.secret("spare token", token);
    }
  }

  /** No route makes one: causes do, and not every edition has one at hand. */
  private void notices() {
    estate.database(
        """
        insert into notifications (tenant_id, id, user_id, plugin, cause, kind, count, arguments,
          link, raised_at, renewed_at)
        select tenant_id, gen_random_uuid(), id, 'core', 'wall ' || number, 'wall', 1, '[]',
          '/schedule', now(), now()
        from users, generate_series(1, 2) number
        where tenant_id = '%s' and role = 'admin' returning id
        """
            .formatted(estate.tenant.tenantId()));
  }

  /** The administrator's browser. */
  private void session() {
    JsonNode who =
        Rest.object()
            .put("email", estate.tenant.adminEmail())
            .put("password", estate.tenant.password());
    var answer = Rest.at(estate.tenant.plan().address()).post("/api/auth/sign-in", who).expect(200);
    answer.headers().allValues("set-cookie").stream()
        .map(cookie -> cookie.split("[=;]", 3)[1])
        .filter(value -> value.length() > 10)
        .forEach(value -> estate.secret("session cookie", value));
  }

  private static JsonNode read(String json) {
    try {
      return Rest.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
