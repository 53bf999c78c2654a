package io.concordat.web.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Credentials;
import io.concordat.identity.SignIn;
import io.concordat.identity.SignIn.Outcome;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.Answers;
import io.concordat.web.Forgery;
import io.concordat.web.Gate;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Networks;
import io.concordat.web.Refusal;
import io.concordat.web.SessionCookies;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /api/auth}: in with a password, or with a code that sets one. */
@Controller("/api/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class SignInRoutes {
  /** Of an address; of a password before it is looked at. */
  private static final int LONGEST = 1_000;

  private final Gate gate;
  private final Forgery forgery;
  private final SessionCookies cookies;
  private final Networks networks;
  private final SignIn signIn;
  private final Credentials credentials;

  SignInRoutes(
      Gate gate,
      Forgery forgery,
      SessionCookies cookies,
      Networks networks,
      SignIn signIn,
      Credentials credentials) {
    this.gate = gate;
    this.forgery = forgery;
    this.cookies = cookies;
    this.networks = networks;
    this.signIn = signIn;
    this.credentials = credentials;
  }

  @Post("/sign-in")
  HttpResponse<?> signIn(HttpRequest<?> request) {
    forgery.refuseElsewhere(request);
    return switch (signIn.attempt(attempt(request))) {
      case Outcome.In in ->
          cookies.grant(
              Answers.json(200, SessionJson.of(in.tenant(), in.user(), in.session())),
              in.session(),
              in.mark());
      case Outcome.Choose(var tenants) -> Answers.json(200, choices(tenants));
      case Outcome.Refused refused ->
          throw Refusal.of(
              401,
              "sign_in_failed",
              "The address or the password is wrong, or this user may not sign in.");
      case Outcome.Limited(var retryAfter) -> throw tooMany(retryAfter);
      case Outcome.Busy busy -> throw busy();
    };
  }

  private SignIn.Attempt attempt(HttpRequest<?> request) {
    ObjectNode json = JsonIn.object(Incoming.body(request));
    JsonIn.only(json, Set.of("email", "password", "tenantId"), "");
    return new SignIn.Attempt(
        JsonIn.text(JsonIn.required(json, "email"), "email", LONGEST),
        password(json, "password"),
        JsonIn.text(json, "tenantId", LONGEST).map(SignInRoutes::tenant),
        networks.of(request),
        cookies.browser(request),
        agent(request),
        gate.session(request));
  }

  private static TenantId tenant(String text) {
    return new TenantId(JsonIn.uuid(text, "tenantId"));
  }

  static Secret password(ObjectNode json, String field) {
    return Secret.of(JsonIn.text(JsonIn.required(json, field), field, LONGEST));
  }

  static String agent(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.USER_AGENT)).orElse("");
  }

  private static ObjectNode choices(List<SignIn.Choice> tenants) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("signedIn", false);
    ArrayNode items = json.putArray("tenants");
    tenants.forEach(
        one -> items.addObject().put("id", one.id().toString()).put("name", one.name()));
    return json;
  }

  /** Sets the password of whoever an administrator made the code for. */
  @Post("/password-reset")
  HttpResponse<?> reset(HttpRequest<?> request) {
    forgery.refuseElsewhere(request);
    ObjectNode json = JsonIn.object(Incoming.body(request));
    JsonIn.only(json, Set.of("code", "newPassword"), "");
    String code = JsonIn.text(JsonIn.required(json, "code"), "code", LONGEST);
    return answer(
        credentials.redeem(code, password(json, "newPassword")),
        "code",
        "is not valid any more; ask an administrator for another one.");
  }

  static HttpResponse<?> answer(Credentials.Outcome outcome, String field, String wrong) {
    return switch (outcome) {
      case Credentials.Outcome.Done done -> Answers.empty(204);
      case Credentials.Outcome.Wrong refused ->
          throw Refusal.field("wrong_" + word(field), field, wrong);
      case Credentials.Outcome.Weak(var why) ->
          throw Refusal.field("weak_password", "newPassword", "a password " + why);
      case Credentials.Outcome.Limited(var retryAfter) -> throw tooMany(retryAfter);
      case Credentials.Outcome.Busy busy -> throw busy();
    };
  }

  private static String word(String field) {
    return field.equals("code") ? "code" : "password";
  }

  private static Refusal tooMany(Duration retryAfter) {
    return Refusal.of(429, "too_many_attempts", "Too many wrong attempts; wait and try again.")
        .with(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
  }

  private static Refusal busy() {
    return Refusal.of(503, "busy", "Many are signing in just now; try again in a moment.")
        .with(HttpHeaders.RETRY_AFTER, "2");
  }
}
