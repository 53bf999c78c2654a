package io.concordat.web.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.NewUser;
import io.concordat.identity.Passwords;
import io.concordat.identity.Role;
import io.concordat.identity.Setup;
import io.concordat.spi.secret.Secret;
import io.concordat.tenant.Tenants;
import io.concordat.web.Answers;
import io.concordat.web.Forgery;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import io.concordat.web.SessionCookies;
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
import java.util.Optional;
import java.util.Set;

/** {@code /api/setup}: the first tenant and its administrator, while there is none. */
@Controller("/api/setup")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class SetupRoutes {
  private static final int LONGEST = 1_000;

  private final Forgery forgery;
  private final SessionCookies cookies;
  private final Setup setup;

  SetupRoutes(Forgery forgery, SessionCookies cookies, Setup setup) {
    this.forgery = forgery;
    this.cookies = cookies;
    this.setup = setup;
  }

  @Get
  HttpResponse<?> needed() {
    return Answers.json(200, JsonNodeFactory.instance.objectNode().put("needed", setup.needed()))
        .header("Cache-Control", "no-store");
  }

  @Post
  HttpResponse<?> make(HttpRequest<?> request) {
    forgery.refuseElsewhere(request);
    if (!setup.needed()) {
      throw notNeeded();
    }
    ObjectNode json = JsonIn.object(Incoming.body(request));
    JsonIn.only(json, Set.of("code", "tenantName", "email", "name", "password"), "");
    String code = text(json, "code");
    String tenant = tenantName(text(json, "tenantName"));
    return switch (setup.make(code, tenant, administrator(json), SignInRoutes.agent(request))) {
      case Setup.Outcome.Done done ->
          cookies.grant(
              Answers.json(
                  201, SessionJson.of(done.tenant(), done.administrator(), done.session())),
              done.session());
      case Setup.Outcome.WrongCode wrong ->
          throw Refusal.of(
              403,
              "wrong_setup_code",
              "code: send the one in the file setup-code of the data folder.",
              "code");
      case Setup.Outcome.NotNeeded late -> throw notNeeded();
    };
  }

  private static NewUser administrator(ObjectNode json) {
    String email = text(json, "email");
    Secret password = SignInRoutes.password(json, "password");
    NewUser user = user(email, text(json, "name"), password);
    Passwords.weakness(password, email)
        .ifPresent(
            why -> {
              throw Refusal.field("weak_password", "password", "a password " + why);
            });
    return user;
  }

  private static NewUser user(String email, String name, Secret password) {
    try {
      return new NewUser(email, name, Role.ADMIN, Optional.of(password));
    } catch (IllegalArgumentException e) {
      boolean ofName = name.isBlank() || name.strip().length() > 200;
      throw Refusal.field(
          "invalid_value", ofName ? "name" : "email", String.valueOf(e.getMessage()) + ".");
    }
  }

  private static String tenantName(String name) {
    try {
      return Tenants.checkedName(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.field("invalid_value", "tenantName", e.getMessage() + ".");
    }
  }

  private static String text(ObjectNode json, String field) {
    return JsonIn.text(JsonIn.required(json, field), field, LONGEST);
  }

  private static Refusal notNeeded() {
    return Refusal.of(409, "set_up_already", "There is a tenant already: sign in.");
  }
}
