package io.concordat.dist.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who sends requests; each reply is searched for what it must not contain.
 *
 * @param allowed kinds of canaries that are this caller's own
 */
record Probe(
    String name,
    boolean powerless,
    Rest rest,
    Canaries canaries,
    List<String> allowed,
    AtomicLong sent) {

  Probe(String name, Rest rest, Canaries canaries, String... allowed) {
    this(name, false, rest, canaries, List.of(allowed), new AtomicLong());
  }

  /** One who may do nothing. */
  static Probe powerless(String name, Rest rest, Canaries canaries) {
    return new Probe(name, true, rest, canaries, List.of(), new AtomicLong());
  }

  /** What a reply tells. */
  record Outcome(int status, String code, int length) {
    boolean done() {
      return status < 300;
    }

    boolean denied() {
      return status == 401 || status == 403;
    }
  }

  Answer send(String method, String path, Optional<JsonNode> body) {
    return send(method, path, body, Map.of());
  }

  Answer send(String method, String path, Optional<JsonNode> body, Map<String, String> more) {
    sent.incrementAndGet();
    var headers = new HashMap<>(more);
    body.ifPresent(any -> headers.put("Content-Type", "application/json"));
    Answer answer = rest.raw(method, path, body.map(Probe::bytes).orElse(new byte[0]), headers);
    canaries.listen(name + ": " + answer.request(), heads(answer) + answer.body(), allowed);
    return answer;
  }

  private static String heads(Answer answer) {
    return answer.headers().map().toString();
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return Rest.JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode get(String path) {
    return send("GET", path, Optional.empty()).expect(200).json();
  }

  static Outcome outcome(Answer answer) {
    return new Outcome(answer.status(), code(answer), answer.body().length());
  }

  private static String code(Answer answer) {
    return answer.header("content-type").contains("json")
        ? answer.json().path("code").asText()
        : "";
  }
}
