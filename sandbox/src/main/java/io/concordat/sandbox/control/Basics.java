package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.http.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the control API of every twin can do: time, latency, faults, the request log. */
record Basics(TwinClock clock, Faults faults, RequestLog log) {
  /** The answer, if the route is one of these. */
  Optional<JsonNode> answer(Request request, String route) {
    return switch (route) {
      case "GET clock" -> Optional.of(now());
      case "POST clock" -> Optional.of(setClock(body(request)));
      case "GET latency" -> Optional.of(latency());
      case "POST latency" -> Optional.of(setLatency(body(request)));
      case "GET faults" -> Optional.of(faults.json());
      case "POST faults" -> Optional.of(fault(body(request)));
      case "DELETE faults" -> Optional.of(done(faults::clear));
      case "GET requests" -> Optional.of(requests(request));
      case "GET requests/summary" -> Optional.of(log.summary());
      case "DELETE requests" -> Optional.of(done(log::clear));
      default -> Optional.empty();
    };
  }

  void reset() {
    faults.reset();
    log.clear();
    clock.reset();
  }

  static ObjectNode body(Request request) {
    return request.body().length == 0 ? Json.object() : Json.parse(request.body());
  }

  static ObjectNode done(Runnable act) {
    act.run();
    return Json.object();
  }

  private ObjectNode now() {
    return Json.object()
        .put("now", clock.instant().toString())
        .put("offsetMillis", clock.offset().toMillis());
  }

  private ObjectNode setClock(ObjectNode body) {
    Json.text(body, "now").map(Instant::parse).ifPresent(clock::set);
    Json.text(body, "advance").map(Duration::parse).ifPresent(clock::advance);
    if (body.has("advanceSeconds")) {
      clock.advance(Duration.ofSeconds(body.path("advanceSeconds").asLong()));
    }
    if (List.of("now", "advance", "advanceSeconds").stream().noneMatch(body::has)) {
      throw new IllegalArgumentException("now, advance or advanceSeconds is missing");
    }
    return now();
  }

  private ObjectNode latency() {
    return Json.object().put("ms", faults.latency().toMillis());
  }

  private ObjectNode setLatency(ObjectNode body) {
    faults.latency(Duration.ofMillis(body.path("ms").asLong(0)));
    return latency();
  }

  private JsonNode fault(ObjectNode body) {
    faults.add(body);
    return faults.json();
  }

  private JsonNode requests(Request request) {
    long since = number(request, "since").orElse(0L);
    return log.since(since, Math.toIntExact(number(request, "limit").orElse(1000L)));
  }

  private static Optional<Long> number(Request request, String name) {
    return request.query().first(name).map(Long::parseLong);
  }
}
