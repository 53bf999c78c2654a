package io.concordat.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Role;
import io.concordat.identity.UserDirectory;
import io.concordat.identity.UserDirectory.Change;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.tenant.Tx;
import io.micronaut.http.HttpRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A user as the API shows and changes one: administrators anybody, everybody themselves. */
record UserLines(UserDirectory users, Audit audit) {
  static final int LONGEST = 320;

  static ObjectNode json(UserDirectory.Line line) {
    User user = line.user();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", user.id().toString())
        .put("email", user.email())
        .put("name", user.name())
        .put("role", word(line.role()))
        .put("active", user.active())
        .put("version", line.version());
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static Written answer(UserDirectory.Line line) {
    return Written.of(200, json(line), Map.of("ETag", Precondition.etag(line.version())));
  }

  /**
   * What is wanted of these fields.
   *
   * @param role read, if it is one of them
   */
  static Change read(ObjectNode json, Set<String> fields, Optional<Role> role) {
    JsonIn.only(json, fields, "");
    try {
      return new Change(JsonIn.text(json, "name", LONGEST), role, JsonIn.bool(json, "active"));
    } catch (IllegalArgumentException e) {
      throw Refusal.field("invalid_value", "name", e.getMessage() + ".");
    }
  }

  /**
   * Of the version that the request knows; what changes something is noted.
   *
   * @param locked read after all users were locked
   */
  UserDirectory.Line change(
      Tx tx,
      HttpRequest<?> request,
      Caller caller,
      UserDirectory.Line locked,
      Change wanted,
      String action) {
    Precondition.check(request, locked.version());
    UserDirectory.Line after = users.change(tx, locked, wanted).orElseThrow(UserLines::lastOne);
    if (after.version() != locked.version()) {
      String subject = after.user().id().toString();
      audit.record(
          tx,
          new Audit.Entry(
              Optional.of(caller.user()), action, subject, "ok", difference(locked, after)));
    }
    return after;
  }

  private static Refusal lastOne() {
    return Refusal.of(
        409,
        "last_administrator",
        "This is the last active administrator: make somebody else one first.");
  }

  private static Map<String, String> difference(
      UserDirectory.Line before, UserDirectory.Line after) {
    Map<String, String> detail = new HashMap<>();
    if (before.role() != after.role()) {
      detail.put("role", word(before.role()) + " -> " + word(after.role()));
    }
    if (before.user().active() != after.user().active()) {
      detail.put("active", Boolean.toString(after.user().active()));
    }
    return detail;
  }
}
