package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.Shown;
import io.concordat.ee.calendar.provider.ShownRows;
import io.concordat.ee.calendar.provider.State;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.page.PageRequest;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings → Integrations → Calendar: everybody's calendars, without what is in them. */
final class SettingsPage {
  private static final int MOST = 1_000;

  private static final Comparator<SettingsView.Row> URGENT_FIRST =
      Comparator.comparingInt((SettingsView.Row row) -> rank(row.card().state()))
          .thenComparing(row -> row.owner())
          .thenComparing(row -> row.card().name());

  private final PluginContext core;
  private final ShownRows shown;
  private final CalendarPages pages;
  private final CalendarPages.Beyond beyond;
  private final Templates templates;

  SettingsPage(
      PluginContext core,
      ShownRows shown,
      CalendarPages pages,
      CalendarPages.Beyond beyond,
      Templates templates) {
    this.core = core;
    this.shown = shown;
    this.pages = pages;
    this.beyond = beyond;
    this.templates = templates;
  }

  Reply show(PageRequest asked) {
    SettingsView view = core.transactions().call(tx -> view(tx, asked));
    return templates.page(
        "settings.jte", asked.words().t("calendar.settings.title"), asked.words(), view);
  }

  private SettingsView view(Tx tx, PageRequest asked) {
    var caller = asked.request().caller();
    List<Shown> all = shown.all(tx, Reach.only(caller), MOST, asked.now());
    Map<UserId, User> owners =
        core.users().among(tx, all.stream().map(one -> one.provider().user()).distinct().toList());
    return new SettingsView(
        pages.lines(tx, all, asked.now()).stream()
            .map(card -> row(card, Optional.ofNullable(owners.get(card.provider().user()))))
            .sorted(URGENT_FIRST)
            .toList(),
        pages.vendors(tx, caller),
        Arrays.stream(Brand.values()).map(this::way).toList(),
        core.addresses().publicUrl().toString(),
        asked.now());
  }

  private static SettingsView.Row row(Card card, Optional<User> owner) {
    return new SettingsView.Row(
        card,
        owner.map(User::name).orElse("–"),
        owner.map(User::email).orElse(""),
        owner.map(User::active).orElse(false));
  }

  private SettingsView.Way way(Brand brand) {
    var delivery = beyond.delivery(brand);
    return new SettingsView.Way(brand.calendar(), delivery, beyond.every(delivery));
  }

  private static int rank(State state) {
    return switch (state) {
      case ERROR -> 0;
      case RECONNECT_REQUIRED -> 1;
      case DEGRADED, DELAYED, RATE_LIMITED -> 2;
      case CONFIGURING, IMPORTING -> 3;
      case CONNECTED -> 4;
      case PAUSED, DISCONNECTED -> 5;
    };
  }
}
