package io.concordat.sandbox.fault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What goes wrong at present: request faults by pattern, notification trouble, latency. */
public final class Faults {
  private final List<Pending> pending = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private volatile Duration latency = Duration.ZERO;

  public synchronized void reset() {
    pending.clear();
    troubles.clear();
    latency = Duration.ZERO;
  }

  /** Forgets faults and trouble; latency stays. */
  public synchronized void clear() {
    pending.clear();
    troubles.clear();
  }

  public synchronized void add(ObjectNode body) {
    if (Json.text(body, "kind").orElse("").equals("notifications")) {
      troubles.add(new Trouble(Trouble.Mode.read(body), body.path("times").asInt(1), millis(body)));
    } else {
      pending.add(new Pending(Fault.read(body)));
    }
  }

  private static Duration millis(ObjectNode body) {
    return Duration.ofMillis(body.path("delayMillis").asLong(500));
  }

  public synchronized ObjectNode json() {
    ArrayNode items = Json.array();
    pending.forEach(p -> items.add(p.fault.json().put("left", p.left)));
    troubles.forEach(t -> items.add(t.json()));
    ObjectNode json = Json.object();
    json.set("items", items);
    return json;
  }

  /** The fault this request meets, if any; it is used up by one. */
  public synchronized Optional<Fault> next(Request request) {
    for (Pending candidate : pending) {
      if (candidate.fault.matches(request.method(), request.path(), request.queryText())) {
        Optional<Fault> hit = candidate.take();
        if (hit.isPresent()) {
          pending.removeIf(p -> p.left <= 0);
          return hit;
        }
      }
    }
    return Optional.empty();
  }

  /** The trouble the next notification meets, if any; it is used up by one. */
  public synchronized Optional<Trouble> nextTrouble() {
    if (troubles.isEmpty()) {
      return Optional.empty();
    }
    Trouble first = troubles.getFirst();
    replaceFirst(t -> t.withTimes(t.times() - 1));
    return Optional.of(first);
  }

  private void replaceFirst(UnaryOperator<Trouble> change) {
    Trouble next = change.apply(troubles.removeFirst());
    if (next.times() > 0) {
      troubles.addFirst(next);
    }
  }

  public Duration latency() {
    return latency;
  }

  public void latency(Duration value) {
    latency = value;
  }

  /** Lets the time of a slow vendor pass; called without any lock. */
  public void pause(Duration time) {
    if (time.isPositive()) {
      try {
        Thread.sleep(time); // the latency of a vendor is the feature here
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Pending {
    private final Fault fault;
    private int skip;
    private int left;

    Pending(Fault fault) {
      this.fault = fault;
      this.skip = fault.skip();
      this.left = fault.times();
    }

    Optional<Fault> take() {
      if (skip > 0) {
        skip--;
        return Optional.empty();
      }
      left--;
      return Optional.of(fault);
    }
  }
}
