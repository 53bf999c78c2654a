package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Route;
import io.micronaut.web.router.Router;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The document says what is served, and all of it. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final List<Route> ROUTES =
      List.of(route("GET", "/api/v1/calendar/things/{id}"), route("POST", "/api/teams/{*rest}"));
  private static final String FRAGMENT =
      """
      paths:
        /api/v1/calendar/things/{id}: {get: {summary: x}}
        /api/teams/{rest}: {post: {summary: y}}
      components: {schemas: {Thing: {type: object}}}
      """;
  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new AssertionError();
                  },
                  notice -> new WebhookReply.Accepted(200)),
              ROUTES,
              FRAGMENT));

  private static Route route(String method, String template) {
    return new Route(method, template, "x", request -> new Reply.Empty(204));
  }

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void itEqualsTheRouteTable() {
    Set<String> served = new TreeSet<>();
    web.shell()
        .context()
        .getBean(Router.class)
        .uriRoutes()
        .filter(r -> !isPage(r.getTargetMethod().getDeclaringType()))
        .map(r -> r.getHttpMethodName() + " " + r.getUriMatchTemplate().toPathString())
        .filter(r -> !r.startsWith("HEAD ") && !isWildcard(r))
        .forEach(served::add);
    ROUTES.forEach(r -> served.add(r.method() + " " + r.template().replace("{*", "{")));

    assertEquals(String.join("\n", served), String.join("\n", described()));
    assertTrue(served.size() > 15, served.toString());
  }

  /** Pages and their files are for browsers; the document describes the interface. */
  private static boolean isPage(Class<?> controller) {
    return controller.getPackageName().startsWith("io.concordat.web.page");
  }

  private static boolean isWildcard(String route) {
    String path = route.substring(route.indexOf(' ') + 1);
    for (Prefixes prefix : Prefixes.values()) {
      if (prefix.covers(path)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> described() {
    JsonNode document = web.http().get("/openapi").expect(200).json();
    assertTrue(document.path("components").path("schemas").has("Thing"));
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return described;
  }

  @Test
  void referencesLeadSomewhere() {
    JsonNode document = web.http().get("/openapi").json();
    List<JsonNode> references = document.findValues("$ref");
    assertTrue(references.size() > 20);
    references.forEach(
        reference ->
            assertTrue(
                document.at(reference.asText().substring(1)).isObject(), reference.asText()));
  }

  @Test
  void twoDescriptionsOfOneThingStopTheStart() {
    String other = FRAGMENT.replace("summary: x", "summary: z");
    assertThrows(IllegalStateException.class, () -> OpenApi.document(List.of(FRAGMENT, other)));
  }
}
