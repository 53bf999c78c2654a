package io.concordat.stub;

import io.concordat.spi.Stubs;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.http.Unavailable;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.Optional;

/** The Community Edition's answers: the ports are there, the features are not. */
public final class CeStubs implements Stubs {
  @Override
  public CalendarSync calendarSync() {
    return new NoCalendarSync(new Unavailable("Calendar sync"));
  }

  @Override
  public TeamsIntegration teamsIntegration() {
    return new NoTeams(new Unavailable("Microsoft Teams integration"));
  }

  private record NoTeams(Unavailable why) implements TeamsIntegration {
    @Override
    public Optional<Unavailable> unavailable() {
      return Optional.of(why);
    }
  }

  private record NoCalendarSync(Unavailable why) implements CalendarSync {
    @Override
    public Optional<Unavailable> unavailable() {
      return Optional.of(why);
    }

    @Override
    public CallbackReply googleCallback(Callback callback) {
      return new CallbackReply.NotOffered(why);
    }

    @Override
    public CallbackReply microsoftCallback(Callback callback) {
      return new CallbackReply.NotOffered(why);
    }

    @Override
    public WebhookReply googleWebhook(Notice notice) {
      return new WebhookReply.NotOffered(why);
    }

    @Override
    public WebhookReply microsoftWebhook(Notice notice) {
      return new WebhookReply.NotOffered(why);
    }
  }
}
