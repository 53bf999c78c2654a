package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.activity.Activity;
import io.concordat.ee.calendar.activity.ActivityJson;
import io.concordat.ee.calendar.activity.ActivityRows;
import io.concordat.ee.calendar.activity.Deed.Action;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.page.PageRequest;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was changed in one calendar and by it. Others than its owner see no contents. */
final class ActivityPage {
  private static final int MOST = 50;
  private static final Set<String> SIDES = Set.of("here", "there");
  private static final Set<String> ACTIONS =
      Arrays.stream(Action.values()).map(Action::stored).collect(Collectors.toSet());

  private final PluginContext core;
  private final ProviderRows providers;
  private final Activity activity;
  private final Templates templates;

  ActivityPage(PluginContext core, ProviderRows providers, Templates templates) {
    this.core = core;
    this.providers = providers;
    this.activity = new Activity(core.schedule());
    this.templates = templates;
  }

  Reply show(PageRequest asked, UUID id) {
    return core.transactions()
        .call(
            tx ->
                providers
                    .find(tx, id)
                    .filter(provider -> Reach.reaches(asked.request().caller(), provider))
                    .map(provider -> view(tx, asked, provider)))
        .map(
            view ->
                templates.page(
                    "activity.jte",
                    asked.words().t("activity.title", view.name()),
                    asked.words(),
                    view))
        .orElseGet(Problems::notFound);
  }

  private ActivityView view(Tx tx, PageRequest asked, Provider provider) {
    Request request = asked.request();
    ActivityView.Filter wanted = filter(request);
    Optional<UUID> after = request.query("after").flatMap(Reach::id);
    List<ActivityJson> found =
        activity.read(
            tx, request.caller(), provider, rows(wanted, asked.words().zone()), after, MOST + 1);
    List<ActivityJson> page = found.subList(0, Math.min(MOST, found.size()));
    boolean own = provider.user().equals(request.caller().user());
    var names = core.users().among(tx, users(provider, page));
    return new ActivityView(
        provider,
        own,
        Optional.ofNullable(names.get(provider.user())).map(User::name).orElse(""),
        wanted,
        page.stream()
            .map(one -> new ActivityLine(one, provider, own, names, asked.words()))
            .toList(),
        found.size() > MOST ? Optional.of(page.getLast().done().id()) : Optional.empty(),
        after.isPresent());
  }

  private static Set<UserId> users(Provider provider, List<ActivityJson> page) {
    var users = new HashSet<UserId>();
    users.add(provider.user());
    page.forEach(one -> one.done().actor().map(UserId::new).ifPresent(users::add));
    page.forEach(one -> users.addAll(ActivityLine.people(one)));
    return users;
  }

  private static ActivityView.Filter filter(Request request) {
    return new ActivityView.Filter(
        request.query("side").filter(SIDES::contains),
        request.query("action").filter(ACTIONS::contains),
        day(request, "from"),
        day(request, "to"),
        request.query("run").flatMap(Reach::id));
  }

  private static Optional<LocalDate> day(Request request, String name) {
    try {
      return request.query(name).filter(text -> !text.isEmpty()).map(LocalDate::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ActivityRows.Filter rows(ActivityView.Filter wanted, ZoneId zone) {
    return new ActivityRows.Filter(
        wanted.run(),
        Optional.empty(),
        Optional.empty(),
        wanted.side(),
        wanted.action(),
        wanted.from().map(day -> day.atStartOfDay(zone).toInstant()),
        wanted.to().map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()));
  }
}
