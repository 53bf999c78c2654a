package io.concordat.web.page.profile;

import io.concordat.web.page.Item;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
import io.concordat.web.page.Visitor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.Set;
import java.util.function.Function;

/**
 * What the pages of the profile have in common: everybody has them, and all of a page is called by
 * one name, its address, template and title.
 */
record Leaf(Pages pages, String name, int order) {
  Item item() {
    return new Item(id(), Item.Section.PROFILE, "/profile/" + name, order, Set.of());
  }

  private String id() {
    return "profile_" + name;
  }

  HttpResponse<?> show(HttpRequest<?> request, Function<Visitor, Object> model) {
    return pages.show(
        request,
        id(),
        visitor ->
            new View(
                "profile/" + name + ".jte",
                visitor.words().t(name + ".title"),
                model.apply(visitor)));
  }
}
