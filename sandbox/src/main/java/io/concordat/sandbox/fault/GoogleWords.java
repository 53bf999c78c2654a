package io.concordat.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.List;
import java.util.Optional;

/** Google's words for what goes wrong. */
public final class GoogleWords implements Words {
  @Override
  public Reply status(Request request, Fault.Effect.Status status) {
    return error(status).toReply();
  }

  @Override
  public String halfOfAPage() {
    return "{\"kind\":\"calendar#events\",\"it";
  }

  private static GoogleError error(Fault.Effect.Status status) {
    Optional<String> reason = status.reason();
    int code = status.code();
    if (reason.isPresent()) {
      return domain(code, reason.get());
    }
    return switch (code) {
      case 401 -> GoogleError.authError();
      case 403, 429 -> GoogleError.usageLimit(code, "rateLimitExceeded", "Rate Limit Exceeded", "");
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

  @Override
  public Reply withRow(Reply reply, String shape) {
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
