package io.concordat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.http.Reply.Problem;
import io.concordat.spi.http.Unavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Bodies and statuses in one place. */
public final class Answers {
  private static final MediaType PROBLEM = MediaType.of("application/problem+json");

  /** Vendors and their redirects come here; their errors have the shape they always had. */
  static final Set<String> STABLE =
      Set.of(
          "/api/auth/google/calendar/callback",
          "/api/auth/microsoft/calendar/callback",
          "/api/calendar/webhooks/google",
          "/api/calendar/webhooks/microsoft");

  private Answers() {}

  public static MutableHttpResponse<byte[]> json(int status, JsonNode body) {
    return json(status, body.toString());
  }

  public static MutableHttpResponse<byte[]> json(int status, String body) {
    return bytes(status, MediaType.APPLICATION_JSON_TYPE, body);
  }

  static MutableHttpResponse<byte[]> text(int status, MediaType type, String body) {
    return bytes(status, type, body);
  }

  public static MutableHttpResponse<?> empty(int status) {
    return HttpResponse.status(status, reason(status));
  }

  /** The one place where an edition's gap gets its status and its words. */
  static MutableHttpResponse<byte[]> unavailable(Unavailable why) {
    return json(501, failure(why.feature() + " is only available in Enterprise Edition."));
  }

  static MutableHttpResponse<?> problem(HttpRequest<?> request, Refusal refusal) {
    MutableHttpResponse<?> response = problem(request, refusal.problem());
    refusal.headers().forEach(response::header);
    return response;
  }

  static MutableHttpResponse<byte[]> problem(HttpRequest<?> request, Problem problem) {
    if (STABLE.contains(request.getPath())) {
      return json(problem.status(), failure(problem.detail()));
    }
    return bytes(problem.status(), PROBLEM, body(problem, request.getPath()).toString());
  }

  private static ObjectNode body(Problem problem, String path) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:concordat:problem:" + problem.code())
            .put("title", reason(problem.status()))
            .put("status", problem.status())
            .put("code", problem.code())
            .put("detail", problem.detail());
    if (!problem.field().isEmpty()) {
      body.put("field", problem.field());
    }
    return body.put("instance", path);
  }

  private static String failure(String error) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("success", false)
        .put("error", error)
        .toString();
  }

  private static MutableHttpResponse<byte[]> bytes(int status, MediaType type, String body) {
    MutableHttpResponse<byte[]> response =
        HttpResponseFactory.INSTANCE.status(status, reason(status));
    return response.body(body.getBytes(StandardCharsets.UTF_8)).contentType(type);
  }

  static String reason(int status) {
    return Map.of(
            HttpStatus.UNPROCESSABLE_ENTITY.getCode(),
            "Unprocessable Content",
            428,
            "Precondition Required")
        .getOrDefault(status, known(status));
  }

  private static String known(int status) {
    try {
      return HttpStatus.valueOf(status).getReason();
    } catch (IllegalArgumentException e) {
      return "Error";
    }
  }
}
