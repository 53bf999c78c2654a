package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.graph.GraphError;
import io.concordat.sandbox.graph.Injection;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.ics.IcsImport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings events into mailboxes. */
final class MicrosoftFilling {
  private static final int MOST = 200_000;

  private final MicrosoftParts parts;

  MicrosoftFilling(MicrosoftParts parts) {
    this.parts = parts;
  }

  ObjectNode ics(Request request) {
    String account =
        request
            .query()
            .filled("account")
            .orElseThrow(() -> new IllegalArgumentException("account is missing in the query"));
    Injection into = injection(account, request.query().filled("calendarId"));
    return new IcsImport(into.intake(), request.query().flag("freshUids")).run(request.body());
  }

  private Injection injection(String account, Optional<String> calendarId) {
    String userId =
        parts
            .mailboxes()
            .userId(account)
            .orElseThrow(() -> new IllegalArgumentException("no mailbox of " + account));
    return told(() -> new Injection(parts.mailboxes(), userId, calendarId));
  }

  private Injection injection(ObjectNode body) {
    String account =
        Json.text(body, "account")
            .orElseThrow(() -> new IllegalArgumentException("account is missing"));
    return injection(account, Json.text(body, "calendarId"));
  }

  /** What Graph refuses is the request's fault here too. */
  private static <T> T told(Supplier<T> act) {
    try {
      return act.get();
    } catch (GraphError e) {
      throw new IllegalArgumentException(e.code() + ": " + e.getMessage(), e);
    }
  }

  ObjectNode seed(ObjectNode body) {
    int count = body.path("count").asInt(0);
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count must be between 1 and " + MOST);
    }
    Instant start =
        Json.text(body, "start")
            .map(Instant::parse)
            .orElseGet(() -> parts.clock().instant().truncatedTo(ChronoUnit.HOURS));
    Duration step = Duration.ofMinutes(body.path("stepMinutes").asLong(60));
    injection(body).seed(count, start, step, Json.text(body, "summary").orElse("Seeded"));
    return Json.object().put("count", count);
  }

  ObjectNode event(ObjectNode body) {
    if (!(body.get("event") instanceof ObjectNode event)) {
      throw new IllegalArgumentException("event is missing");
    }
    Injection into = injection(body);
    return told(() -> into.add(event, body.path("raw").asBoolean(false)));
  }

  ObjectNode move(ObjectNode body) {
    String calendarId =
        Json.text(body, "calendarId")
            .orElseThrow(() -> new IllegalArgumentException("calendarId is missing"));
    Injection from = injection(body);
    return told(
        () -> {
          from.move(body.path("eventId").asText(), calendarId);
          return Json.object();
        });
  }
}
