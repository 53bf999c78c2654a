package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.spi.Offer;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The plugin's routes, called as the dispatcher calls them. */
public interface Calling {
  ObjectMapper JSON = new ObjectMapper();

  Offer offer();

  /** With the tenant bound, and outside of any transaction. */
  <T> T within(TenantId tenant, Callable<T> work);

  /** Calls a route as the dispatcher would. */
  default House.Answer call(Caller caller, String method, String path, String body) {
    return call(caller, method, path, body, Map.of());
  }

  default House.Answer call(
      Caller caller, String method, String target, String body, Map<String, String> headers) {
    return routed(caller, method, target, body, headers, Calling::answer);
  }

  /** Follows an event stream to its end. */
  default void stream(Caller caller, String target, OutputStream out) {
    Map<String, String> accept = Map.of("accept", "text/event-stream");
    routed(
        caller,
        "GET",
        target,
        "",
        accept,
        reply -> {
          ((Reply.EventStream) reply).source().write(out);
          return true;
        });
  }

  /** What is made of a reply. */
  interface Reading<T> {
    T of(Reply reply) throws Exception;
  }

  private <T> T routed(
      Caller caller,
      String method,
      String target,
      String body,
      Map<String, String> headers,
      Reading<T> reading) {
    String path = target.split("\\?", 2)[0];
    var query = new HashMap<String, String>();
    if (target.contains("?")) {
      for (String pair : target.split("\\?", 2)[1].split("&", -1)) {
        query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }
    for (Route route : offer().routes()) {
      Optional<Map<String, String>> match = match(route.template(), path);
      if (route.method().equals(method) && match.isPresent()) {
        var request = new Request(caller, method, match.get(), query, headers, body);
        return within(caller.tenant(), () -> reading.of(route.handler().handle(request)));
      }
    }
    throw new IllegalArgumentException("no route " + method + " " + path);
  }

  private static Optional<Map<String, String>> match(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    var variables = new HashMap<String, String>();
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  private static House.Answer answer(Reply reply) throws IOException {
    return switch (reply) {
      case Reply.Json(var status, var body, var headers) ->
          new House.Answer(status, JSON.readTree(body), headers);
      case Reply.Empty(var status) -> new House.Answer(status, JSON.createObjectNode(), Map.of());
      case Reply.Problem(var status, var code, var detail, var field) ->
          new House.Answer(
              status,
              JSON.createObjectNode().put("code", code).put("detail", detail).put("field", field),
              Map.of());
      case Reply.Page page -> throw new IllegalStateException("a page");
      case Reply.Asset asset -> throw new IllegalStateException("an asset");
      case Reply.EventStream stream -> throw new IllegalStateException("a stream");
      case Reply.NotOffered no -> throw new IllegalStateException("not offered");
    };
  }
}
