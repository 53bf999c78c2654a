package io.concordat.web.page.settings;

import io.concordat.identity.Permissions;
import io.concordat.identity.Role;
import io.concordat.identity.Roster;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.sso.Identities;
import io.concordat.web.JsonIn;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import io.concordat.web.page.Item;
import io.concordat.web.page.Listed;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
import io.concordat.web.page.Visitor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tenant's people, and one of them. */
@Controller("/settings/people")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class PeoplePage implements Listed {
  private static final String ID = "people";
  private static final int SHOWN = 100;

  private final Pages pages;
  private final Transactions transactions;
  private final Identities identities;

  PeoplePage(Pages pages, Transactions transactions, Identities identities) {
    this.pages = pages;
    this.transactions = transactions;
    this.identities = identities;
  }

  @Override
  public Item item() {
    return new Item(
        ID, Item.Section.SETTINGS, "/settings/people", 60, Set.of(Permissions.USERS_MANAGE));
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return pages.show(
        request,
        ID,
        visitor ->
            new View(
                "settings/people.jte",
                visitor.words().t("people.title"),
                people(visitor, filter(Query.of(request)))));
  }

  private PeopleView people(Visitor visitor, PeopleView.Filter filter) {
    return transactions.call(tx -> people(tx, visitor, filter));
  }

  /** What nobody can have asked for here means nothing. */
  private static PeopleView.Filter filter(Query query) {
    return new PeopleView.Filter(
        query.text("q").map(text -> text.replace("\0", "")).orElse(""),
        query.text("role").flatMap(PeoplePage::role),
        query.text("state").filter(List.of("active", "inactive")::contains),
        query
            .text("page")
            .filter(text -> text.matches("[1-9]\\d{0,3}"))
            .map(Integer::parseInt)
            .orElse(1));
  }

  private static Optional<Role> role(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> PeopleView.word(role).equals(word))
        .findFirst();
  }

  private PeopleView people(Tx tx, Visitor visitor, PeopleView.Filter filter) {
    List<Roster.Entry> found =
        Roster.find(
            tx,
            new Roster.Search(
                filter.text(),
                filter.role(),
                filter.state().map("active"::equals),
                (filter.page() - 1) * SHOWN,
                SHOWN + 1));
    List<Roster.Entry> shown = found.stream().limit(SHOWN).toList();
    Set<UserId> linked =
        identities.linked(tx, shown.stream().map(entry -> entry.user().id()).toList());
    return new PeopleView(
        shown, linked, visitor.caller().user(), filter, found.size() > SHOWN, visitor.now());
  }

  @Get("/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String id) {
    return pages.show(
        request,
        ID,
        visitor -> {
          PersonView person = transactions.call(tx -> person(tx, visitor, id));
          return new View("settings/person.jte", person.entry().user().name(), person);
        });
  }

  private PersonView person(Tx tx, Visitor visitor, String id) {
    Roster.Entry entry =
        JsonIn.asUuid(id)
            .flatMap(uuid -> Roster.find(tx, new UserId(uuid)))
            .orElseThrow(() -> Refusal.notFound(id));
    UserId user = entry.user().id();
    boolean rules = entry.user().active() && entry.role() == Role.ADMIN;
    return new PersonView(
        entry,
        identities.of(tx, user),
        rules && Roster.lastAdministrator(tx, user),
        user.equals(visitor.caller().user()),
        visitor.now());
  }
}
