package io.concordat.web.sso;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.sso.DomainName;
import io.concordat.sso.InvalidDomain;
import io.concordat.sso.LoginDomain;
import io.concordat.sso.LoginDomains;
import io.concordat.sso.LoginDomains.Looked;
import io.concordat.sso.LoginDomains.Requested;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Idempotency;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Precondition;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import io.concordat.web.Written;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/sso/domains}: which domains are the tenant's, and how it proves that. */
@Controller("/api/v1/sso/domains")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class LoginDomainRoutes {
  private static final String PATH = "/api/v1/sso/domains/";

  private final Gate gate;
  private final Transactions transactions;
  private final LoginDomains domains;
  private final Audit audit;
  private final Idempotency idempotency;

  LoginDomainRoutes(
      Gate gate,
      Transactions transactions,
      LoginDomains domains,
      Audit audit,
      InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.domains = domains;
    this.audit = audit;
    this.idempotency = new Idempotency(clock);
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "login_domain.list",
        Set.of(Permissions.SETTINGS_READ),
        caller -> {
          Query.of(request).only();
          ObjectNode json = JsonNodeFactory.instance.objectNode();
          ArrayNode items = json.putArray("items");
          transactions.call(domains::all).forEach(domain -> items.add(json(domain)));
          return Answers.json(200, json.putNull("next"));
        });
  }

  @Get("/{id}")
  HttpResponse<?> read(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "login_domain.read",
        Set.of(Permissions.SETTINGS_READ),
        caller -> shown(200, transactions.call(tx -> known(tx, id))).response());
  }

  private LoginDomain known(Tx tx, String id) {
    return JsonIn.asUuid(id)
        .flatMap(uuid -> domains.find(tx, uuid))
        .orElseThrow(() -> Refusal.notFound(id));
  }

  @Post
  HttpResponse<?> request(HttpRequest<?> request) {
    return gate.enter(
        request,
        "login_domain.request",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          DomainName name = name(JsonIn.object(body));
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx, request, body, caller, () -> requested(tx, caller, name)))
              .response();
        });
  }

  private static DomainName name(ObjectNode json) {
    JsonIn.only(json, Set.of("domain"), "");
    try {
      return DomainName.of(JsonIn.text(JsonIn.required(json, "domain"), "domain", 300));
    } catch (InvalidDomain e) {
      throw Refusal.field(e.code(), "domain", String.valueOf(e.getMessage()));
    }
  }

  private Written requested(Tx tx, Caller caller, DomainName name) {
    return switch (domains.request(tx, name)) {
      case Requested.Done(var domain) -> {
        note(tx, caller, "login_domain.request", domain);
        yield located(domain);
      }
      case Requested.Known known ->
          throw Refusal.of(
              409, "domain_known", "domain: is in the list already; verify that one.", "domain");
      case Requested.TooMany many ->
          throw Refusal.field("too_many_domains", "domain", "the list is full; remove one.");
    };
  }

  private static Written located(LoginDomain domain) {
    return Written.of(
        201,
        json(domain),
        Map.of("Location", PATH + domain.id(), "ETag", Precondition.etag(domain.version())));
  }

  /** Looks into DNS now. */
  @Post("/{id}/verification")
  HttpResponse<?> verify(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "login_domain.verify",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          LoginDomain domain = transactions.call(tx -> known(tx, id));
          Precondition.checkIfSent(request, domain.version());
          return verified(id, domain, domains.verify(domain, caller.user())).response();
        });
  }

  private static Written verified(String id, LoginDomain asked, Looked looked) {
    return switch (looked) {
      case Looked.Verified(var domain) -> shown(200, domain);
      case Looked.Unproven unproven ->
          throw Refusal.of(
              409,
              "proof_missing",
              "There is no TXT record %s with the value of record.value; DNS may need hours."
                  .formatted(asked.domain().proofName()));
      case Looked.Unanswered unanswered ->
          throw Refusal.of(503, "dns_unavailable", "The name servers did not answer; try again.");
      case Looked.Held held ->
          throw Refusal.of(
              409,
              "domain_held",
              "Another organisation's proof stands there too; remove its TXT record from DNS.");
      case Looked.Gone gone -> throw Refusal.notFound(id);
    };
  }

  @Post("/{id}/revocation")
  HttpResponse<?> revoke(HttpRequest<?> request, String id) {
    return change(
        request,
        "login_domain.revoke",
        id,
        false,
        (tx, domain) -> shown(200, domains.revoke(tx, domain)));
  }

  @Delete("/{id}")
  HttpResponse<?> delete(HttpRequest<?> request, String id) {
    return change(
        request,
        "login_domain.delete",
        id,
        true,
        (tx, domain) -> {
          domains.delete(tx, domain);
          return new Written(204, Map.of(), "");
        });
  }

  private interface Change {
    Written of(Tx tx, LoginDomain domain);
  }

  private HttpResponse<?> change(
      HttpRequest<?> request, String action, String id, boolean strict, Change change) {
    return gate.enter(
        request,
        action,
        Set.of(Permissions.SETTINGS_UPDATE),
        caller ->
            transactions
                .call(
                    tx ->
                        idempotency.once(
                            tx,
                            request,
                            Incoming.body(request),
                            caller,
                            () -> changed(tx, request, caller, action, id, strict, change)))
                .response());
  }

  private Written changed(
      Tx tx,
      HttpRequest<?> request,
      Caller caller,
      String action,
      String id,
      boolean strict,
      Change change) {
    LoginDomain domain =
        JsonIn.asUuid(id)
            .flatMap(uuid -> domains.hold(tx, uuid))
            .orElseThrow(() -> Refusal.notFound(id));
    if (strict) {
      Precondition.check(request, domain.version());
    } else {
      Precondition.checkIfSent(request, domain.version());
    }
    note(tx, caller, action, domain);
    return change.of(tx, domain);
  }

  private void note(Tx tx, Caller caller, String action, LoginDomain domain) {
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()), action, domain.domain().ascii(), "ok", Map.of()));
  }

  private static Written shown(int status, LoginDomain domain) {
    return Written.of(status, json(domain), Map.of("ETag", Precondition.etag(domain.version())));
  }

  private static ObjectNode json(LoginDomain domain) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", domain.id().toString())
            .put("domain", domain.domain().ascii())
            .put("displayName", domain.domain().shown())
            .put("status", LoginDomains.code(domain.status()))
            .put("reason", domain.why().map(LoginDomains::code).orElse(null));
    json.putObject("record")
        .put("type", "TXT")
        .put("name", domain.domain().proofName())
        .put("value", domain.proof());
    return json.put("version", domain.version())
        .put("requestedAt", domain.requestedAt().toString())
        .put("verifiedAt", text(domain.verifiedAt()))
        .put("checkedAt", text(domain.checkedAt()))
        .put("missingSince", text(domain.missingSince()));
  }

  private static @Nullable String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }
}
