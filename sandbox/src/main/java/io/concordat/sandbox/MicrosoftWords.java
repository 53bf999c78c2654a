package io.concordat.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.entra.Entra;
import io.concordat.sandbox.fault.Fault;
import io.concordat.sandbox.fault.Words;
import io.concordat.sandbox.graph.GraphError;
import io.concordat.sandbox.http.Html;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Microsoft's words for what goes wrong: Entra's numbers, Graph's codes, a gateway's pages. */
final class MicrosoftWords implements Words {
  private static final Pattern AADSTS = Pattern.compile("AADSTS(\\d+)");
  private static final String CHALLENGE =
      "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
          + " error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"";

  private final TwinClock clock;
  private final Entra entra;

  MicrosoftWords(TwinClock clock, Entra entra) {
    this.clock = clock;
    this.entra = entra;
  }

  @Override
  public Reply status(Request request, Fault.Effect.Status status) {
    Optional<Integer> number =
        status
            .reason()
            .map(AADSTS::matcher)
            .filter(Matcher::matches)
            .map(m -> Integer.parseInt(m.group(1)));
    if (number.isPresent()) {
      return entra.refuse(request, number.get());
    }
    return Entra.owns(request)
        ? Reply.html(status.code(), Html.document("Service unavailable", "<p>Try again.</p>"))
        : error(status).reply(request, clock.instant());
  }

  private static GraphError error(Fault.Effect.Status status) {
    int code = status.code();
    String reason = status.reason().orElse("");
    if (reason.equals("insufficient_claims")) {
      return GraphError.of(401, "InvalidAuthenticationToken", "Continuous access evaluation.")
          .with("WWW-Authenticate", CHALLENGE);
    }
    return reason.isEmpty() ? error(code) : GraphError.of(code, reason, reason);
  }

  private static GraphError error(int code) {
    return switch (code) {
      case 400 -> GraphError.badRequest("Bad request.");
      case 401 -> GraphError.invalidToken();
      case 403 -> GraphError.accessDenied();
      case 404 -> GraphError.itemNotFound();
      case 409 -> GraphError.of(409, "ErrorIrresolvableConflict", "Conflict.");
      case 410 ->
          GraphError.of(410, "syncStateNotFound", "The sync state generation is not found.");
      case 412 -> GraphError.conflict();
      case 429 -> GraphError.of(429, "TooManyRequests", "Too many requests.");
      case 503 -> GraphError.of(503, "ServiceUnavailable", "Service unavailable.");
      case 504 -> GraphError.of(504, "GatewayTimeout", "Gateway timeout.");
      default -> GraphError.of(code, "InternalServerError", "Internal server error.");
    };
  }

  @Override
  public String halfOfAPage() {
    return "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#events\",\"val";
  }

  @Override
  public Reply withRow(Reply listing, String shape) {
    ObjectNode page = Json.parse(listing.body());
    ArrayNode rows = Json.array().add(row(shape));
    page.path("value").forEach(rows::add);
    page.set("value", rows);
    return Reply.json(listing.status(), page);
  }

  private static ObjectNode row(String shape) {
    ObjectNode row =
        Json.object().put("@odata.etag", "W/\"malformed\"").put("type", "singleInstance");
    row.put("id", "malformed-" + shape).put("subject", "malformed: " + shape);
    row.put("iCalUId", shape + "@malformed.example");
    row.putObject("start").put("dateTime", "2026-11-23T09:00:00.0000000").put("timeZone", "UTC");
    row.putObject("end").put("dateTime", "2026-11-23T10:00:00.0000000").put("timeZone", "UTC");
    switch (shape) {
      case "missingStart" -> row.remove("start");
      case "missingEnd" -> row.remove("end");
      case "missingTimes" -> row.without(java.util.List.of("start", "end"));
      case "unknownZone" -> row.withObject("start").put("timeZone", "Mars Standard Time");
      case "badDateTime" -> row.withObject("start").put("dateTime", "yesterday");
      case "endBeforeStart" -> row.withObject("end").put("dateTime", "2026-11-22T10:00:00.0000000");
      case "garbageRecurrence" ->
          row.put("type", "seriesMaster")
              .putObject("recurrence")
              .putObject("pattern")
              .put("type", "sometimes");
      case "noId" -> row.remove("id");
      default -> throw new IllegalArgumentException("unknown shape " + shape);
    }
    return row;
  }
}
