package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A refusal in the words of Microsoft Graph: status, code, message, some headers. */
public final class GraphError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  private GraphError(int status, String code, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  public static GraphError of(int status, String code, String message) {
    return new GraphError(status, code, message, Map.of());
  }

  public GraphError with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new GraphError(status, code, String.valueOf(getMessage()), more);
  }

  public static GraphError badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  public static GraphError invalidProperty(String message) {
    return of(400, "ErrorPropertyValidationFailure", message);
  }

  public static GraphError bodyRead(String message) {
    return of(400, "RequestBodyRead", message);
  }

  public static GraphError invalidToken() {
    return of(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
  }

  public static GraphError accessDenied() {
    return of(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
  }

  public static GraphError itemNotFound() {
    return of(404, "ErrorItemNotFound", "The specified object was not found in the store.");
  }

  public static GraphError noSegment(String segment) {
    return of(400, "BadRequest", "Resource not found for the segment '" + segment + "'.");
  }

  public static GraphError notAllowed() {
    return of(
        405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  }

  public static GraphError conflict() {
    return of(
        412,
        "ErrorIrresolvableConflict",
        "The send or update operation could not be performed because the change key passed in the"
            + " request does not match the current change key for the item.");
  }

  public static GraphError throttled(String message, long retryAfterSeconds) {
    return of(429, "ApplicationThrottled", message)
        .with("Retry-After", Long.toString(retryAfterSeconds));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** The whole answer, with the ids that Graph puts into headers and body alike. */
  public Reply reply(Request request, Instant now) {
    String requestId = UUID.randomUUID().toString();
    String clientId = request.header("client-request-id").orElse(requestId);
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage());
    error
        .putObject("innerError")
        .put("date", DATE.format(now))
        .put("request-id", requestId)
        .put("client-request-id", clientId);
    Reply reply = Reply.json(status, body).with("request-id", requestId);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply.with("client-request-id", clientId);
  }
}
