package io.concordat.ee.calendar.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Cursor;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs asked for by people, and how they go. */
public final class RunRoutes {
  private static final Duration WATCHED = Duration.ofMinutes(10);
  private static final int GLANCE_MILLIS = 200;

  private final PluginContext core;
  private final ProviderRows providers;
  private final RunRows runs;
  private final Reach reach;
  private final Wake wake;

  public RunRoutes(
      PluginContext core, ProviderRows providers, RunRows runs, Reach reach, Wake wake) {
    this.core = core;
    this.providers = providers;
    this.runs = runs;
    this.reach = reach;
    this.wake = wake;
  }

  public List<Route> routes() {
    String base = ProviderRoutes.BASE + "/{id}";
    return List.of(
        route("POST", base + "/sync", this::sync),
        route("GET", base + "/runs", this::list),
        route("GET", base + "/runs/{runId}", this::get));
  }

  private static Route route(String method, String template, Route.Handler handler) {
    return new Route(method, template, Reach.OWN, BadBody.answered(handler));
  }

  private Reply sync(Request request) {
    boolean full = StrictBody.read(request.body(), Set.of("full")).bool("full").orElse(false);
    return reach.withLocked(request, (tx, provider) -> sync(tx, request, provider, full));
  }

  private Reply sync(Tx tx, Request request, Provider provider, boolean full) {
    if (!provider.runnable()) {
      return ProviderRoutes.notRunnable();
    }
    UUID run = ask(tx, provider, full);
    audit(tx, request, provider);
    return new Reply.Json(202, ProviderJson.object().put("runId", run.toString()).toString());
  }

  /** A run follows; its id. */
  public UUID ask(Tx tx, Provider provider, boolean full) {
    Instant now = core.clock().instant();
    Optional<UUID> queued = runs.queued(tx, provider.id());
    UUID run = queued.orElseGet(UUID::randomUUID);
    if (queued.isEmpty()) {
      runs.insert(tx, new RunRecord(run, provider.id(), "manual", full, true), "queued", now);
    } else if (full) {
      runs.completeInstead(tx, run);
    }
    providers.wantPull(tx, provider.id(), full);
    providers.hurry(tx, provider.id());
    wake.with(tx, provider);
    return run;
  }

  private void audit(Tx tx, Request request, Provider provider) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_provider.sync",
                provider.id().toString(),
                "ok",
                Map.of()));
  }

  private Reply list(Request request) {
    int limit = Cursor.limit(request.query("limit"));
    Optional<Cursor> after = Cursor.parse(request.query("cursor"));
    return reach.with(request, (tx, provider) -> list(tx, provider.id(), after, limit));
  }

  private Reply list(Tx tx, UUID provider, Optional<Cursor> after, int limit) {
    List<RunRows.Shown> found = runs.list(tx, provider, after, limit + 1);
    List<RunRows.Shown> page = found.subList(0, Math.min(limit, found.size()));
    Function<RunRows.Shown, Cursor> cursor = run -> new Cursor(run.requestedAt(), run.id());
    return ProviderJson.list(
        page.stream().map(RunRoutes::write).toList(), ProviderRoutes.next(found, page, cursor));
  }

  private Reply get(Request request) {
    return reach.with(request, (tx, provider) -> get(tx, request, provider.id()));
  }

  private Reply get(Tx tx, Request request, UUID provider) {
    Optional<UUID> id = Reach.id(request.path("runId"));
    Optional<RunRows.Shown> run = id.flatMap(known -> runs.find(tx, provider, known));
    if (run.isEmpty()) {
      id.ifPresent(asked -> reach.missed(tx, request.caller(), "calendar_run", asked));
      return Problems.notFound();
    }
    return request.header("accept").filter(kind -> kind.contains("text/event-stream")).isPresent()
        ? new Reply.EventStream(out -> follow(out, provider, run.get().id()))
        : new Reply.Json(200, write(run.get()).toString());
  }

  /** One event for each change, until the run is over. */
  private void follow(OutputStream out, UUID provider, UUID id)
      throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    String last = "";
    for (long left = WATCHED.toMillis(); left > 0; left -= GLANCE_MILLIS) {
      Optional<RunRows.Shown> run = core.transactions().call(tx -> runs.find(tx, provider, id));
      String now = run.map(RunRoutes::write).map(ObjectNode::toString).orElse("");
      if (!now.isEmpty() && !now.equals(last)) {
        out.write(("event: run\ndata: " + now + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        last = now;
      }
      if (run.isEmpty() || run.get().over()) {
        return;
      }
      if (never.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static ObjectNode write(RunRows.Shown run) {
    ObjectNode node = ProviderJson.object();
    node.put("id", run.id().toString());
    node.put("state", run.state());
    node.put("cause", run.cause());
    node.put("full", run.complete());
    node.put("done", run.counts().done);
    node.put("total", run.total().orElse(null));
    node.put("created", run.counts().created);
    node.put("updated", run.counts().updated);
    node.put("deleted", run.counts().deleted);
    node.put("conflicts", run.counts().conflicts);
    node.put("errors", run.counts().errors);
    node.put("errorCode", ProviderJson.orNull(run.error()));
    node.put("requestedAt", run.requestedAt().toString());
    node.put("startedAt", ProviderJson.time(run.startedAt()));
    node.put(
        "expectedEndAt",
        ProviderJson.time(run.expectedEndAt().filter(_ -> run.finishedAt().isEmpty())));
    return node.put("finishedAt", ProviderJson.time(run.finishedAt()));
  }
}
