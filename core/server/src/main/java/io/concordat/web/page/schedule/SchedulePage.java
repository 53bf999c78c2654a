package io.concordat.web.page.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.identity.Permissions;
import io.concordat.identity.UserDirectory;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.Ports;
import io.concordat.web.page.Item;
import io.concordat.web.page.Languages;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code /schedule}: the frame; its entries come from the published interface. */
@Controller("/schedule")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
public final class SchedulePage implements Listed {
  private static final String ID = "schedule";
  private static final int MOST_PEOPLE = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private final Pages pages;
  private final Languages languages;
  private final Transactions transactions;
  private final UserDirectory users;
  private final Ports ports;

  SchedulePage(
      Pages pages,
      Languages languages,
      Transactions transactions,
      UserDirectory users,
      Ports ports) {
    this.pages = pages;
    this.languages = languages;
    this.transactions = transactions;
    this.users = users;
    this.ports = ports;
  }

  /** Somebody whom entries can be assigned to. */
  public record Person(String id, String name) {}

  /**
   * @param people the visitor first
   * @param badges the words for what plugins say about entries, as JSON
   */
  public record Model(
      String me, boolean mayWrite, boolean mayAll, List<Person> people, Optional<String> badges) {
    public List<Person> others() {
      return people.subList(1, people.size());
    }
  }

  @Override
  public Item item() {
    return new Item(ID, Item.Section.TOP, "/schedule", 10, Set.of(Permissions.SCHEDULE_READ));
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return pages.show(
        request,
        ID,
        visitor ->
            new View(
                "schedule/schedule.jte",
                visitor.words().t("schedule.title"),
                model(request, visitor)));
  }

  private Model model(HttpRequest<?> request, Visitor visitor) {
    Caller caller = visitor.caller();
    boolean all = caller.may(Permissions.SCHEDULE_ALL);
    return new Model(
        caller.user().toString(),
        all || caller.may(Permissions.SCHEDULE_UPDATE),
        all,
        people(visitor),
        badges(request));
  }

  private List<Person> people(Visitor visitor) {
    Person self = person(visitor.user());
    List<UserDirectory.Line> found =
        visitor.caller().may(Permissions.USERS_READ)
            ? transactions.call(tx -> users.page(tx, "", MOST_PEOPLE))
            : List.of();
    List<Person> others =
        found.stream()
            .filter(line -> line.user().active() && line.role().internal())
            .map(SchedulePage::person)
            .filter(person -> !person.id().equals(self.id()))
            .sorted(Comparator.comparing(person -> person.name().toLowerCase(Locale.ROOT)))
            .toList();
    List<Person> all = new ArrayList<>(List.of(self));
    all.addAll(others);
    return List.copyOf(all);
  }

  private static Person person(UserDirectory.Line line) {
    return new Person(line.user().id().toString(), line.user().name());
  }

  private Optional<String> badges(HttpRequest<?> request) {
    var texts = new TreeMap<String, String>();
    ports.badges().forEach((plugin, said) -> words(languages.of(request, plugin), said, texts));
    return texts.isEmpty() ? Optional.empty() : Optional.of(json(texts));
  }

  private static void words(Words words, EntryBadges said, Map<String, String> into) {
    for (EntryBadges.State state : EntryBadges.State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      into.put(name, words.t("badge." + name));
    }
    for (String name : List.of("why", "why.none", "why.open")) {
      into.put(name, words.t("badge." + name));
    }
    said.reasons().stream()
        .filter(reason -> words.knows("badge.reason." + reason))
        .forEach(reason -> into.put("reason." + reason, words.t("badge.reason." + reason)));
  }

  private static String json(Map<String, String> texts) {
    try {
      return JSON.writeValueAsString(texts).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
