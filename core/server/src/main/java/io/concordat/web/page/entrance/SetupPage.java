package io.concordat.web.page.entrance;

import io.concordat.identity.Setup;
import io.concordat.web.page.Languages;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** {@code /setup}: the first tenant and its administrator, once. */
@Controller("/setup")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
public final class SetupPage {
  private static final List<Field> FIELDS =
      List.of(
          new Field("code", "code", "text", "one-time-code", true),
          new Field("tenant", "tenantName", "text", "organization", false),
          new Field("name", "name", "text", "name", false),
          new Field("email", "email", "email", "username", false),
          new Field("password", "password", "password", "new-password", false));

  private final Pages pages;
  private final Languages languages;
  private final Setup setup;

  SetupPage(Pages pages, Languages languages, Setup setup) {
    this.pages = pages;
    this.languages = languages;
    this.setup = setup;
  }

  public record Model(List<Field> fields) {}

  /** One line of the form. */
  public record Field(String id, String name, String type, String complete, boolean first) {}

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    if (!setup.needed()) {
      return pages.redirect("/signin");
    }
    String title = languages.of(request).t("setup.title");
    return pages.open(request, new View("entrance/setup.jte", title, new Model(FIELDS)));
  }
}
