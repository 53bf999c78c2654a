package io.concordat.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.NewUser;
import io.concordat.identity.Permissions;
import io.concordat.identity.Role;
import io.concordat.identity.UserDirectory;
import io.concordat.identity.UserDirectory.Change;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/users}: the tenant's people, for administrators. */
@Controller("/api/v1/users")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class UserRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final UserDirectory users;
  private final Audit audit;
  private final UserLines lines;
  private final Idempotency idempotency;

  UserRoutes(
      Gate gate, Transactions transactions, UserDirectory users, Audit audit, InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.users = users;
    this.audit = audit;
    this.lines = new UserLines(users, audit);
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
    return Listing.upTo(query.limit(), found, UserLines::json, last -> cursor(last.user().email()));
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
    throw Listing.unknownCursor();
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
        UserLines.json(made),
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
        caller -> UserLines.answer(transactions.call(tx -> found(tx, id))).response());
  }

  private UserDirectory.Line found(Tx tx, String id) {
    return JsonIn.asUuid(id)
        .flatMap(uuid -> users.line(tx, new UserId(uuid)))
        .orElseThrow(() -> Refusal.notFound(id));
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
                          () -> UserLines.answer(change(tx, request, body, caller, id))))
              .response();
        });
  }

  private UserDirectory.Line change(
      Tx tx, HttpRequest<?> request, Optional<byte[]> body, Caller caller, String id) {
    users.lock(tx);
    UserDirectory.Line locked = found(tx, id);
    Change wanted = readChange(JsonIn.object(body));
    return lines.change(tx, request, caller, locked, wanted, "user.update");
  }

  private static Change readChange(ObjectNode json) {
    Optional<Role> role = JsonIn.text(json, "role", UserLines.LONGEST).map(UserRoutes::role);
    return UserLines.read(json, Set.of("name", "role", "active"), role);
  }

  private static NewUser read(ObjectNode json) {
    JsonIn.only(json, Set.of("email", "name", "role"), "");
    String email = JsonIn.text(JsonIn.required(json, "email"), "email", UserLines.LONGEST);
    String name = JsonIn.text(JsonIn.required(json, "name"), "name", 200);
    Role role =
        JsonIn.text(json, "role", UserLines.LONGEST).map(UserRoutes::role).orElse(Role.TECHNICIAN);
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
        .filter(role -> UserLines.word(role).equals(text))
        .findFirst()
        .orElseThrow(
            () -> Refusal.field("invalid_value", "role", "is admin, technician or client_portal."));
  }
}
