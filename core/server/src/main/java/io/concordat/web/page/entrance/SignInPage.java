package io.concordat.web.page.entrance;

import io.concordat.identity.Setup;
import io.concordat.spi.page.Words;
import io.concordat.sso.ReturnPath;
import io.concordat.web.Gate;
import io.concordat.web.page.Languages;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** {@code /signin}: an address first, then whatever that address can sign in with. */
@Controller("/signin")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
public final class SignInPage {
  private final Pages pages;
  private final Languages languages;
  private final Gate gate;
  private final Setup setup;

  SignInPage(Pages pages, Languages languages, Gate gate, Setup setup) {
    this.pages = pages;
    this.languages = languages;
    this.gate = gate;
    this.setup = setup;
  }

  /**
   * @param then one of our own pages
   * @param ended whether a session was there before
   * @param failed whether signing in with Microsoft did not work
   */
  public record Model(String then, boolean ended, boolean failed, Optional<String> reference) {}

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    HttpParameters query = request.getParameters();
    String then = text(query, "then").flatMap(ReturnPath::of).orElse("/");
    if (gate.session(request).isPresent()) {
      return pages.redirect(then);
    }
    if (setup.needed()) {
      return pages.redirect("/setup");
    }
    Words words = languages.of(request);
    var model =
        new Model(
            then,
            text(query, "ended").isPresent(),
            text(query, "signIn").filter("error"::equals).isPresent(),
            text(query, "reference").filter(word -> word.matches("[A-Za-z0-9]{1,20}")));
    return pages.open(request, new View("entrance/signin.jte", words.t("signin.title"), model));
  }

  private static Optional<String> text(HttpParameters query, String name) {
    return Optional.ofNullable(query.get(name));
  }
}
