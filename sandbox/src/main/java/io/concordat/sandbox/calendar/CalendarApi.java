package io.concordat.sandbox.calendar;

import io.concordat.sandbox.channel.Channels;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.oauth.Caller;
import io.concordat.sandbox.oauth.Scopes;
import java.util.List;

/** The paths under {@code /calendar/v3/}. */
public final class CalendarApi {
  private final EventsApi events;
  private final ListsApi lists;
  private final Channels channels;

  public CalendarApi(Calendars calendars, Channels channels) {
    this.events = new EventsApi(calendars);
    this.lists = new ListsApi(calendars);
    this.channels = channels;
    calendars.onChange(channels::changed);
  }

  public Reply answer(Call call, Caller caller) {
    List<String> path = call.request().segments();
    QueryNames.check(call.request(), path);
    String method = call.request().method();
    if (path.size() > 4 && path.subList(2, 4).equals(List.of("users", "me"))) {
      return route(call, caller, method, path.subList(4, path.size()));
    }
    return route(call, caller, method, path.subList(2, path.size()));
  }

  private Reply route(Call call, Caller caller, String method, List<String> path) {
    return switch (path.size()) {
      case 1 -> one(call, caller, method + " " + path.get(0));
      case 2 -> two(call, caller, method + " " + path.get(0), path.get(1));
      case 3 -> events(call, caller, method, path);
      case 4 -> event(call, caller, method, path);
      case 5 -> below(call, caller, method, path);
      default -> throw GoogleError.notFound();
    };
  }

  private Reply one(Call call, Caller caller, String route) {
    return switch (route) {
      case "GET calendarList" -> lists.list(call, caller);
      case "POST calendars" -> lists.insert(call, caller);
      case "POST freeBusy" -> lists.freeBusy(call, caller);
      default -> throw GoogleError.notFound();
    };
  }

  private Reply two(Call call, Caller caller, String route, String id) {
    return switch (route) {
      case "GET calendarList" -> lists.listed(call, caller, id);
      case "GET calendars" -> lists.get(call, caller, id);
      case "DELETE calendars" -> lists.delete(call, caller, id);
      case "POST channels" -> stop(call, caller, id);
      default -> throw GoogleError.notFound();
    };
  }

  private Reply events(Call call, Caller caller, String method, List<String> path) {
    if (!path.get(0).equals("calendars") || !path.get(2).equals("events")) {
      throw GoogleError.notFound();
    }
    return switch (method) {
      case "GET" -> events.list(call, caller, path.get(1));
      case "POST" -> events.insert(call, caller, path.get(1));
      default -> throw GoogleError.notFound();
    };
  }

  private Reply event(Call call, Caller caller, String method, List<String> path) {
    if (!path.get(0).equals("calendars") || !path.get(2).equals("events")) {
      throw GoogleError.notFound();
    }
    String calendarId = path.get(1);
    String id = path.get(3);
    return switch (method) {
      case "GET" -> events.get(call, caller, calendarId, id);
      case "PUT" -> events.put(call, caller, calendarId, id);
      case "PATCH" -> events.patch(call, caller, calendarId, id);
      case "DELETE" -> events.delete(call, caller, calendarId, id);
      case "POST" -> collection(call, caller, calendarId, id);
      default -> throw GoogleError.notFound();
    };
  }

  private Reply collection(Call call, Caller caller, String calendarId, String act) {
    return switch (act) {
      case "import" -> events.importCopy(call, caller, calendarId);
      case "watch" -> watch(call, caller, calendarId);
      default -> throw GoogleError.notFound();
    };
  }

  private Reply below(Call call, Caller caller, String method, List<String> path) {
    return switch (method + " " + path.get(4)) {
      case "GET instances" -> events.instances(call, caller, path.get(1), path.get(3));
      case "POST move" -> events.move(call, caller, path.get(1), path.get(3));
      default -> throw GoogleError.notFound();
    };
  }

  private Reply watch(Call call, Caller caller, String calendarId) {
    call.kind(Call.Kind.CHANNEL);
    caller.needsOneOf(Scopes.READ_EVENTS);
    String id = events.open(call, caller, calendarId, Scopes.READ_EVENTS).book().id();
    String path = "/calendar/v3/calendars/" + Params.encode(id) + "/events?alt=json";
    return channels.watch(caller, id, path, Json.parse(call.request().body()));
  }

  private Reply stop(Call call, Caller caller, String act) {
    call.kind(Call.Kind.CHANNEL);
    if (!act.equals("stop")) {
      throw GoogleError.notFound();
    }
    caller.needsOneOf(Scopes.READ_EVENTS);
    return channels.stop(caller, Json.parse(call.request().body()));
  }
}
