package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A calendar provider of one technician, by REST. */
public record Provider(Technician owner, String id) {
  private static final String PROVIDERS = "/api/v1/calendar/providers";

  /**
   * @param vendor {@code google} or {@code microsoft}
   */
  public static Provider create(Technician owner, String vendor, ObjectNode settings) {
    settings.put("vendor", vendor);
    JsonNode made = owner.rest().post(PROVIDERS, settings).expect(201).json();
    return new Provider(owner, made.path("id").asText());
  }

  /** Through the vendor's pages, as a person in a browser would. */
  public void connect(Rest pages, String email) {
    URI page = URI.create(connectAnswer().expect(200).json().path("authorizationUrl").asText());
    Answer consent = pages.get(page.getRawPath() + "?" + page.getRawQuery()).expect(200);
    Answer back =
        Form.in(consent.body())
            .set("account", email)
            .set("decision", "approve")
            .submit(pages)
            .expect(302, 303);
    URI callback = URI.create(back.header("location"));
    Answer outcome =
        Rest.at(callback)
            .get(callback.getRawPath() + "?" + callback.getRawQuery())
            .expect(302, 303);
    if (!outcome.header("location").contains("calendarAuth=success")) {
      throw new Surprise("connecting " + email + " ended at " + outcome.header("location"));
    }
  }

  private Answer connectAnswer() {
    return owner.rest().post(path("/connect"), Rest.object());
  }

  public JsonNode read() {
    return owner.rest().get(path("")).expect(200).json();
  }

  /** What hinders it, and when it tries again. */
  public JsonNode health() {
    return owner.rest().get(path("/health")).expect(200).json();
  }

  public String status() {
    return read().path("status").asText();
  }

  /** Switches it off or on again. */
  public void active(boolean on) {
    owner
        .rest()
        .send("PATCH", path(""), Rest.object().put("active", on), Map.of("If-Match", "*"))
        .expect(200);
  }

  public void delete() {
    owner.rest().send("DELETE", path(""), null, Map.of()).expect(200, 202, 204);
  }

  /** Asks for a run and waits for its end. */
  public JsonNode sync(ObjectNode how, Duration most) {
    String run = owner.rest().post(path("/sync"), how).expect(202).json().path("runId").asText();
    return Waiting.until(
        "run " + run + " ends",
        most,
        () -> {
          JsonNode state = owner.rest().get(path("/runs/" + run)).expect(200).json();
          return isOver(state.path("state").asText()) ? Optional.of(state) : Optional.empty();
        });
  }

  /** Asks for a run and does not wait. */
  public void nudge() {
    owner.rest().post(path("/sync"), Rest.object()).expect(202);
  }

  /** Asks what a run would do, and waits for the answer. */
  public JsonNode plan(Duration most) {
    String plan =
        owner.rest().post(path("/plans"), Rest.object()).expect(202).json().path("planId").asText();
    return Waiting.until(
        "plan " + plan + " is made",
        most,
        () -> {
          JsonNode now = owner.rest().get(path("/plans/" + plan)).expect(200).json();
          return now.path("state").asText().equals("queued") ? Optional.empty() : Optional.of(now);
        });
  }

  /** Asks what a clean-up would remove, and waits for the answer. */
  public JsonNode look(Duration most) {
    String cleanup =
        owner
            .rest()
            .post(path("/cleanups"), Rest.object())
            .expect(202)
            .json()
            .path("cleanupId")
            .asText();
    return Waiting.until(
        "clean-up " + cleanup + " has looked",
        most,
        () -> {
          JsonNode now = owner.rest().get(path("/cleanups/" + cleanup)).expect(200).json();
          return now.path("state").asText().equals("looking") ? Optional.empty() : Optional.of(now);
        });
  }

  /** Lets through what waits for a person, as somebody would who meant it. */
  public void goOn() {
    if (!read().path("fuse").isNull()) {
      Map<String, String> match = Map.of("If-Match", "*");
      owner.rest().send("POST", path("/fuse/release"), Rest.object(), match).expect(202, 409);
    }
  }

  private static boolean isOver(String state) {
    return !Set.of("queued", "running", "waiting").contains(state);
  }

  /** Whether the first import is complete and nothing waits. */
  public boolean isQuiet() {
    JsonNode now = read();
    return Set.of("connected", "degraded").contains(now.path("status").asText())
        && now.path("counts").path("pending").asInt() == 0
        && !now.path("lastSyncAt").isNull();
  }

  /** Quiet, and no run is under way that might still change what people see. */
  public boolean isAtRest() {
    JsonNode runs = owner.rest().get(path("/runs?limit=5")).expect(200).json().path("items");
    return isQuiet() && runs.valueStream().allMatch(run -> isOver(run.path("state").asText()));
  }

  /**
   * What the product refuses to carry, by its own account.
   *
   * @param reasons closed-list codes and how often
   */
  public record Refusals(Map<String, Integer> reasons, Set<String> entries, Set<String> events) {}

  public Refusals refusals() {
    Map<String, Integer> reasons = new TreeMap<>();
    Set<String> entries = new HashSet<>();
    Set<String> events = new HashSet<>();
    for (JsonNode mapping : mappings("error")) {
      reasons.merge(mapping.path("reason").asText("none"), 1, Integer::sum);
      entries.add(mapping.path("entryId").asText(""));
      events.add(mapping.path("remoteId").asText(""));
    }
    for (JsonNode aside : health().path("quarantine")) {
      reasons.merge(aside.path("reason").asText("none"), 1, Integer::sum);
      events.add(aside.path("remoteId").asText(""));
    }
    return new Refusals(reasons, entries, events);
  }

  public List<JsonNode> mappings(String status) {
    return new ArrayList<>(
        owner
            .rest()
            .all(path("/mappings?limit=500" + (status.isEmpty() ? "" : "&status=" + status))));
  }

  private String path(String rest) {
    return PROVIDERS + "/" + id + rest;
  }
}
