package io.concordat.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.NewUser;
import io.concordat.identity.Permissions;
import io.concordat.identity.Role;
import io.concordat.identity.UserDirectory;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/users}: the tenant's people, for administrators. */
@Controller("/api/v1/users")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class UserRoutes {
  private static final int LONGEST = 320;

  private final Gate gate;
  private final Transactions transactions;
  private final UserDirectory users;
  private final Audit audit;

  UserRoutes(Gate gate, Transactions transactions, UserDirectory users, Audit audit) {
    this.gate = gate;
    this.transactions = transactions;
    this.users = users;
    this.audit = audit;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "user.list",
        Set.of(Permissions.USERS_READ, Permissions.USERS_MANAGE),
        caller -> {
          Query query = Query.of(request);
          query.only("limit", "cursor");
          return Answers.json(200, transactions.call(tx -> list(tx, query)).toString());
        });
  }

  private ObjectNode list(Tx tx, Query query) {
    String after = query.text("cursor").map(UserRoutes::address).orElse("");
    List<UserDirectory.Line> found = users.page(tx, after, query.limit() + 1);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("items");
    found.stream().limit(query.limit()).forEach(line -> items.add(json(line.user(), line.role())));
    return found.size() > query.limit()
        ? json.put("next", cursor(found.get(query.limit() - 1).user().email()))
        : json.putNull("next");
  }

  private static String cursor(String email) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(email.getBytes(StandardCharsets.UTF_8));
  }

  private static String address(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Refusal.of(
        400, "invalid_cursor", "cursor: send the value of next as it came, or none.", "cursor");
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> request) {
    return gate.enter(
        request,
        "user.create",
        Set.of(Permissions.USERS_MANAGE),
        caller -> {
          NewUser wanted = read(JsonIn.object(Incoming.body(request)));
          UserId id = transactions.call(tx -> create(tx, caller, wanted));
          User user = new User(id, wanted.email(), wanted.name(), true);
          return Answers.json(201, json(user, wanted.role()).toString());
        });
  }

  private UserId create(Tx tx, Caller caller, NewUser wanted) {
    UserId id =
        users
            .create(tx, wanted)
            .orElseThrow(
                () ->
                    Refusal.of(
                        409, "email_taken", "email: a user has this address already.", "email"));
    audit.record(
        tx,
        new Audit.Entry(Optional.of(caller.user()), "user.create", id.toString(), "ok", Map.of()));
    return id;
  }

  private static NewUser read(ObjectNode json) {
    JsonIn.only(json, Set.of("email", "name", "role"), "");
    String email = JsonIn.text(JsonIn.required(json, "email"), "email", LONGEST);
    String name = JsonIn.text(JsonIn.required(json, "name"), "name", 200);
    Role role = JsonIn.text(json, "role", LONGEST).map(UserRoutes::role).orElse(Role.TECHNICIAN);
    try {
      return new NewUser(email, name, role, Optional.empty());
    } catch (IllegalArgumentException e) {
      boolean ofName = name.isBlank();
      throw Refusal.field(
          "invalid_value",
          ofName ? "name" : "email",
          ofName ? "a name has 1 to 200 characters." : "an address looks like name@example.com.");
    }
  }

  private static Role role(String text) {
    return Arrays.stream(Role.values())
        .filter(role -> word(role).equals(text))
        .findFirst()
        .orElseThrow(
            () -> Refusal.field("invalid_value", "role", "is admin, technician or client_portal."));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(User user, Role role) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", user.id().toString())
        .put("email", user.email())
        .put("name", user.name())
        .put("role", word(role))
        .put("active", user.active());
  }
}
