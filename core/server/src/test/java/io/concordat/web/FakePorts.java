package io.concordat.web;

import io.concordat.microsoft.Consumers;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.http.Route;
import io.concordat.spi.http.Unavailable;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Editions for tests: without plugins, and with one that records what it is asked. */
public final class FakePorts {
  private static final MicrosoftConsumer.Guidance CALENDAR =
      new MicrosoftConsumer.Guidance(
          true,
          List.of("/api/auth/microsoft/calendar/callback"),
          List.of("offline_access", "Calendars.ReadWrite"),
          List.of(),
          Map.of());
  private static final List<GoogleConsumer> GOOGLE =
      List.of(
          new GoogleConsumer("email", "E-mail"),
          new GoogleConsumer(
              "calendar",
              "Calendar",
              true,
              List.of("/api/auth/google/calendar/callback"),
              List.of("https://www.googleapis.com/auth/calendar.events")));

  private FakePorts() {}

  /** The Community Edition: any call of a port is an error. */
  public static Ports community() {
    return new Ports(
        new NoSync(),
        new NoTeams(Optional.of(new Unavailable("Microsoft Teams integration"))),
        "CE",
        Map.of("CalendarSync", "stub", "TeamsIntegration", "stub"),
        List.of(),
        Consumers.with(List.of()),
        List.of(),
        Map.of());
  }

  /** The same with a plugin beside the others. */
  public static Ports with(Ports ports, String plugin, Offer offer) {
    var offers = new LinkedHashMap<>(ports.offers());
    offers.put(plugin, offer);
    return new Ports(
        ports.calendarSync(),
        ports.teamsIntegration(),
        ports.edition(),
        ports.servedBy(),
        ports.googleConsumers(),
        ports.microsoftConsumers(),
        ports.openApiFragments(),
        offers);
  }

  public static Ports enterprise(CalendarSync sync, List<Route> routes, String... fragments) {
    return new Ports(
        sync,
        new NoTeams(Optional.empty()),
        "EE",
        Map.of("CalendarSync", "ee-calendar 1", "TeamsIntegration", "ee-teams 1"),
        GOOGLE,
        Consumers.with(
            List.of(
                new MicrosoftConsumer("email", "E-mail"),
                new MicrosoftConsumer("calendar", "Calendar", CALENDAR))),
        List.of(fragments),
        Map.of("test-plugin", Offer.NOTHING.withRoutes(routes)));
  }

  private record NoTeams(Optional<Unavailable> unavailable) implements TeamsIntegration {}

  private static final class NoSync implements CalendarSync {
    @Override
    public Optional<Unavailable> unavailable() {
      return Optional.of(new Unavailable("Calendar sync"));
    }

    @Override
    public CallbackReply googleCallback(Callback callback) {
      throw new AssertionError("called although unavailable");
    }

    @Override
    public CallbackReply microsoftCallback(Callback callback) {
      throw new AssertionError("called although unavailable");
    }

    @Override
    public WebhookReply googleWebhook(Notice notice) {
      throw new AssertionError("called although unavailable");
    }

    @Override
    public WebhookReply microsoftWebhook(Notice notice) {
      throw new AssertionError("called although unavailable");
    }
  }

  /** Answers as told. */
  public record Sync(
      Function<CalendarSync.Callback, CalendarSync.CallbackReply> callbacks,
      Function<CalendarSync.Notice, CalendarSync.WebhookReply> webhooks)
      implements CalendarSync {
    @Override
    public CallbackReply googleCallback(Callback callback) {
      return callbacks.apply(callback);
    }

    @Override
    public CallbackReply microsoftCallback(Callback callback) {
      return callbacks.apply(callback);
    }

    @Override
    public WebhookReply googleWebhook(Notice notice) {
      return webhooks.apply(notice);
    }

    @Override
    public WebhookReply microsoftWebhook(Notice notice) {
      return webhooks.apply(notice);
    }
  }
}
