package io.concordat.web;

import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Tenancy;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Set;

/** The one controller of everything that plugins serve. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class Dispatcher {
  private static final String CALENDAR = "/api/v1/calendar";
  private static final String CALENDAR_REST = "/api/v1/calendar/{+rest}";
  private static final String TEAMS = "/api/v1/teams";
  private static final String TEAMS_REST = "/api/v1/teams/{+rest}";
  private static final String BOT = "/api/teams";
  private static final String BOT_REST = "/api/teams/{+rest}";

  private final RouteTable routes;
  private final Gate gate;
  private final Replies replies;

  Dispatcher(Ports ports, Gate gate, Tenancy tenancy) {
    this.routes = new RouteTable(ports.routes());
    this.gate = gate;
    this.replies = new Replies(tenancy);
  }

  @Get(uris = {CALENDAR, CALENDAR_REST, TEAMS, TEAMS_REST, BOT, BOT_REST})
  HttpResponse<?> get(HttpRequest<?> request) {
    return dispatch(request);
  }

  @Post(uris = {CALENDAR, CALENDAR_REST, TEAMS, TEAMS_REST, BOT, BOT_REST})
  HttpResponse<?> post(HttpRequest<?> request) {
    return dispatch(request);
  }

  @Put(uris = {CALENDAR, CALENDAR_REST, TEAMS, TEAMS_REST, BOT, BOT_REST})
  HttpResponse<?> put(HttpRequest<?> request) {
    return dispatch(request);
  }

  @Patch(uris = {CALENDAR, CALENDAR_REST, TEAMS, TEAMS_REST, BOT, BOT_REST})
  HttpResponse<?> patch(HttpRequest<?> request) {
    return dispatch(request);
  }

  @Delete(uris = {CALENDAR, CALENDAR_REST, TEAMS, TEAMS_REST, BOT, BOT_REST})
  HttpResponse<?> delete(HttpRequest<?> request) {
    return dispatch(request);
  }

  private HttpResponse<?> dispatch(HttpRequest<?> request) {
    String method = request.getMethod() == HttpMethod.HEAD ? "GET" : request.getMethodName();
    return switch (routes.find(method, request.getUri().getRawPath())) {
      case RouteTable.Match.Found(Route route, var variables) ->
          gate.enter(
              request,
              route.method() + " " + route.template(),
              Set.of(route.permission()),
              caller -> serve(request, route, variables, caller));
      case RouteTable.Match.OtherMethod(var allowed) ->
          throw Refusal.of(
                  405,
                  "method_not_allowed",
                  method + " is not taken here; " + String.join(", ", allowed) + " is.")
              .with("Allow", String.join(", ", allowed));
      case RouteTable.Match.Nothing nothing ->
          throw Refusal.of(404, "not_found", "There is nothing at this address; see /openapi.");
    };
  }

  private HttpResponse<?> serve(
      HttpRequest<?> request, Route route, Map<String, String> variables, Caller caller)
      throws Exception {
    var asked =
        new Request(
            caller,
            route.method(),
            variables,
            Incoming.query(request),
            Incoming.headers(request),
            Incoming.body(request).map(Incoming::text).orElse(""));
    Reply reply = route.handler().handle(asked);
    if (reply instanceof Reply.Problem(int status, var code, var detail, var field)
        && status == 403) {
      // The gate writes down what was denied, whoever denied it.
      throw Refusal.forbidden(code, detail, request.getPath());
    }
    return replies.of(request, caller.tenant(), reply);
  }
}
