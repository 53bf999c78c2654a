package io.concordat.web;

import io.concordat.microsoft.Consumers;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.http.Route;
import io.concordat.spi.page.LiveKind;
import io.concordat.spi.page.PluginPage;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What this edition serves over HTTP.
 *
 * @param edition {@code CE} or {@code EE}
 * @param servedBy port title to who serves it
 * @param googleConsumers core serves {@code /api/v1/google/app} if any
 * @param microsoftConsumers core's own and the plugins'
 * @param openApiFragments the plugins' documents, YAML
 * @param offers of the plugins by their ids, in their order
 */
public record Ports(
    CalendarSync calendarSync,
    TeamsIntegration teamsIntegration,
    String edition,
    Map<String, String> servedBy,
    List<GoogleConsumer> googleConsumers,
    Consumers microsoftConsumers,
    List<String> openApiFragments,
    Map<String, Offer> offers) {
  public Ports {
    googleConsumers = List.copyOf(googleConsumers);
    openApiFragments = List.copyOf(openApiFragments);
    offers = Collections.unmodifiableMap(new LinkedHashMap<>(offers));
  }

  public List<Route> routes() {
    return all(offer -> offer.routes().stream());
  }

  /** What people have connected through the tenant's Google app. */
  public List<GoogleConnections> googleConnections() {
    return all(offer -> offer.googleConnections().stream());
  }

  /** By the id of the plugin that brings them. */
  public Map<String, List<PluginPage>> pages() {
    var pages = new LinkedHashMap<String, List<PluginPage>>();
    offers.forEach((plugin, offer) -> pages.put(plugin, offer.pages()));
    return pages;
  }

  /** By the id of the plugin whose messages have the words for them. */
  public Map<String, EntryBadges> badges() {
    var badges = new LinkedHashMap<String, EntryBadges>();
    offers.forEach((plugin, offer) -> offer.entryBadges().ifPresent(it -> badges.put(plugin, it)));
    return badges;
  }

  public List<LiveKind> liveKinds() {
    return all(offer -> offer.liveKinds().stream());
  }

  private <T> List<T> all(Function<Offer, Stream<T>> part) {
    return offers.values().stream().flatMap(part).toList();
  }
}
