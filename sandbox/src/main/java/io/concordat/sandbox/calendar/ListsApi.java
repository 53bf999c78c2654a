package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.oauth.Caller;
import io.concordat.sandbox.oauth.Scopes;
import java.time.ZoneId;
import java.util.List;

/** Calendars and the list of them. */
final class ListsApi {
  private final Calendars calendars;

  ListsApi(Calendars calendars) {
    this.calendars = calendars;
  }

  Reply list(Call call, Caller caller) {
    caller.needsOneOf(Scopes.READ_LISTS);
    List<Calendars.Access> visible = calendars.visibleTo(caller.email());
    int size = Math.min(250, ListQuery.pageSize(call.request().query()));
    int from = call.request().query().filled("pageToken").map(ListsApi::offset).orElse(0);
    int to = Math.min(visible.size(), from + size);
    ArrayNode items = Json.array();
    visible.subList(Math.min(from, to), to).forEach(access -> items.add(entry(access, caller)));
    ObjectNode reply = Json.object().put("kind", "calendar#calendarList").put("etag", "\"p1\"");
    if (to < visible.size()) {
      reply.put("nextPageToken", Integer.toString(to));
    } else {
      reply.put("nextSyncToken", "calendarList-" + visible.size());
    }
    reply.set("items", items);
    return Reply.json(200, reply);
  }

  private static int offset(String token) {
    if (!token.matches("\\d{1,6}")) {
      throw GoogleError.invalidParameter("pageToken", "Invalid page token value.");
    }
    return Integer.parseInt(token);
  }

  Reply listed(Call call, Caller caller, String calendarId) {
    caller.needsOneOf(Scopes.READ_LISTS);
    return Reply.json(200, entry(open(call, caller, calendarId), caller));
  }

  private Calendars.Access open(Call call, Caller caller, String calendarId) {
    Calendars.Access access = calendars.open(calendarId, caller.email());
    call.calendarId(access.book().id());
    return access;
  }

  private static ObjectNode entry(Calendars.Access access, Caller caller) {
    Book book = access.book();
    ObjectNode entry = Json.object().put("kind", "calendar#calendarListEntry");
    describe(entry, book);
    entry.put("colorId", "14").put("backgroundColor", "#9fe1e7").put("foregroundColor", "#000000");
    entry.put("selected", true).put("accessRole", access.role().word());
    entry.putArray("defaultReminders").addObject().put("method", "popup").put("minutes", 30);
    if (book.primary() && book.id().equals(caller.email())) {
      entry.put("primary", true);
    }
    return entry;
  }

  private static void describe(ObjectNode node, Book book) {
    node.put("etag", book.etag()).put("id", book.id()).put("summary", book.summary());
    node.put("timeZone", book.zone().getId());
    if (!book.primary()) {
      node.put("dataOwner", book.dataOwner());
    }
  }

  Reply get(Call call, Caller caller, String calendarId) {
    caller.needsOneOf(Scopes.READ_CALENDARS);
    return Reply.json(200, calendar(open(call, caller, calendarId).book()));
  }

  private static ObjectNode calendar(Book book) {
    ObjectNode node = Json.object().put("kind", "calendar#calendar");
    describe(node, book);
    return node;
  }

  Reply insert(Call call, Caller caller) {
    caller.needsOneOf(Scopes.WRITE_CALENDARS);
    ObjectNode body = Json.parse(call.request().body());
    String summary =
        Json.text(body, "summary").orElseThrow(() -> GoogleError.required("Missing title."));
    ZoneId zone = When.zone(Json.text(body, "timeZone").orElse("UTC"), "calendar");
    String id = Writes.newId() + "@group.calendar.google.com";
    calendars.addSecondary(id, summary, caller.email(), zone);
    return Reply.json(200, calendar(calendars.book(id)));
  }

  Reply delete(Call call, Caller caller, String calendarId) {
    caller.needsOneOf(Scopes.WRITE_CALENDARS);
    Calendars.Access access = open(call, caller, calendarId);
    if (access.book().primary() || access.role() != Role.OWNER) {
      throw GoogleError.forbidden("A primary calendar cannot be deleted.");
    }
    calendars.remove(access.book());
    return Reply.empty(204);
  }

  /** Busy times of at most fifty calendars. */
  Reply freeBusy(Call call, Caller caller) {
    caller.needsOneOf(Scopes.FREE_BUSY);
    call.kind(Call.Kind.READ);
    return Reply.json(
        200, new FreeBusy(calendars, caller).answer(Json.parse(call.request().body())));
  }
}
