package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.microsoft.Binding;
import io.concordat.microsoft.Bindings;
import io.concordat.microsoft.Bound;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
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
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code /api/v1/microsoft/bindings}: which profile serves a consumer. A consumer that this edition
 * does not have answers like one that nobody has.
 */
@Controller("/api/v1/microsoft/bindings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class BindingRoutes {
  private static final String CAUSE = "api";

  private final ShownProfiles shown;
  private final Gate gate;
  private final Transactions transactions;
  private final Bindings bindings;
  private final Audit audit;
  private final Idempotency idempotency;

  BindingRoutes(
      ShownProfiles shown,
      Gate gate,
      Transactions transactions,
      Bindings bindings,
      Audit audit,
      InstantSource clock) {
    this.shown = shown;
    this.gate = gate;
    this.transactions = transactions;
    this.bindings = bindings;
    this.audit = audit;
    this.idempotency = new Idempotency(clock);
  }

  /** One write by one caller. */
  private interface Write {
    Written by(Tx tx, Caller caller, MicrosoftConsumer consumer);
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "microsoft_binding.list",
        Set.of(Permissions.SETTINGS_READ),
        caller -> {
          Query.of(request).only();
          return Answers.json(200, list(transactions.call(bindings::all)).toString());
        });
  }

  private ObjectNode list(List<Binding> bound) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("items");
    MicrosoftJson made = shown.json();
    for (MicrosoftConsumer consumer : shown.consumers().shown()) {
      items.add(
          made.of(
              consumer,
              bound.stream().filter(b -> b.consumer().equals(consumer.name())).findFirst()));
    }
    return json.putNull("next");
  }

  @Get("/{consumer}")
  HttpResponse<?> read(HttpRequest<?> request, String consumer) {
    return gate.enter(
        request,
        "microsoft_binding.read",
        Set.of(Permissions.SETTINGS_READ),
        caller -> {
          MicrosoftConsumer known = known(consumer);
          return read(known, bindings.look(caller.tenant(), known.name())).response();
        });
  }

  private Written read(MicrosoftConsumer consumer, Optional<Binding> binding) {
    Map<String, String> etag =
        binding.map(bound -> Map.of("ETag", Precondition.etag(bound.version()))).orElse(Map.of());
    return Written.of(200, shown.json().of(consumer, binding), etag);
  }

  @Put("/{consumer}")
  HttpResponse<?> put(HttpRequest<?> request, String consumer) {
    return write(
        request,
        "microsoft_binding.update",
        consumer,
        body -> {
          ObjectNode json = JsonIn.object(body);
          JsonIn.only(json, Set.of("profileId"), "");
          String profile = JsonIn.text(JsonIn.required(json, "profileId"), "profileId", 36);
          UUID id = JsonIn.uuid(profile, "profileId");
          return (tx, caller, known) -> bind(tx, caller, known, id);
        });
  }

  private Written bind(Tx tx, Caller caller, MicrosoftConsumer consumer, UUID profile) {
    return switch (bindings.bind(tx, consumer.name(), profile, CAUSE)) {
      case Bound.Done done -> {
        note(tx, caller, "microsoft_binding.update", consumer, profile.toString());
        yield read(consumer, bindings.find(tx, consumer.name()));
      }
      case Bound.UnknownProfile unknown ->
          throw Refusal.unknown(
              "unknown_profile", "profileId", "there is no such profile.", profile.toString());
      case Bound.Unfit(var reason) ->
          throw Refusal.field(reason.code(), "profileId", remedy(reason));
    };
  }

  private static String remedy(Reason reason) {
    return switch (reason) {
      case PROFILE_ARCHIVED -> "the profile is archived; choose an active one.";
      case PROFILE_CREDENTIALS_MISSING ->
          "the profile has no secret or certificate; set one or choose another.";
      case PROFILE_INVALID ->
          "the profile's certificate has expired, or its directoryId names no directory in"
              + " particular (common, organizations), which only sign-in can use; correct it or"
              + " choose another.";
      case BINDING_NOT_CONFIGURED -> "nothing is bound yet.";
    };
  }

  @Delete("/{consumer}")
  HttpResponse<?> delete(HttpRequest<?> request, String consumer) {
    return write(request, "microsoft_binding.delete", consumer, body -> this::unbind);
  }

  private Written unbind(Tx tx, Caller caller, MicrosoftConsumer consumer) {
    if (bindings.unbind(tx, consumer.name(), CAUSE)) {
      note(tx, caller, "microsoft_binding.delete", consumer, "");
    }
    return new Written(204, Map.of(), "");
  }

  /** What the body asks for. */
  private interface Reading {
    Write read(Optional<byte[]> body);
  }

  /** A hidden consumer is said to be unknown before the body is looked at. */
  private HttpResponse<?> write(
      HttpRequest<?> request, String action, String consumer, Reading reading) {
    return gate.enter(
        request,
        action,
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          MicrosoftConsumer known = known(consumer);
          Optional<byte[]> body = Incoming.body(request);
          Write write = reading.read(body);
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx,
                          request,
                          body,
                          caller,
                          () -> checked(tx, request, caller, known, write)))
              .response();
        });
  }

  private Written checked(
      Tx tx, HttpRequest<?> request, Caller caller, MicrosoftConsumer consumer, Write write) {
    long version = bindings.hold(tx, consumer.name()).map(Binding::version).orElse(0L);
    Precondition.checkIfSent(request, version);
    return write.by(tx, caller, consumer);
  }

  private MicrosoftConsumer known(String consumer) {
    return shown.consumers().find(consumer).orElseThrow(() -> Refusal.notFound(consumer));
  }

  private void note(
      Tx tx, Caller caller, String action, MicrosoftConsumer consumer, String profile) {
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()),
            action,
            consumer.name(),
            "ok",
            profile.isEmpty() ? Map.of() : Map.of("profile", profile)));
  }
}
