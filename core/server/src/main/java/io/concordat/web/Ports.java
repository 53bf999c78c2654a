package io.concordat.web;

import io.concordat.microsoft.Consumers;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.http.Route;
import io.concordat.spi.page.PluginPage;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this edition serves over HTTP.
 *
 * @param edition {@code CE} or {@code EE}
 * @param servedBy port title to who serves it
 * @param googleConsumers core serves {@code /api/v1/google/app} if any
 * @param microsoftConsumers core's own and the plugins'
 * @param openApiFragments the plugins' documents, YAML
 * @param googleConnections what people have connected through the tenant's Google app
 * @param pages by the id of the plugin that brings them
 * @param badges by the id of the plugin whose messages have the words for them
 */
public record Ports(
    CalendarSync calendarSync,
    TeamsIntegration teamsIntegration,
    List<Route> routes,
    String edition,
    Map<String, String> servedBy,
    List<GoogleConsumer> googleConsumers,
    Consumers microsoftConsumers,
    List<String> openApiFragments,
    List<GoogleConnections> googleConnections,
    Map<String, List<PluginPage>> pages,
    Map<String, EntryBadges> badges) {
  public Ports {
    routes = List.copyOf(routes);
    googleConsumers = List.copyOf(googleConsumers);
    openApiFragments = List.copyOf(openApiFragments);
    googleConnections = List.copyOf(googleConnections);
    pages = Map.copyOf(pages);
    badges = Map.copyOf(badges);
  }

  /** Without connections through Google's app, pages and badges. */
  public Ports(
      CalendarSync calendarSync,
      TeamsIntegration teamsIntegration,
      List<Route> routes,
      String edition,
      Map<String, String> servedBy,
      List<GoogleConsumer> googleConsumers,
      Consumers microsoftConsumers,
      List<String> openApiFragments) {
    this(
        calendarSync,
        teamsIntegration,
        routes,
        edition,
        servedBy,
        googleConsumers,
        microsoftConsumers,
        openApiFragments,
        List.of(),
        Map.of(),
        Map.of());
  }

  public Ports with(List<GoogleConnections> held) {
    return new Ports(
        calendarSync,
        teamsIntegration,
        routes,
        edition,
        servedBy,
        googleConsumers,
        microsoftConsumers,
        openApiFragments,
        held,
        pages,
        badges);
  }

  /** Which pages the plugin with this id brings. */
  public Ports showing(String plugin, List<PluginPage> brought) {
    var all = new LinkedHashMap<>(pages);
    all.put(plugin, brought);
    return new Ports(
        calendarSync,
        teamsIntegration,
        routes,
        edition,
        servedBy,
        googleConsumers,
        microsoftConsumers,
        openApiFragments,
        googleConnections,
        all,
        badges);
  }

  /** What the plugin with this id says about entries. */
  public Ports badged(String plugin, EntryBadges said) {
    var all = new LinkedHashMap<>(badges);
    all.put(plugin, said);
    return new Ports(
        calendarSync,
        teamsIntegration,
        routes,
        edition,
        servedBy,
        googleConsumers,
        microsoftConsumers,
        openApiFragments,
        googleConnections,
        pages,
        all);
  }
}
