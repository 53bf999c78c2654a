package io.concordat.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Applies a fault to a request that is being answered. */
public final class Spoil {
  private final Faults faults;

  public Spoil(Faults faults) {
    this.faults = faults;
  }

  /** The spoilt answer; the request takes effect only if the fault needs or allows it. */
  public Reply answer(Fault fault, Supplier<Reply> real) {
    return switch (fault.effect()) {
      case Fault.Effect.Status status -> {
        effect(fault, real);
        yield status(status);
      }
      case Fault.Effect.Reset _ -> {
        effect(fault, real);
        yield Reply.cut();
      }
      case Fault.Effect.Hang(var time) -> {
        faults.pause(time);
        yield real.get();
      }
      case Fault.Effect.MalformedJson _ -> {
        effect(fault, real);
        yield Reply.of(
            200, "application/json; charset=UTF-8", "{\"kind\":\"calendar#events\",\"it");
      }
      case Fault.Effect.MalformedEvent(var shape) -> withRow(real.get(), shape);
    };
  }

  /** Lets the request happen if only its answer is to be lost. */
  private static Optional<Reply> effect(Fault fault, Supplier<Reply> real) {
    return fault.after() ? Optional.of(real.get()) : Optional.empty();
  }

  private static Reply status(Fault.Effect.Status status) {
    Reply reply = error(status).toReply();
    return status.retryAfter().map(value -> reply.with("Retry-After", value)).orElse(reply);
  }

  private static GoogleError error(Fault.Effect.Status status) {
    Optional<String> reason = status.reason();
    int code = status.code();
    if (reason.isPresent()) {
      return domain(code, reason.get());
    }
    return switch (code) {
      case 401 -> GoogleError.authError();
      case 403, 429 -> GoogleError.usageLimit(code, "rateLimitExceeded", "Rate Limit Exceeded");
      case 404 -> GoogleError.notFound();
      case 409 -> GoogleError.of(409, "global", "conflict", "Conflict");
      case 410 -> GoogleError.fullSyncRequired();
      case 412 -> GoogleError.conditionNotMet();
      case 400 -> GoogleError.badRequest("Bad Request");
      default -> GoogleError.backendError(code);
    };
  }

  private static GoogleError domain(int code, String reason) {
    boolean usage = reason.endsWith("LimitExceeded") || reason.endsWith("RateLimitExceeded");
    boolean limits = usage || reason.equals("quotaExceeded");
    return GoogleError.of(code, limits ? "usageLimits" : "global", reason, reason);
  }

  /** Puts an unusable event at the head of a listing. */
  private static Reply withRow(Reply reply, String shape) {
    ObjectNode page = Json.parse(reply.body());
    ArrayNode items = Json.array().add(row(shape));
    page.path("items").forEach(items::add);
    page.set("items", items);
    return Reply.json(reply.status(), page);
  }

  /** One of the shapes: an event as it should not be. */
  public static JsonNode row(String shape) {
    ObjectNode row = Json.object().put("kind", "calendar#event").put("etag", "\"1\"");
    row.put("id", "malformed" + Integer.toHexString(shape.hashCode())).put("status", "confirmed");
    row.put("summary", "malformed: " + shape).put("iCalUID", shape + "@malformed.example");
    row.putObject("start").put("dateTime", "2026-11-23T09:00:00Z").put("timeZone", "UTC");
    row.putObject("end").put("dateTime", "2026-11-23T10:00:00Z").put("timeZone", "UTC");
    switch (shape) {
      case "missingStart" -> row.remove("start");
      case "missingEnd" -> row.remove("end");
      case "missingTimes" -> row.without(List.of("start", "end"));
      case "unknownZone" ->
          row.putObject("start")
              .put("dateTime", "2026-11-23T09:00:00Z")
              .put("timeZone", "Mars/Olympus");
      case "badDate" -> row.putObject("start").put("date", "2026-02-31");
      case "badDateTime" -> row.putObject("start").put("dateTime", "yesterday");
      case "endBeforeStart" -> row.putObject("end").put("dateTime", "2026-11-22T10:00:00Z");
      case "garbageRrule" -> row.putArray("recurrence").add("RRULE:FREQ=SOMETIMES;BYDAY=XX");
      case "mixedTimes" -> row.putObject("end").put("date", "2026-11-24");
      case "noId" -> row.remove("id");
      default -> throw new IllegalArgumentException("unknown shape " + shape);
    }
    return row;
  }
}
