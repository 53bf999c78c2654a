package io.concordat.web.sso;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sso.DomainName;
import io.concordat.sso.Finish;
import io.concordat.sso.LoginDomains;
import io.concordat.sso.Start;
import io.concordat.sso.Ticket;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.PublicUrl;
import io.concordat.web.Query;
import io.concordat.web.SessionCookies;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Signing in with Microsoft: which button an address gets, the way there, the way back. Whatever
 * goes wrong looks the same from outside.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class SignInRoutes {
  private static final int LONGEST = 320;
  private static final int LONGEST_PATH = 2_000;

  private final LoginDomains domains;
  private final Start start;
  private final Finish finish;
  private final Gate gate;
  private final Pace pace;
  private final FlowCookies flows;
  private final SessionCookies sessions;
  private final String base;

  SignInRoutes(
      LoginDomains domains,
      Start start,
      Finish finish,
      Gate gate,
      Pace pace,
      FlowCookies flows,
      SessionCookies sessions,
      PublicUrl publicUrl) {
    this.domains = domains;
    this.start = start;
    this.finish = finish;
    this.gate = gate;
    this.pace = pace;
    this.flows = flows;
    this.sessions = sessions;
    this.base = publicUrl.path();
  }

  /** By the domain alone: who has an address there is not looked at. */
  @Post("/api/auth/msp/sso/discover")
  HttpResponse<?> discover(HttpRequest<?> request) {
    pace.keep(request);
    ObjectNode json = JsonIn.object(Incoming.body(request));
    JsonIn.only(json, Set.of("email"), "");
    String email = JsonIn.text(JsonIn.required(json, "email"), "email", LONGEST);
    boolean microsoft = DomainName.ofAddress(email).flatMap(domains::steer).isPresent();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode methods = answer.putArray("methods").add("password");
    if (microsoft) {
      methods.add("microsoft");
    }
    return Answers.json(200, answer).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Get("/api/auth/msp/sso/start")
  HttpResponse<?> start(HttpRequest<?> request) {
    pace.keep(request);
    Query query = Query.of(request);
    query.only("email", "tenant", "returnTo");
    Start.Ask ask =
        new Start.Ask(
            query.text("email").filter(text -> text.length() <= LONGEST),
            query.text("tenant").flatMap(JsonIn::asUuid),
            query
                .text("returnTo")
                .map(text -> text.substring(0, Math.min(LONGEST_PATH, text.length()))));
    return switch (start.begin(ask)) {
      case Start.Started.Go(var authorize, var tag, var ticket) ->
          flows.give(redirect(authorize.toString()), tag, ticket);
      case Start.Started.Refused(var reference) -> failed(reference);
    };
  }

  @Get("/api/auth/microsoft/sso/callback")
  HttpResponse<?> callback(HttpRequest<?> request) {
    pace.keep(request);
    Map<String, String> query = query(request);
    String agent = Objects.requireNonNullElse(request.getHeaders().get(HttpHeaders.USER_AGENT), "");
    Finish.Back back =
        new Finish.Back(query, tag -> flows.of(request, tag), agent, gate.session(request));
    MutableHttpResponse<?> answer =
        switch (finish.finish(back)) {
          case Finish.Finished.SignedIn(var session, var mark, var returnTo) ->
              sessions.grant(redirect(base + returnTo), session, mark);
          case Finish.Finished.Refused(var reference) -> failed(reference);
        };
    return query.containsKey("state") ? flows.take(answer, Ticket.tag(query.get("state"))) : answer;
  }

  private static Map<String, String> query(HttpRequest<?> request) {
    Query query = Query.of(request);
    Map<String, String> known = new HashMap<>();
    for (String name : List.of("state", "code", "error", "error_description")) {
      query.text(name).ifPresent(text -> known.put(name, text));
    }
    return known;
  }

  private MutableHttpResponse<?> failed(String reference) {
    return redirect(base + "/signin?signIn=error&reference=" + encode(reference));
  }

  private static MutableHttpResponse<?> redirect(String address) {
    return Answers.empty(302)
        .header(HttpHeaders.LOCATION, address)
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
