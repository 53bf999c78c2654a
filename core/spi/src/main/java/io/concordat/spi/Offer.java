package io.concordat.spi;

import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.http.Route;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.job.Poller;
import io.concordat.spi.page.PluginPage;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.List;
import java.util.Optional;

/** What a started plugin offers. Empty parts mean "offers nothing". */
public record Offer(
    Optional<CalendarSync> calendarSync,
    Optional<TeamsIntegration> teamsIntegration,
    Optional<GoogleConnections> googleConnections,
    Optional<EntryBadges> entryBadges,
    List<Route> routes,
    List<PluginPage> pages,
    List<JobHandler> jobs,
    List<Poller> pollers,
    List<OutboxListener> listeners,
    Runnable close) {
  public Offer {
    routes = List.copyOf(routes);
    pages = List.copyOf(pages);
    jobs = List.copyOf(jobs);
    pollers = List.copyOf(pollers);
    listeners = List.copyOf(listeners);
  }

  /** Offers nothing. */
  public static final Offer NOTHING =
      new Offer(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          () -> {});

  public Offer withCalendarSync(CalendarSync port) {
    return new Offer(
        Optional.of(port),
        teamsIntegration,
        googleConnections,
        entryBadges,
        routes,
        pages,
        jobs,
        pollers,
        listeners,
        close);
  }

  public Offer withTeamsIntegration(TeamsIntegration port) {
    return new Offer(
        calendarSync,
        Optional.of(port),
        googleConnections,
        entryBadges,
        routes,
        pages,
        jobs,
        pollers,
        listeners,
        close);
  }

  public Offer withGoogleConnections(GoogleConnections held) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        Optional.of(held),
        entryBadges,
        routes,
        pages,
        jobs,
        pollers,
        listeners,
        close);
  }

  public Offer withEntryBadges(EntryBadges said) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        Optional.of(said),
        routes,
        pages,
        jobs,
        pollers,
        listeners,
        close);
  }

  public Offer withRoutes(List<Route> served) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        entryBadges,
        served,
        pages,
        jobs,
        pollers,
        listeners,
        close);
  }

  public Offer withPages(List<PluginPage> shown) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        entryBadges,
        routes,
        shown,
        jobs,
        pollers,
        listeners,
        close);
  }

  public Offer withJobs(List<JobHandler> handlers) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        entryBadges,
        routes,
        pages,
        handlers,
        pollers,
        listeners,
        close);
  }

  public Offer withPollers(List<Poller> polled) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        entryBadges,
        routes,
        pages,
        jobs,
        polled,
        listeners,
        close);
  }

  public Offer withListeners(List<OutboxListener> listening) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        entryBadges,
        routes,
        pages,
        jobs,
        pollers,
        listening,
        close);
  }

  /** Called once when the process stops, after requests and jobs have ended. */
  public Offer withClose(Runnable closing) {
    return new Offer(
        calendarSync,
        teamsIntegration,
        googleConnections,
        entryBadges,
        routes,
        pages,
        jobs,
        pollers,
        listeners,
        closing);
  }
}
