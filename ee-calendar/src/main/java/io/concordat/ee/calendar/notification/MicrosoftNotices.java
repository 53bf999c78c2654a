package io.concordat.ee.calendar.notification;

import io.concordat.ee.calendar.sync.DirtyCalendars;
import io.concordat.spi.PluginContext;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.channel.Channels.Touch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Microsoft's notices, those about the subscriptions themselves among them: authenticate all items
 * of a request and mark their calendars dirty in one statement, answer. Items that are not
 * authentic are accepted without effect, so that nobody learns which subscriptions there are; a
 * body that is none of Graph's is refused.
 */
public final class MicrosoftNotices {
  private static final WebhookReply NOTED = new WebhookReply.Accepted(202);
  private static final WebhookReply MALFORMED = new WebhookReply.Refused(400);
  private static final int LONGEST_HANDSHAKE = 4_096;

  private final PluginContext core;

  public MicrosoftNotices(PluginContext core) {
    this.core = core;
  }

  public WebhookReply take(Notice notice) {
    String handshake = notice.query().get("validationToken");
    return handshake == null ? items(notice) : echo(handshake);
  }

  /** While a subscription is being made, so there may be no row of it that anybody else can see. */
  private WebhookReply echo(String token) {
    if (token.isEmpty() || token.length() > LONGEST_HANDSHAKE) {
      return malformed("bad_handshake");
    }
    count("handshake");
    return new WebhookReply.Echo(token);
  }

  private WebhookReply items(Notice notice) {
    Optional<GraphNotices> notices = GraphNotices.read(notice.body());
    return notices.map(this::note).orElseGet(() -> malformed("malformed_body"));
  }

  private WebhookReply note(GraphNotices notices) {
    List<Touch> touches = core.channels().touchAll(notices.hints());
    touches.forEach(touch -> count(touch.name().toLowerCase(Locale.ROOT)));
    for (int i = 0; i < notices.unnamed(); i++) {
      refused("no_channel");
    }
    if (touches.contains(Touch.TOUCHED)) {
      core.jobs().wake(DirtyCalendars.POLLER);
    }
    return NOTED;
  }

  private WebhookReply malformed(String reason) {
    refused(reason);
    return MALFORMED;
  }

  private void refused(String reason) {
    core.audit().refused("microsoft_webhook", reason);
    count("refused");
  }

  private void count(String outcome) {
    core.meters()
        .count("calendar_notices_total", Map.of("vendor", "microsoft", "outcome", outcome));
  }
}
