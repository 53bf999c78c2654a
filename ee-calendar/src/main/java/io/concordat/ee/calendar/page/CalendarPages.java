package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.cleanup.CleanupRows;
import io.concordat.ee.calendar.conflict.OpenConflicts;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.Shown;
import io.concordat.ee.calendar.provider.ShownRows;
import io.concordat.ee.calendar.sync.RecentRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.LiveKind;
import io.concordat.spi.page.Place;
import io.concordat.spi.page.PluginPage;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the pages of calendars are made of. */
public final class CalendarPages {
  private static final String READS_SETTINGS = "system_settings:read";
  private static final String SLUG = "calendar";

  /** What open pages hear of. */
  public static final List<LiveKind> LIVE =
      List.of(
          LiveKind.of(
                  EntryBadges.LIVE,
                  "user_schedule:read",
                  "CALENDAR_SYNC_COMPLETED",
                  "CALENDAR_CONFLICT_")
              .withIdIn("entryId"),
          LiveKind.of("calendar_run", Reach.OWN, "CALENDAR_SYNC_").withIdIn("runId"),
          LiveKind.of(
              "calendar_provider",
              Reach.OWN,
              "CALENDAR_SYNC_",
              "CALENDAR_PROVIDER_",
              "CALENDAR_SUBSCRIPTION_"),
          LiveKind.of("calendar_conflict", Reach.OWN, "CALENDAR_CONFLICT_"));

  private final PluginContext core;
  private final ProviderRows providers;
  private final ShownRows shown;
  private final OpenConflicts conflicts;
  private final Beyond beyond;
  private final RecentRows recent = new RecentRows();
  private final CleanupRows cleanups = new CleanupRows();
  private final Templates templates = new Templates();

  /** What rooms know that this one does not. */
  public interface Beyond {
    /** The documented reason why a vendor's calendars cannot be connected. */
    Optional<String> missing(Tx tx, Brand brand);

    /** How a vendor's changes would reach us if a channel is live. */
    Delivery delivery(Brand brand);

    /** How often a calendar is read without being told. */
    Optional<Duration> every(Delivery delivery);
  }

  public CalendarPages(
      PluginContext core,
      ProviderRows providers,
      ShownRows shown,
      OpenConflicts conflicts,
      Beyond beyond) {
    this.core = core;
    this.conflicts = conflicts;
    this.providers = providers;
    this.shown = shown;
    this.beyond = beyond;
  }

  public List<PluginPage> pages() {
    var profile = new ProfilePage(core, providers, shown, this, templates);
    var settings = new SettingsPage(core, shown, this, beyond, templates);
    var open = new ConflictsPage(core, conflicts, templates);
    return List.of(
        new PluginPage(Place.TOP, "conflicts", Reach.OWN, 20, open::show),
        new PluginPage(Place.PROFILE, SLUG, Reach.OWN, 50, profile::show),
        new PluginPage(Place.SETTINGS_INTEGRATIONS, SLUG, READS_SETTINGS, 50, settings::show));
  }

  List<SetUp> vendors(Tx tx, Caller caller) {
    return Arrays.stream(Brand.values()).map(brand -> setUp(tx, caller, brand)).toList();
  }

  private SetUp setUp(Tx tx, Caller caller, Brand brand) {
    Optional<String> missing = beyond.missing(tx, brand);
    Optional<String> fixed =
        Optional.of(fixedAt(brand)).filter(where -> caller.may(READS_SETTINGS));
    return new SetUp(brand, missing, fixed);
  }

  private static String fixedAt(Brand brand) {
    return switch (brand) {
      case GOOGLE -> "/settings/integrations/providers/google";
      case MICROSOFT -> "/settings/integrations/providers";
    };
  }

  List<Card> cards(Tx tx, List<Shown> all, Instant now) {
    Map<UUID, List<RecentRows.Recent>> runs =
        recent.of(tx, all.stream().map(one -> one.provider().id()).toList(), Chart.RUNS);
    Map<UUID, Cleaning> cleaning = cleaning(tx, all, now);
    return all.stream()
        .map(one -> card(one, runs.getOrDefault(one.provider().id(), List.of()), cleaning))
        .toList();
  }

  /** Without their runs. */
  List<Card> lines(Tx tx, List<Shown> all, Instant now) {
    Map<UUID, Cleaning> cleaning = cleaning(tx, all, now);
    return all.stream().map(one -> card(one, List.of(), cleaning)).toList();
  }

  private Map<UUID, Cleaning> cleaning(Tx tx, List<Shown> all, Instant now) {
    List<Provider> providers = all.stream().map(Shown::provider).toList();
    var latest = cleanups.latest(tx, providers.stream().map(Provider::id).toList());
    var shown = new HashMap<UUID, Cleaning>();
    providers.forEach(
        provider ->
            Optional.ofNullable(latest.get(provider.id()))
                .map(cleanup -> new Cleaning(cleanup, provider.brand()))
                .filter(one -> one.shown(now))
                .ifPresent(one -> shown.put(provider.id(), one)));
    return shown;
  }

  private Card card(Shown one, List<RecentRows.Recent> runs, Map<UUID, Cleaning> cleaning) {
    var mine = Optional.ofNullable(cleaning.get(one.provider().id()));
    return new Card(one, runs, beyond.every(one.delivery()), mine);
  }
}
