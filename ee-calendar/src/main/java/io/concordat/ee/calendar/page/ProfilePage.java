package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.fuse.Blown;
import io.concordat.ee.calendar.fuse.FuseRows;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.Shown;
import io.concordat.ee.calendar.provider.ShownRows;
import io.concordat.ee.calendar.why.TroubledRows;
import io.concordat.ee.calendar.why.TroubledRows.Troubled;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.PageRequest;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Profile → Calendar: one's own calendars. */
final class ProfilePage {
  private static final int MOST = 100;

  private final PluginContext core;
  private final ProviderRows providers;
  private final ShownRows shown;
  private final CalendarPages pages;
  private final Templates templates;
  private final ActivityPage activity;
  private final TroubledRows troubled = new TroubledRows();
  private final FuseRows fuses = new FuseRows();

  ProfilePage(
      PluginContext core,
      ProviderRows providers,
      ShownRows shown,
      CalendarPages pages,
      Templates templates) {
    this.core = core;
    this.providers = providers;
    this.shown = shown;
    this.pages = pages;
    this.templates = templates;
    this.activity = new ActivityPage(core, providers, templates);
  }

  Reply show(PageRequest asked) {
    return asked
        .request()
        .query("activity")
        .flatMap(Reach::id)
        .map(provider -> activity.show(asked, provider))
        .orElseGet(() -> calendars(asked));
  }

  private Reply calendars(PageRequest asked) {
    return asked
        .request()
        .query("trouble")
        .flatMap(Reach::id)
        .map(provider -> core.transactions().call(tx -> providers.find(tx, provider)))
        .map(found -> trouble(asked, found))
        .or(() -> asked.request().query("fuse").flatMap(Reach::id).map(id -> waiting(asked, id)))
        .orElseGet(() -> all(asked));
  }

  /** The list inside of a question, when it is opened. Somebody else's is not there. */
  private Reply waiting(PageRequest asked, UUID id) {
    Caller caller = asked.request().caller();
    return core.transactions()
        .call(
            tx ->
                providers
                    .find(tx, id)
                    .filter(provider -> provider.user().equals(caller.user()))
                    .map(provider -> waiting(tx, provider)))
        .map(
            waiting ->
                templates.page(
                    "waiting.jte",
                    asked.words().t("calendar.profile.title"),
                    asked.words(),
                    waiting))
        .orElseGet(Problems::notFound);
  }

  private WaitingView waiting(Tx tx, Provider provider) {
    var ids =
        fuses.of(tx, provider.id()).stream()
            .filter(Blown::open)
            .findFirst()
            .map(Blown::entries)
            .orElse(List.of());
    return WaitingView.of(
        provider.id(),
        core.schedule().read(tx, ids.stream().map(ScheduleEntryId::new).toList()).values());
  }

  private Reply all(PageRequest asked) {
    Caller caller = asked.request().caller();
    ProfileView view =
        core.transactions()
            .call(
                tx ->
                    new ProfileView(
                        pages.cards(tx, own(tx, caller, asked.now()), asked.now()),
                        pages.vendors(tx, caller),
                        Outcome.of(asked.request()),
                        asked.now()));
    return templates.page(
        "profile.jte", asked.words().t("calendar.profile.title"), asked.words(), view);
  }

  private List<Shown> own(Tx tx, Caller caller, Instant now) {
    return shown.all(tx, Optional.of(caller.user()), MOST, now);
  }

  /** The list inside of a card, when it is opened. Somebody else's is not there. */
  private Reply trouble(PageRequest asked, Optional<Provider> found) {
    Caller caller = asked.request().caller();
    return found
        .filter(provider -> provider.user().equals(caller.user()))
        .map(provider -> trouble(asked, provider))
        .orElseGet(Problems::notFound);
  }

  private Reply trouble(PageRequest asked, Provider provider) {
    Trouble trouble = core.transactions().call(tx -> read(tx, provider));
    return templates.page(
        "trouble.jte", asked.words().t("calendar.profile.title"), asked.words(), trouble);
  }

  private Trouble read(Tx tx, Provider provider) {
    List<Troubled> some = troubled.of(tx, provider.id(), MOST);
    Map<ScheduleEntryId, ScheduleEntry> entries =
        core.schedule()
            .read(tx, some.stream().map(one -> new ScheduleEntryId(one.entry())).toList());
    return new Trouble(
        provider.id(),
        some.stream()
            .map(
                one ->
                    line(one, Optional.ofNullable(entries.get(new ScheduleEntryId(one.entry())))))
            .toList(),
        shown.aside(tx, provider.id()));
  }

  private static Trouble.Line line(Troubled one, Optional<ScheduleEntry> entry) {
    return new Trouble.Line(
        one.mapping(),
        entry.map(found -> found.content().title()),
        one.status(),
        one.reason(),
        one.held());
  }
}
