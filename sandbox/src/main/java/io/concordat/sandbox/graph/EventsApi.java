package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.List;
import java.util.Optional;

/** {@code events} below a mailbox or a calendar, and one event below that. */
final class EventsApi {
  private final Mailboxes world;

  EventsApi(Mailboxes world) {
    this.world = world;
  }

  Reply create(Call call, Place place) {
    place.writing();
    Request request = call.request();
    ObjectNode body = Json.parse(request.body());
    Prefer prefer = Prefer.of(request);
    call.calendarId(place.folder().id());
    return world.write(
        changes -> {
          View view = place.view(place.folder(), prefer);
          Optional<Item> twin = known(place, body);
          if (twin.isPresent()) {
            return again(call, prefer, view, twin.get());
          }
          Writes writes = new Writes(world, place.box(), place.folder(), changes);
          Item item = writes.create(body, writes.own());
          return made(call, prefer, view, item);
        });
  }

  private static Optional<Item> known(Place place, ObjectNode body) {
    return Json.text(body, "transactionId")
        .map(place.box().transactions()::get)
        .map(key -> new Ids.Ref(key, Optional.empty(), Optional.empty()))
        .flatMap(ref -> place.box().folderOf(ref).flatMap(f -> f.item(ref.key())));
  }

  private Reply again(Call call, Prefer prefer, View view, Item item) {
    if (!world.options().repeatAnswers201()) {
      throw GraphError.of(
          409,
          "ErrorDuplicateTransactionId",
          "Your request can't be completed: an event with this transactionId was created before.");
    }
    return made(call, prefer, view, item);
  }

  private static Reply made(Call call, Prefer prefer, View view, Item item) {
    ObjectNode json = view.whole(item);
    call.eventId(json.path("id").asText());
    return prefer
        .sign(Reply.json(201, json))
        .with("Location", Pages.base(call.request()) + "/" + json.path("id").asText());
  }

  Reply get(Call call, Place place, String id) {
    place.reading();
    Prefer prefer = Prefer.of(call.request());
    Query query = Query.of(call.request().query());
    return world.read(
        () -> {
          Place.Found found = place.find(call, id);
          return prefer.sign(Reply.json(200, json(place, prefer, query, found)));
        });
  }

  private static ObjectNode json(Place place, Prefer prefer, Query query, Place.Found found) {
    View view = place.view(found.folder(), prefer);
    return found
        .day()
        .map(day -> query.day(view, found.item(), day))
        .orElseGet(() -> query.whole(view, found.item()));
  }

  Reply patch(Call call, Place place, String id) {
    place.writing();
    ObjectNode body = Json.parse(call.request().body());
    Prefer prefer = Prefer.of(call.request());
    return world.write(
        changes -> {
          Place.Found found = place.find(call, id);
          check(call.request(), found);
          Writes writes = new Writes(world, place.box(), found.folder(), changes);
          Item next =
              found.day().isPresent()
                  ? writes.patchDay(found.item(), found.day().get(), body)
                  : writes.patch(found.item(), body);
          Place.Found after = new Place.Found(found.folder(), next, found.day());
          return prefer.sign(Reply.json(200, json(place, prefer, Query.ALL, after)));
        });
  }

  private static void check(Request request, Place.Found found) {
    if (!found.folder().canEdit()) {
      throw GraphError.accessDenied();
    }
    Optional<String> ifMatch = request.header("If-Match");
    if (ifMatch.filter(tag -> !tag.equals("*") && !tag.equals(found.stamp().etag())).isPresent()) {
      throw GraphError.conflict();
    }
  }

  Reply delete(Call call, Place place, String id) {
    place.writing();
    return world.write(
        changes -> {
          Place.Found found = place.find(call, id);
          check(call.request(), found);
          remove(place, found, changes);
          return Reply.empty(204);
        });
  }

  private void remove(Place place, Place.Found found, List<Changes.Change> changes) {
    Writes writes = new Writes(world, place.box(), found.folder(), changes);
    found
        .day()
        .ifPresentOrElse(
            day -> writes.deleteDay(found.item(), day), () -> writes.delete(found.item()));
  }

  /** The organizer's own word for deleting a meeting. */
  Reply cancel(Call call, Place place, String id) {
    place.writing();
    return world.write(
        changes -> {
          Place.Found found = place.find(call, id);
          if (!found.item().head().isOrganizer()) {
            throw GraphError.of(
                400,
                "ErrorInvalidRequest",
                "Your request can't be completed. You are not the organizer.");
          }
          remove(place, found, changes);
          return Reply.empty(202);
        });
  }
}
