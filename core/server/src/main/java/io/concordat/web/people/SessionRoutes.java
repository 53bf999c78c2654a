package io.concordat.web.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Role;
import io.concordat.identity.Sessions;
import io.concordat.identity.UserDirectory;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Forgery;
import io.concordat.web.Gate;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import io.concordat.web.SessionCookies;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who is signed in, where, and out again. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class SessionRoutes {
  private static final String SIGN_OUT = "sign_out";

  private final Gate gate;
  private final SessionCookies cookies;
  private final Transactions transactions;
  private final Sessions sessions;
  private final UserDirectory users;
  private final Audit audit;

  SessionRoutes(
      Gate gate,
      SessionCookies cookies,
      Transactions transactions,
      Sessions sessions,
      UserDirectory users,
      Audit audit) {
    this.gate = gate;
    this.cookies = cookies;
    this.transactions = transactions;
    this.sessions = sessions;
    this.users = users;
    this.audit = audit;
  }

  @Get("/api/auth/session")
  HttpResponse<?> who(HttpRequest<?> request) {
    return gate.enter(
        request,
        "session.read",
        Set.of(),
        caller ->
            Answers.json(200, transactions.call(tx -> who(tx, request, caller)).toString())
                .header("Cache-Control", "no-store"));
  }

  private ObjectNode who(Tx tx, HttpRequest<?> request, Caller caller) {
    UserDirectory.Line line = users.line(tx, caller.user()).orElseThrow();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("signedIn", true)
            .put("tenantId", caller.tenant().toString())
            .put("userId", caller.user().toString())
            .put("email", line.user().email())
            .put("name", line.user().name())
            .put("role", word(line.role()))
            .put("sessionId", caller.session().map(UUID::toString).orElse(null))
            .put(
                "csrfToken",
                caller
                    .session()
                    .flatMap(id -> cookies.of(request))
                    .map(Forgery::token)
                    .orElse(null));
    caller.permissions().stream().sorted().forEach(json.putArray("permissions")::add);
    return json;
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** Good also when nobody is signed in: afterwards nobody is. */
  @Post("/api/auth/sign-out")
  HttpResponse<?> signOut(HttpRequest<?> request) {
    if (gate.session(request).isEmpty()) {
      return cookies.clear(Answers.empty(204));
    }
    return gate.enter(
        request,
        SIGN_OUT,
        Set.of(),
        caller -> {
          transactions.run(tx -> caller.session().ifPresent(id -> end(tx, caller, id)));
          return cookies.clear(Answers.empty(204));
        });
  }

  @Get("/api/v1/me/sessions")
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "session.list",
        Set.of(),
        caller -> Answers.json(200, transactions.call(tx -> list(tx, caller)).toString()));
  }

  private ObjectNode list(Tx tx, Caller caller) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("items");
    sessions
        .of(tx, caller.user())
        .forEach(
            line ->
                items.add(
                    SessionJson.of(line, caller.session().filter(line.id()::equals).isPresent())));
    return json.putNull("next");
  }

  @Delete("/api/v1/me/sessions/{id}")
  HttpResponse<?> end(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "session.end",
        Set.of(),
        caller -> {
          transactions.run(
              tx ->
                  end(
                      tx,
                      caller,
                      JsonIn.asUuid(id)
                          .filter(session -> own(tx, caller, session))
                          .orElseThrow(() -> Refusal.notFound(id))));
          return Answers.empty(204);
        });
  }

  private boolean own(Tx tx, Caller caller, UUID session) {
    return sessions.of(tx, caller.user()).stream().anyMatch(line -> line.id().equals(session));
  }

  private void end(Tx tx, Caller caller, UUID session) {
    sessions.close(tx, session);
    note(tx, caller, SIGN_OUT, session.toString(), Map.of());
  }

  /** Everywhere, here too. */
  @Delete("/api/v1/me/sessions")
  HttpResponse<?> endAll(HttpRequest<?> request) {
    return gate.enter(
        request,
        "session.end_all",
        Set.of(),
        caller -> {
          transactions.run(tx -> endAll(tx, caller));
          return cookies.clear(Answers.empty(204));
        });
  }

  private void endAll(Tx tx, Caller caller) {
    int ended = sessions.closeAll(tx, caller.user());
    note(
        tx,
        caller,
        "sign_out_everywhere",
        caller.user().toString(),
        Map.of("sessionsEnded", Integer.toString(ended)));
  }

  private void note(
      Tx tx, Caller caller, String action, String subject, Map<String, String> detail) {
    audit.record(tx, new Audit.Entry(Optional.of(caller.user()), action, subject, "ok", detail));
  }
}
