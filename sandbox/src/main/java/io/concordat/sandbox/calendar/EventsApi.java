package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.oauth.Caller;
import io.concordat.sandbox.oauth.Scopes;
import java.util.Set;
import java.util.function.Function;

/** {@code /calendars/{calendarId}/events…} without channels. */
final class EventsApi {
  private final Calendars calendars;
  private final Invitations invitations;

  EventsApi(Calendars calendars) {
    this.calendars = calendars;
    this.invitations = new Invitations(calendars);
  }

  Reply list(Call call, Caller caller, String calendarId) {
    Calendars.Access access = read(call, caller, calendarId);
    ListQuery query = ListQuery.of(call.request().query());
    View view = page(access, call);
    Book book = access.book();
    Listing.Page page = book.locked(() -> new Listing(calendars, book, query).page());
    return Reply.json(200, Listing.render(access, page, view, query.showDeleted()));
  }

  Reply get(Call call, Caller caller, String calendarId, String eventId) {
    Calendars.Access access = read(call, caller, calendarId);
    call.eventId(eventId);
    View view = one(access, call);
    StoredEvent event =
        access.book().locked(() -> access.book().find(eventId)).orElseThrow(GoogleError::notFound);
    boolean same = call.request().header("If-None-Match").filter(event.etag()::equals).isPresent();
    return same ? Reply.empty(304).with("ETag", event.etag()) : reply(event, view);
  }

  private static Reply reply(StoredEvent event, View view) {
    return Reply.json(200, view.full(event)).with("ETag", event.etag());
  }

  Reply insert(Call call, Caller caller, String calendarId) {
    return write(call, caller, calendarId, w -> w.insert(body(call), options(call)));
  }

  Reply importCopy(Call call, Caller caller, String calendarId) {
    return write(call, caller, calendarId, w -> w.importCopy(body(call), options(call)));
  }

  Reply put(Call call, Caller caller, String calendarId, String eventId) {
    call.eventId(eventId);
    return write(call, caller, calendarId, w -> w.put(eventId, body(call), options(call)));
  }

  Reply patch(Call call, Caller caller, String calendarId, String eventId) {
    call.eventId(eventId);
    return write(call, caller, calendarId, w -> w.patch(eventId, body(call), options(call)));
  }

  Reply delete(Call call, Caller caller, String calendarId, String eventId) {
    Calendars.Access access = writable(call, caller, calendarId);
    call.eventId(eventId);
    WriteOptions options = options(call);
    commit(access.book(), caller, writes -> writes.delete(eventId, options));
    return Reply.empty(204);
  }

  private Reply write(
      Call call, Caller caller, String calendarId, Function<Writes, StoredEvent> act) {
    Calendars.Access access = writable(call, caller, calendarId);
    View view = one(access, call);
    StoredEvent event = commit(access.book(), caller, act);
    call.eventId(event.id());
    return reply(event, view);
  }

  private StoredEvent commit(Book book, Caller caller, Function<Writes, StoredEvent> act) {
    Writes writes = new Writes(calendars, book, caller.email());
    StoredEvent event = book.locked(() -> act.apply(writes));
    calendars.changed(book);
    invitations.spread(book, event, writes.guestsBefore());
    return event;
  }

  /** Changing an event's organizer is beyond this twin; it refuses rather than pretends. */
  Reply move(Call call, Caller caller, String calendarId, String eventId) {
    writable(call, caller, calendarId);
    call.eventId(eventId);
    throw GoogleError.forbidden("The twin does not move events between calendars.");
  }

  Reply instances(Call call, Caller caller, String calendarId, String eventId) {
    Calendars.Access access = read(call, caller, calendarId);
    call.eventId(eventId);
    Params params = call.request().query();
    View view = page(access, call);
    Listing.Page page =
        access.book().locked(() -> new Instances(access.book(), params).page(eventId));
    return Reply.json(200, Listing.render(access, page, view, true));
  }

  private static View one(Calendars.Access access, Call call) {
    Params params = call.request().query();
    return View.of(access.role(), params, Mask.event(params));
  }

  private static View page(Calendars.Access access, Call call) {
    Params params = call.request().query();
    return View.of(access.role(), params, Mask.page(params));
  }

  private static WriteOptions options(Call call) {
    return WriteOptions.of(call.request());
  }

  private static ObjectNode body(Call call) {
    Request request = call.request();
    String type = request.header("Content-Type").orElse("");
    if (!type.startsWith("application/json")) {
      throw GoogleError.badRequest("The content type must be application/json.");
    }
    return Json.parse(request.body());
  }

  private Calendars.Access read(Call call, Caller caller, String calendarId) {
    caller.needsOneOf(Scopes.READ_EVENTS);
    return open(call, caller, calendarId, Scopes.READ_EVENTS);
  }

  private Calendars.Access writable(Call call, Caller caller, String calendarId) {
    caller.needsOneOf(Scopes.WRITE_EVENTS);
    Calendars.Access access = open(call, caller, calendarId, Scopes.WRITE_EVENTS);
    access.mustWrite();
    return access;
  }

  /** The scopes whose name ends in {@code owned} reach the account's own calendars only. */
  Calendars.Access open(Call call, Caller caller, String calendarId, Set<String> scopes) {
    Calendars.Access access = calendars.open(calendarId, caller.email());
    call.calendarId(access.book().id());
    boolean general =
        caller.scopes().stream().anyMatch(s -> scopes.contains(s) && !s.contains(".owned"));
    if (!general && access.role() != Role.OWNER) {
      throw GoogleError.insufficientPermissions();
    }
    return access;
  }
}
