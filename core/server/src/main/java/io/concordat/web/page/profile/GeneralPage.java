package io.concordat.web.page.profile;

import io.concordat.web.page.Item;
import io.concordat.web.page.Listed;
import io.concordat.web.page.Pages;
import io.concordat.web.page.Visitor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Who one is here, and how pages look and speak in this browser. */
@Controller("/profile/general")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class GeneralPage implements Listed {
  private final Leaf leaf;

  GeneralPage(Pages pages) {
    this.leaf = new Leaf(pages, "general", 10);
  }

  @Override
  public Item item() {
    return leaf.item();
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return leaf.show(request, visitor -> view(request, visitor));
  }

  private static GeneralView view(HttpRequest<?> request, Visitor visitor) {
    return GeneralView.of(
        visitor.user(),
        request
            .getCookies()
            .findCookie("concordat-theme")
            .map(cookie -> cookie.getValue())
            .orElse(""),
        visitor.words());
  }
}
