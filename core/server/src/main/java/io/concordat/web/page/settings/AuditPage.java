package io.concordat.web.page.settings;

import io.concordat.audit.AuditLog;
import io.concordat.audit.Search;
import io.concordat.identity.Permissions;
import io.concordat.identity.Roster;
import io.concordat.microsoft.ProfileStore;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.page.Words;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.JsonIn;
import io.concordat.web.Ports;
import io.concordat.web.Query;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who did what, and what was refused. */
@Controller("/settings/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class AuditPage implements Listed {
  private static final String ID = "audit";
  private static final int SHOWN = 50;
  private static final int MOST_PEOPLE = 500;
  private static final int MOST_PROFILES = 200;

  private final Pages pages;
  private final Transactions transactions;
  private final AuditLog log;
  private final ProfileStore profiles;
  private final Ports ports;

  AuditPage(
      Pages pages, Transactions transactions, AuditLog log, ProfileStore profiles, Ports ports) {
    this.pages = pages;
    this.transactions = transactions;
    this.log = log;
    this.profiles = profiles;
    this.ports = ports;
  }

  @Override
  public Item item() {
    return new Item(
        ID, Item.Section.SETTINGS, "/settings/audit", 70, Set.of(Permissions.AUDIT_READ));
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return pages.show(
        request,
        ID,
        visitor ->
            new View(
                "settings/audit.jte",
                visitor.words().t("audit.title"),
                view(visitor, Query.of(request))));
  }

  private AuditView view(Visitor visitor, Query query) {
    AuditView.Filter filter = filter(query);
    Optional<Search.Mark> before = query.text("before").flatMap(Search.Mark::read);
    return transactions.call(tx -> view(tx, visitor, filter, before));
  }

  /** What nobody can have asked for here means nothing. */
  private static AuditView.Filter filter(Query query) {
    return new AuditView.Filter(
        query.text("user").flatMap(JsonIn::asUuid),
        text(query, "action"),
        text(query, "subject"),
        query.text("outcome").filter(AuditView.OUTCOMES::contains),
        query.text("from").flatMap(AuditPage::day),
        query.text("to").flatMap(AuditPage::day));
  }

  private static Optional<String> text(Query query, String name) {
    return query.text(name).map(text -> text.replace("\0", "").strip()).filter(t -> !t.isEmpty());
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(AuditPage::plausible);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean plausible(LocalDate day) {
    return day.getYear() > 1_900 && day.getYear() < 9_999;
  }

  private AuditView view(
      Tx tx, Visitor visitor, AuditView.Filter filter, Optional<Search.Mark> before) {
    ZoneId zone = visitor.words().zone();
    List<AuditLog.Line> found = log.find(tx, search(filter, zone, before));
    List<Roster.Entry> people =
        Roster.find(tx, new Roster.Search("", Optional.empty(), Optional.empty(), 0, MOST_PEOPLE));
    return new AuditView(
        found.stream().limit(SHOWN).toList(),
        found.size() > SHOWN ? Optional.of(found.get(SHOWN - 1)) : Optional.empty(),
        before.isPresent(),
        filter,
        log.actions(tx),
        people,
        names(tx, visitor.words(), people));
  }

  /** What people call what the log calls by its id. */
  private Map<String, String> names(Tx tx, Words words, List<Roster.Entry> people) {
    Map<String, String> names = new HashMap<>();
    for (MicrosoftConsumer consumer : ports.microsoftConsumers().shown()) {
      names.put(consumer.name(), MicrosoftView.label(words, consumer));
    }
    profiles
        .page(tx, Optional.empty(), MOST_PROFILES)
        .forEach(profile -> names.put(profile.id().toString(), profile.displayName()));
    people.forEach(
        one ->
            names.put(one.user().id().toString(), one.user().name() + " · " + one.user().email()));
    return names;
  }

  /** One more than the page, to know whether there is another. */
  private static Search search(AuditView.Filter filter, ZoneId zone, Optional<Search.Mark> before) {
    return new Search(
        filter.from().map(day -> start(day, zone)),
        filter.to().map(day -> start(day.plusDays(1), zone)),
        filter.user(),
        filter.action(),
        filter.subject(),
        filter.outcome(),
        before,
        SHOWN + 1);
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
