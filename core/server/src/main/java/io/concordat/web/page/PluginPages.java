package io.concordat.web.page;

import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.PageRequest;
import io.concordat.spi.page.Place;
import io.concordat.spi.page.PluginPage;
import io.concordat.web.Incoming;
import io.concordat.web.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is no page of core's own: a plugin's, or an address that leads to the first page of its part
 * of the navigation, so that a link from another edition ends at a page and not at an error.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class PluginPages {
  private final Pages pages;
  private final Navigation navigation;

  PluginPages(Pages pages, Navigation navigation) {
    this.pages = pages;
    this.navigation = navigation;
  }

  @Get("/")
  HttpResponse<?> home(HttpRequest<?> request) {
    return pages.lead(request, caller -> first(caller, Item.Section.TOP, ""));
  }

  @Get("/settings")
  HttpResponse<?> settings(HttpRequest<?> request) {
    return named(request, Place.SETTINGS_INTEGRATIONS, "category");
  }

  @Get("/settings/integrations")
  HttpResponse<?> integrations(HttpRequest<?> request) {
    return named(request, Place.SETTINGS_INTEGRATIONS, "category");
  }

  @Get("/profile")
  HttpResponse<?> profile(HttpRequest<?> request) {
    return named(request, Place.PROFILE, "tab");
  }

  @Get("/settings/integrations/{slug}")
  HttpResponse<?> integration(HttpRequest<?> request, String slug) {
    return at(request, Place.SETTINGS_INTEGRATIONS, slug);
  }

  @Get("/profile/{slug}")
  HttpResponse<?> profilePage(HttpRequest<?> request, String slug) {
    return at(request, Place.PROFILE, slug);
  }

  @Get("/{slug:[a-z]+}")
  HttpResponse<?> top(HttpRequest<?> request, String slug) {
    return navigation
        .brought(Place.TOP, slug)
        .<HttpResponse<?>>map(item -> show(request, item))
        .orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "no page"));
  }

  private HttpResponse<?> at(HttpRequest<?> request, Place place, String slug) {
    return navigation
        .brought(place, slug)
        .<HttpResponse<?>>map(item -> show(request, item))
        .orElseGet(
            () -> pages.lead(request, caller -> first(caller, section(place), "?notice=moved")));
  }

  /** An old way to name a page, as in {@code ?tab=Calendar}. */
  private HttpResponse<?> named(HttpRequest<?> request, Place place, String parameter) {
    String wanted = request.getParameters().get(parameter);
    return pages.lead(
        request,
        caller ->
            wanted == null
                ? first(caller, section(place), "")
                : known(caller, place, wanted.toLowerCase(Locale.ROOT))
                    .orElseGet(() -> first(caller, section(place), "?notice=moved")));
  }

  private Optional<String> known(Caller caller, Place place, String slug) {
    return navigation.visible(section(place), caller).stream()
        .map(Item::path)
        .filter(path -> path.equals(place.path(slug)))
        .findFirst();
  }

  /** The first page of the section that the caller may see; everybody has a profile. */
  private String first(Caller caller, Item.Section section, String query) {
    return List.of(section, Item.Section.PROFILE).stream()
        .flatMap(one -> navigation.visible(one, caller).stream())
        .map(item -> item.path() + query)
        .findFirst()
        .orElseThrow(() -> Refusal.of(404, "not_found", "There is no page yet."));
  }

  private static Item.Section section(Place place) {
    return switch (place) {
      case TOP -> Item.Section.TOP;
      case SETTINGS_INTEGRATIONS -> Item.Section.SETTINGS;
      case PROFILE -> Item.Section.PROFILE;
    };
  }

  private HttpResponse<?> show(HttpRequest<?> request, Item item) {
    PluginPage page = navigation.page(item);
    return opened(request, pages.show(request, item, visitor -> inner(request, page, visitor)));
  }

  /**
   * A vendor sends a window back here to tell its opener how consent ended. With a policy for its
   * opener the window, which comes from the vendor's page without one, would lose it.
   */
  private static HttpResponse<?> opened(HttpRequest<?> request, HttpResponse<?> response) {
    if (!request.getParameters().contains("calendarAuth")) {
      return response;
    }
    MutableHttpResponse<?> open = response.toMutableResponse();
    open.getHeaders().set("Cross-Origin-Opener-Policy", "unsafe-none");
    return open;
  }

  private static Pages.Inner inner(HttpRequest<?> request, PluginPage page, Visitor visitor)
      throws Exception {
    var asked =
        new Request(
            visitor.caller(),
            "GET",
            Map.of(),
            Incoming.query(request),
            Incoming.headers(request),
            "");
    Reply reply = page.handler().handle(new PageRequest(asked, visitor.words(), visitor.now()));
    return switch (reply) {
      case Reply.Page(String title, Reply.Body body) -> new Pages.Inner(title, written(body));
      case Reply.Problem problem ->
          throw Refusal.of(problem.status(), problem.code(), problem.detail());
      case Reply.Json json -> throw notAPage();
      case Reply.Empty empty -> throw notAPage();
      case Reply.Asset asset -> throw notAPage();
      case Reply.EventStream stream -> throw notAPage();
      case Reply.NotOffered none -> throw Refusal.of(404, "not_found", "There is no such page.");
    };
  }

  private static IllegalStateException notAPage() {
    return new IllegalStateException("a plugin's page answered with something else");
  }

  private static String written(Reply.Body body) throws IOException {
    var out = new StringWriter();
    body.write(out);
    return out.toString();
  }
}
