package io.concordat.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.NewUser;
import io.concordat.identity.Permissions;
import io.concordat.identity.Role;
import io.concordat.identity.UserDirectory;
import io.concordat.identity.UserDirectory.Change;
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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
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
  private final Idempotency idempotency;

  UserRoutes(
      Gate gate, Transactions transactions, UserDirectory users, Audit audit, InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.users = users;
    this.audit = audit;
    this.idempotency = new Idempotency(clock);
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
    found.stream().limit(query.limit()).forEach(line -> items.add(json(line)));
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
          Optional<byte[]> body = Incoming.body(request);
          NewUser wanted = read(JsonIn.object(body));
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx, request, body, caller, () -> created(tx, caller, wanted)))
              .response();
        });
  }

  private Written created(Tx tx, Caller caller, NewUser wanted) {
    UserDirectory.Line made = users.line(tx, create(tx, caller, wanted)).orElseThrow();
    return Written.of(
        201,
        json(made),
        Map.of(
            "Location",
            "/api/v1/users/" + made.user().id(),
            "ETag",
            Precondition.etag(made.version())));
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

  @Get("/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "user.read",
        Set.of(Permissions.USERS_READ, Permissions.USERS_MANAGE),
        caller -> answer(transactions.call(tx -> found(tx, id))).response());
  }

  private UserDirectory.Line found(Tx tx, String id) {
    return JsonIn.asUuid(id)
        .flatMap(uuid -> users.line(tx, new UserId(uuid)))
        .orElseThrow(() -> Refusal.notFound(id));
  }

  private static Written answer(UserDirectory.Line line) {
    return Written.of(200, json(line), Map.of("ETag", Precondition.etag(line.version())));
  }

  @Patch("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  HttpResponse<?> change(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "user.update",
        Set.of(Permissions.USERS_MANAGE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx,
                          request,
                          body,
                          caller,
                          () -> answer(change(tx, request, body, caller, id))))
              .response();
        });
  }

  private UserDirectory.Line change(
      Tx tx, HttpRequest<?> request, Optional<byte[]> body, Caller caller, String id) {
    users.lock(tx);
    UserDirectory.Line before = found(tx, id);
    Precondition.check(request, before.version());
    Change wanted = readChange(JsonIn.object(body));
    UserDirectory.Line after =
        users
            .change(tx, before, wanted)
            .orElseThrow(
                () ->
                    Refusal.of(
                        409,
                        "last_administrator",
                        "This is the last active administrator: make somebody else one first."));
    if (after.version() != before.version()) {
      note(tx, caller, before, after);
    }
    return after;
  }

  private void note(Tx tx, Caller caller, UserDirectory.Line before, UserDirectory.Line after) {
    Map<String, String> detail = new HashMap<>();
    if (before.role() != after.role()) {
      detail.put("role", word(before.role()) + " -> " + word(after.role()));
    }
    if (before.user().active() != after.user().active()) {
      detail.put("active", Boolean.toString(after.user().active()));
    }
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()), "user.update", after.user().id().toString(), "ok", detail));
  }

  private static Change readChange(ObjectNode json) {
    JsonIn.only(json, Set.of("name", "role", "active"), "");
    try {
      return new Change(
          JsonIn.text(json, "name", LONGEST),
          JsonIn.text(json, "role", LONGEST).map(UserRoutes::role),
          JsonIn.bool(json, "active"));
    } catch (IllegalArgumentException e) {
      throw Refusal.field("invalid_value", "name", e.getMessage() + ".");
    }
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
}
