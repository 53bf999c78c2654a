package io.concordat.spi;

import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.http.Route;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Survey;
import io.concordat.spi.page.LiveKind;
import io.concordat.spi.page.PluginPage;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a started plugin offers. Empty parts mean "offers nothing". */
public record Offer(
    Optional<CalendarSync> calendarSync,
    Optional<TeamsIntegration> teamsIntegration,
    Optional<GoogleConnections> googleConnections,
    Optional<EntryBadges> entryBadges,
    List<Route> routes,
    List<PluginPage> pages,
    List<LiveKind> liveKinds,
    List<JobHandler> jobs,
    List<Poller> pollers,
    List<OutboxListener> listeners,
    List<Survey> surveys,
    Runnable close) {
  public Offer {
    routes = List.copyOf(routes);
    pages = List.copyOf(pages);
    liveKinds = List.copyOf(liveKinds);
    jobs = List.copyOf(jobs);
    pollers = List.copyOf(pollers);
    listeners = List.copyOf(listeners);
    surveys = List.copyOf(surveys);
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
          List.of(),
          List.of(),
          () -> {});

  public Offer withCalendarSync(CalendarSync port) {
    return with(draft -> draft.calendarSync = Optional.of(port));
  }

  public Offer withTeamsIntegration(TeamsIntegration port) {
    return with(draft -> draft.teamsIntegration = Optional.of(port));
  }

  public Offer withGoogleConnections(GoogleConnections held) {
    return with(draft -> draft.googleConnections = Optional.of(held));
  }

  public Offer withEntryBadges(EntryBadges said) {
    return with(draft -> draft.entryBadges = Optional.of(said));
  }

  public Offer withRoutes(List<Route> served) {
    return with(draft -> draft.routes = served);
  }

  public Offer withPages(List<PluginPage> shown) {
    return with(draft -> draft.pages = shown);
  }

  /** What open pages hear of beyond core's own; of one word, all are told. */
  public Offer withLiveKinds(List<LiveKind> told) {
    return with(draft -> draft.liveKinds = told);
  }

  public Offer withJobs(List<JobHandler> handlers) {
    return with(draft -> draft.jobs = handlers);
  }

  public Offer withPollers(List<Poller> polled) {
    return with(draft -> draft.pollers = polled);
  }

  public Offer withListeners(List<OutboxListener> listening) {
    return with(draft -> draft.listeners = listening);
  }

  public Offer withSurveys(List<Survey> counted) {
    return with(draft -> draft.surveys = counted);
  }

  /** Called once when the process stops, after requests and jobs have ended. */
  public Offer withClose(Runnable closing) {
    return with(draft -> draft.close = closing);
  }

  private Offer with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.offer();
  }

  /** The only copy of all parts. */
  private static final class Draft {
    private Optional<CalendarSync> calendarSync;
    private Optional<TeamsIntegration> teamsIntegration;
    private Optional<GoogleConnections> googleConnections;
    private Optional<EntryBadges> entryBadges;
    private List<Route> routes;
    private List<PluginPage> pages;
    private List<LiveKind> liveKinds;
    private List<JobHandler> jobs;
    private List<Poller> pollers;
    private List<OutboxListener> listeners;
    private List<Survey> surveys;
    private Runnable close;

    Draft(Offer from) {
      calendarSync = from.calendarSync;
      teamsIntegration = from.teamsIntegration;
      googleConnections = from.googleConnections;
      entryBadges = from.entryBadges;
      routes = from.routes;
      pages = from.pages;
      liveKinds = from.liveKinds;
      jobs = from.jobs;
      pollers = from.pollers;
      listeners = from.listeners;
      surveys = from.surveys;
      close = from.close;
    }

    Offer offer() {
      return new Offer(
          calendarSync,
          teamsIntegration,
          googleConnections,
          entryBadges,
          routes,
          pages,
          liveKinds,
          jobs,
          pollers,
          listeners,
          surveys,
          close);
    }
  }
}
