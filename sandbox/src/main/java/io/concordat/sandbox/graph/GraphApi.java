package io.concordat.sandbox.graph;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths under {@code /v1.0/} for an authenticated caller: throttling, latency, routing, error
 * bodies. Batches are taken apart before ({@link JsonBatch}); each part comes here by itself.
 */
public final class GraphApi {
  private final TwinClock clock;
  private final Faults faults;
  private final Mailboxes mailboxes;
  private final Throttle throttle;
  private final Map<String, Branch> branches = new LinkedHashMap<>();

  public GraphApi(TwinClock clock, Faults faults, Mailboxes mailboxes, Throttle throttle) {
    this.clock = clock;
    this.faults = faults;
    this.mailboxes = mailboxes;
    this.throttle = throttle;
  }

  /** What answers below one segment after {@code /v1.0/}; may throw {@link GraphError}. */
  @FunctionalInterface
  public interface Branch {
    Reply answer(Call call, Caller caller);
  }

  /** Gives a segment to another room, such as {@code subscriptions}. */
  public void mount(String segment, Branch branch) {
    branches.put(segment, branch);
  }

  /**
   * Answers one call within the caller's limits, after the latency that is set; refusals become
   * answers here.
   */
  public Reply answer(Call call, Caller caller) {
    call.account(caller.email());
    call.units(1);
    try {
      throttle.enter(caller);
      try {
        faults.pause(faults.latency());
        return echo(call, route(call, caller));
      } finally {
        throttle.leave(caller);
      }
    } catch (GraphError e) {
      return refused(call, e);
    } catch (GoogleError e) { // the shared reader of queries and bodies speaks Google
      return refused(call, GraphError.badRequest(String.valueOf(e.getMessage())));
    }
  }

  /** The mailboxes this API opens. */
  public Mailboxes mailboxes() {
    return mailboxes;
  }

  private Reply refused(Call call, GraphError error) {
    call.note(error.code());
    return error.reply(call.request(), clock.instant());
  }

  private static Reply echo(Call call, Reply reply) {
    return call.request()
        .header("client-request-id")
        .map(id -> reply.with("client-request-id", id))
        .orElse(reply);
  }

  private Reply route(Call call, Caller caller) {
    List<String> path = call.request().segments();
    if (path.size() < 2 || !path.getFirst().equals("v1.0")) {
      throw GraphError.noSegment(path.getFirst());
    }
    Branch branch = branches.get(path.get(1));
    if (branch != null) {
      return branch.answer(call, caller);
    }
    throw GraphError.noSegment(path.get(1));
  }
}
