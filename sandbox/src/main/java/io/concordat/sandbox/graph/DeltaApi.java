package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code calendarView/delta} with its quirks: the window is fixed in the link; days of a series are
 * rows of their own, sparse until somebody changes them; what was added, changed or deleted outside
 * the window comes as removed; a deleted day of a series gives no sign; links tell the latest state
 * only; a long window over an endless series runs into 504.
 */
final class DeltaApi {
  private static final int USUAL = 10;

  private final Mailboxes world;

  DeltaApi(Mailboxes world) {
    this.world = world;
  }

  Reply answer(Call call, Place place) {
    place.reading();
    call.calendarId(place.folder().id());
    if (!place.anyFolder() && !world.options().calendarDelta()) {
      throw GraphError.of(
          400, "ErrorInvalidRequest", "Change tracking is not supported against this resource.");
    }
    Request request = call.request();
    Optional<String> token =
        request.query().first("$skiptoken").or(() -> request.query().first("$deltatoken"));
    checkNames(request.query(), token.isPresent());
    return world.read(() -> page(request, place, round(request, place, token)));
  }

  private static void checkNames(Params query, boolean linked) {
    for (String name : query.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean token = lower.equals("$skiptoken") || lower.equals("$deltatoken");
      boolean bound = lower.equals("startdatetime") || lower.equals("enddatetime");
      if (linked ? !token : !bound) {
        throw GraphError.of(
            400,
            "ErrorInvalidUrlQuery",
            "The following parameters are not supported with change tracking over the"
                + " 'CalendarView' resource: '"
                + name
                + "'.");
      }
    }
  }

  private DeltaToken round(Request request, Place place, Optional<String> token) {
    if (token.isEmpty()) {
      return DeltaToken.first(
          place.folder(), ListsApi.window(request), place.box(), world.revision(), world.now());
    }
    DeltaToken read =
        DeltaToken.read(token.get()).orElseThrow(() -> lost(Options.Expiry.SYNC_STATE_INVALID));
    if (!read.folderId().equals(place.folder().id())) {
      throw lost(Options.Expiry.SYNC_STATE_INVALID);
    }
    if (dead(read, place.box())) {
      throw expired(request, read);
    }
    return request.query().has("$deltatoken") ? read.begun(world.revision()) : read;
  }

  private boolean dead(DeltaToken token, Mailbox box) {
    boolean old =
        world
            .options()
            .deltaLife()
            .filter(life -> token.issued().plus(life).isBefore(world.now()))
            .isPresent();
    return old || !token.generation().equals(box.generation());
  }

  private GraphError expired(Request request, DeltaToken token) {
    Options.Expiry expiry = world.options().expiry();
    return expiry == Options.Expiry.GONE
        ? lost(expiry)
            .with(
                "Location",
                Pages.base(request)
                    + "?startDateTime="
                    + token.window().from()
                    + "&endDateTime="
                    + token.window().to())
        : lost(expiry);
  }

  private static GraphError lost(Options.Expiry expiry) {
    return switch (expiry) {
      case GONE ->
          GraphError.of(410, "resyncRequired", "Resync required. The delta link has expired.");
      case SYNC_STATE_NOT_FOUND ->
          GraphError.of(
              410,
              "syncStateNotFound",
              "The sync state generation is not found. The delta token is expired and data must be"
                  + " synchronized again.");
      case SYNC_STATE_INVALID ->
          GraphError.of(400, "SyncStateInvalid", "The sync state is invalid.");
    };
  }

  private Reply page(Request request, Place place, DeltaToken round) {
    refuseEndless(place.folder(), round.window());
    Prefer prefer = Prefer.of(request);
    ObjectNode json = Json.object().put("@odata.context", Pages.context(request));
    if (world.options().deltaEmptyPages() && !round.filled()) {
      json.putArray("value");
      json.put("@odata.nextLink", link(request, "$skiptoken", round.afterEmptyPage()));
      return prefer.sign(Reply.json(200, json));
    }
    List<Step> steps = steps(place, prefer, round, prefer.pageSize().orElse(USUAL));
    ArrayNode value = json.putArray("value");
    steps.forEach(step -> value.add(step.row()));
    next(round, steps, prefer.pageSize().orElse(USUAL))
        .ifPresentOrElse(
            more -> json.put("@odata.nextLink", link(request, "$skiptoken", more)),
            () ->
                json.put(
                    "@odata.deltaLink", link(request, "$deltatoken", round.finished(world.now()))));
    return prefer.sign(Reply.json(200, json));
  }

  private void refuseEndless(Folder folder, Span.Window window) {
    boolean endless =
        folder.items().stream()
            .anyMatch(item -> item.recurrence().filter(Recurrence::endless).isPresent());
    if (endless && window.days() > world.options().endlessDays()) {
      throw GraphError.of(504, "UnknownError", "The request timed out.");
    }
  }

  private static String link(Request request, String name, DeltaToken token) {
    return Pages.base(request) + "?" + name + "=" + token.text();
  }

  /** A row, and where a round stands after it. */
  private record Step(ObjectNode row, long change, int after) {}

  /** A full page leads on, perhaps to an empty one; a shorter one is the last. */
  private Optional<DeltaToken> next(DeltaToken round, List<Step> steps, int size) {
    if (steps.size() < size) {
      return Optional.empty();
    }
    Step last = steps.getLast();
    boolean again = world.options().deltaRepeats() && steps.size() > 1;
    return Optional.of(round.at(last.change(), again ? last.after() - 1 : last.after()));
  }

  private List<Step> steps(Place place, Prefer prefer, DeltaToken round, int size) {
    DeltaRows rows =
        new DeltaRows(place.view(place.folder(), prefer), round.window(), round.initial());
    List<Step> steps = new ArrayList<>();
    long after = Math.max(round.since(), round.at() - 1);
    for (Map.Entry<Long, Folder.Entry> entry : place.folder().changesAfter(after).entrySet()) {
      long change = entry.getKey();
      if (change > round.upto() || steps.size() >= size) {
        break;
      }
      List<ObjectNode> all = rows.of(entry.getValue(), change);
      for (int i = change == round.at() ? round.inner() : 0;
          i < all.size() && steps.size() < size;
          i++) {
        steps.add(new Step(all.get(i), change, i + 1));
      }
    }
    return steps;
  }
}
