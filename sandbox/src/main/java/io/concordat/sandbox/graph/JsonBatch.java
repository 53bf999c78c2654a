package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * {@code POST /v1.0/$batch}: up to 20 requests, four at a time, each answered for itself and in an
 * order nobody should rely on.
 */
public final class JsonBatch {
  private static final int MOST = 20;
  private static final int AT_ONCE = 4;

  private final Request outer;
  private final Function<Request, Reply> inner;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final Map<String, CompletableFuture<Reply>> replies = new LinkedHashMap<>();

  private JsonBatch(Request outer, Function<Request, Reply> inner) {
    this.outer = outer;
    this.inner = inner;
  }

  /** Whether a request is a batch. */
  public static boolean owns(Request request) {
    return request.path().equals("/v1.0/$batch") || request.path().equals("/v1.0/%24batch");
  }

  /** Answers each part by {@code inner}; throws {@link GraphError} if the batch is malformed. */
  public static Reply answer(Request outer, Function<Request, Reply> inner) {
    if (!outer.method().equals("POST")) {
      throw GraphError.notAllowed();
    }
    return new JsonBatch(outer, inner).run();
  }

  private Reply run() {
    List<Part> parts = parts();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      parts.forEach(part -> replies.put(part.key(), new CompletableFuture<>()));
      parts.forEach(part -> threads.execute(() -> answer(part)));
    }
    ObjectNode body = Json.object();
    ArrayNode responses = body.putArray("responses");
    parts.reversed().forEach(part -> responses.add(response(part)));
    return Reply.json(200, body);
  }

  private List<Part> parts() {
    JsonNode requests = Json.parse(outer.body()).path("requests");
    if (!requests.isArray() || requests.isEmpty() || requests.size() > MOST) {
      throw GraphError.badRequest("Number of batch request steps must be from 1 to " + MOST + ".");
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode request : requests) {
      Part part = Part.read(request);
      if (parts.stream().anyMatch(p -> p.key().equals(part.key()))) {
        throw GraphError.badRequest("Duplicate request id " + part.id() + ".");
      }
      refuseUnknown(part, parts);
      parts.add(part);
    }
    return parts;
  }

  /** A part can only wait for one that stands before it, so there are no circles. */
  private static void refuseUnknown(Part part, List<Part> before) {
    for (String wanted : part.dependsOn()) {
      if (before.stream().noneMatch(p -> p.key().equals(wanted))) {
        throw GraphError.badRequest("dependsOn names an unknown request: " + wanted + ".");
      }
    }
  }

  private void answer(Part part) {
    boolean ready = part.dependsOn().stream().allMatch(this::succeeded);
    reply(part.key()).complete(ready ? call(part) : failedDependency());
  }

  private CompletableFuture<Reply> reply(String key) {
    return Objects.requireNonNull(replies.get(key), "parts are checked before they run");
  }

  private boolean succeeded(String key) {
    int status = reply(key).join().status();
    return status >= 200 && status < 400;
  }

  private Reply call(Part part) {
    slots.acquireUninterruptibly();
    try {
      return inner.apply(part.request(outer));
    } catch (RuntimeException e) { // a part that breaks breaks for itself
      return e instanceof GraphError error
          ? Reply.json(error.status(), error(error.code(), String.valueOf(error.getMessage())))
          : Reply.json(500, error("InternalServerError", "The part failed."));
    } finally {
      slots.release();
    }
  }

  private static Reply failedDependency() {
    return Reply.json(424, error("FailedDependency", "A request this one depends on failed."));
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", code).put("message", message);
    return body;
  }

  private ObjectNode response(Part part) {
    Reply reply = reply(part.key()).join();
    ObjectNode json = Json.object().put("id", part.id());
    json.put("status", reply.isCut() ? 503 : reply.status());
    reply.headers().forEach(json.putObject("headers")::put);
    if (reply.body().length > 0) {
      json.set("body", Json.parse(reply.body()));
    }
    return json;
  }

  private record Part(
      String id,
      String method,
      String url,
      Map<String, String> headers,
      String body,
      List<String> dependsOn) {
    static Part read(JsonNode json) {
      String id = need(json, "id");
      String url = need(json, "url");
      if (url.startsWith("http") || url.contains("$batch")) {
        throw GraphError.badRequest("The url of request " + id + " must be relative.");
      }
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      json.path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      boolean filled = json.hasNonNull("body");
      if (filled && !headers.containsKey("Content-Type")) {
        throw GraphError.badRequest("Request " + id + " has a body and no Content-Type.");
      }
      return new Part(
          id,
          need(json, "method").toUpperCase(Locale.ROOT),
          url.startsWith("/") ? url : "/" + url,
          headers,
          filled ? json.get("body").toString() : "",
          json.path("dependsOn").valueStream().map(d -> key(d.asText())).toList());
    }

    private static String need(JsonNode json, String field) {
      return Json.text(json, field)
          .filter(text -> !text.isBlank())
          .orElseThrow(() -> GraphError.badRequest("A batch request has no " + field + "."));
    }

    private static String key(String id) {
      return id.toLowerCase(Locale.ROOT);
    }

    String key() {
      return key(id);
    }

    /** Only who sends it comes from outside; every other header is the part's own. */
    Request request(Request outer) {
      Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      outer.header("Authorization").ifPresent(value -> all.put("Authorization", value));
      outer.header("Host").ifPresent(value -> all.put("Host", value));
      all.putAll(headers);
      int mark = url.indexOf('?');
      return new Request(
          method,
          "/v1.0" + (mark < 0 ? url : url.substring(0, mark)),
          mark < 0 ? "" : url.substring(mark + 1),
          all,
          body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
