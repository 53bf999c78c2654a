package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Collections page by page: {@code $top}, {@code $skip} and whole addresses of next pages. */
public final class Pages {
  private static final int USUAL = 10;
  private static final int MOST = 1000;
  private static final Set<String> NAMES =
      Set.of("$select", "$expand", "$filter", "$top", "$skip", "$orderby", "$count");

  private Pages() {}

  /** The address a request was sent to, without its query. */
  public static String base(Request request) {
    return "http://" + request.header("Host").orElse("graph.microsoft.com") + request.path();
  }

  static void checkNames(Params query) {
    query.names().stream()
        .filter(name -> name.startsWith("$") && !NAMES.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw GraphError.badRequest("The query parameter '" + name + "' is not supported.");
            });
  }

  static <T> Reply reply(Request request, Prefer prefer, List<T> all, Function<T, ObjectNode> row) {
    checkNames(request.query());
    int top = number(request, "$top", prefer.pageSize().orElse(USUAL), 1, MOST);
    int skip = number(request, "$skip", 0, 0, Integer.MAX_VALUE);
    int end = Math.min(all.size(), skip + top);
    ObjectNode json = Json.object().put("@odata.context", context(request));
    ArrayNode value = json.putArray("value");
    if (skip < end) {
      all.subList(skip, end).forEach(item -> value.add(row.apply(item)));
    }
    if (end < all.size()) {
      json.put("@odata.nextLink", next(request, end));
    }
    return prefer.sign(Reply.json(200, json));
  }

  static String context(Request request) {
    String base = base(request);
    return base.substring(0, base.indexOf("/v1.0") + 5) + "/$metadata#Collection(event)";
  }

  private static String next(Request request, int skip) {
    Map<String, List<String>> values = new LinkedHashMap<>(request.query().values());
    values.put("$skip", List.of(Integer.toString(skip)));
    return base(request) + "?" + new Params(values).encoded();
  }

  private static int number(Request request, String name, int missing, int least, int most) {
    String text = request.query().first(name).orElse(Integer.toString(missing));
    if (!text.matches("\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw GraphError.badRequest("Invalid value '" + text + "' for " + name + " query option.");
    }
    return Integer.parseInt(text);
  }
}
