package io.concordat.sandbox.graph;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The paths under {@code /v1.0/} for an authenticated caller: throttling, latency, routing, error
 * bodies. Batches are taken apart before ({@link JsonBatch}); each part comes here by itself.
 */
public final class GraphApi {
  private final TwinClock clock;
  private final Faults faults;
  private final Mailboxes mailboxes;
  private final Throttle throttle;
  private final MailboxApi account;
  private final EventsApi events;
  private final ListsApi lists;
  private final DeltaApi delta;
  private final Map<String, Branch> branches = new LinkedHashMap<>();

  public GraphApi(TwinClock clock, Faults faults, Mailboxes mailboxes, Throttle throttle) {
    this.clock = clock;
    this.faults = faults;
    this.mailboxes = mailboxes;
    this.throttle = throttle;
    this.account = new MailboxApi(mailboxes);
    this.events = new EventsApi(mailboxes);
    this.lists = new ListsApi(mailboxes);
    this.delta = new DeltaApi(mailboxes);
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

  /** Every answer names its request, and repeats the caller's name for it. */
  private static Reply echo(Call call, Reply reply) {
    Reply named = reply.with("request-id", UUID.randomUUID().toString());
    return call.request()
        .header("client-request-id")
        .map(id -> named.with("client-request-id", id))
        .orElse(named);
  }

  private Reply route(Call call, Caller caller) {
    List<String> path = call.request().segments();
    if (path.size() < 2 || !path.getFirst().equals("v1.0")) {
      throw GraphError.noSegment(path.getFirst());
    }
    Branch branch = branches.get(path.get(1));
    return branch != null ? branch.answer(call, caller) : mailbox(call, caller, path);
  }

  /** Delegated callers reach their own mailbox only, by either of its addresses. */
  private Reply mailbox(Call call, Caller caller, List<String> path) {
    if (path.get(1).equals("me")) {
      return below(call, caller, path.subList(2, path.size()));
    }
    if (!path.get(1).equals("users") || path.size() < 3) {
      throw GraphError.noSegment(path.get(1));
    }
    String user = path.get(2);
    if (!user.equals(caller.userId()) && !user.equalsIgnoreCase(caller.email())) {
      throw GraphError.accessDenied();
    }
    return below(call, caller, path.subList(3, path.size()));
  }

  private Reply below(Call call, Caller caller, List<String> path) {
    if (path.isEmpty()) {
      return account.me(caller);
    }
    return switch (path.getFirst()) {
      case "mailboxSettings" -> account.settings(caller);
      case "outlook" -> account.zones(call, caller, path.getLast());
      case "calendars" -> calendars(call, caller, path);
      case "calendar" -> inside(call, place(caller, standard(caller), true), rest(path, 1));
      case "events", "calendarView" -> inside(call, place(caller, standard(caller), true), path);
      default -> throw GraphError.noSegment(path.getFirst());
    };
  }

  private Folder standard(Caller caller) {
    return mailboxes.read(() -> mailboxes.box(caller.userId()).standard());
  }

  private Place place(Caller caller, Folder folder, boolean anyFolder) {
    Mailbox box = mailboxes.read(() -> mailboxes.box(caller.userId()));
    return new Place(mailboxes, caller, box, folder, anyFolder);
  }

  private static List<String> rest(List<String> path, int from) {
    return path.subList(from, path.size());
  }

  private Reply calendars(Call call, Caller caller, List<String> path) {
    if (path.size() == 1) {
      Place place = place(caller, standard(caller), true);
      return switch (call.request().method()) {
        case "GET" -> account.calendars(call, place);
        case "POST" -> account.create(call, place);
        default -> throw GraphError.notAllowed();
      };
    }
    Folder folder = mailboxes.read(() -> mailboxes.box(caller.userId()).folder(path.get(1)));
    return inside(call, place(caller, folder, false), rest(path, 2));
  }

  private Reply inside(Call call, Place place, List<String> path) {
    String method = call.request().method();
    String last = path.isEmpty() ? "" : path.getLast();
    String route = method + " " + path.size() + " " + (path.isEmpty() ? "" : path.getFirst());
    return switch (route) {
      case "GET 0 " -> account.calendar(place);
      case "GET 1 events" -> lists.events(call, place);
      case "POST 1 events" -> events.create(call, place);
      case "GET 1 calendarView" -> lists.view(call, place);
      case "GET 2 calendarView" -> delta(call, place, last);
      case "GET 2 events" -> events.get(call, place, last);
      case "PATCH 2 events" -> events.patch(call, place, last);
      case "DELETE 2 events" -> events.delete(call, place, last);
      case "GET 3 events", "POST 3 events" -> act(call, place, path.get(1), method + " " + last);
      default -> throw GraphError.noSegment(last);
    };
  }

  private Reply delta(Call call, Place place, String last) {
    if (!last.equals("delta") && !last.equals("delta()")) {
      throw GraphError.noSegment(last);
    }
    return delta.answer(call, place);
  }

  private Reply act(Call call, Place place, String id, String act) {
    return switch (act) {
      case "GET instances" -> lists.instances(call, place, id);
      case "POST cancel" -> events.cancel(call, place, id);
      default -> throw GraphError.noSegment(act);
    };
  }
}
