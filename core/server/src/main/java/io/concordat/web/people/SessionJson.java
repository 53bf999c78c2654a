package io.concordat.web.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Sessions;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Forgery;

/** Sessions as JSON; the cookie is in none of them. */
final class SessionJson {
  private SessionJson() {}

  /** One that has just begun. */
  static ObjectNode of(TenantId tenant, UserId user, Sessions.Opened opened) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("signedIn", true)
        .put("tenantId", tenant.toString())
        .put("userId", user.toString())
        .put("sessionId", opened.id().toString())
        .put("expiresAt", opened.expiresAt().toString())
        .put("csrfToken", Forgery.token(opened.cookie().reveal()));
  }

  static ObjectNode of(Sessions.Line line, boolean current) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", line.id().toString())
        .put("current", current)
        .put("how", line.how())
        .put("agent", line.agent())
        .put("createdAt", line.createdAt().toString())
        .put("lastSeenAt", line.seenAt().toString())
        .put("expiresAt", line.expiresAt().toString());
  }
}
