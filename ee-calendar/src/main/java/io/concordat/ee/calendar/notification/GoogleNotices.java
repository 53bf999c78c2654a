package io.concordat.ee.calendar.notification;

import io.concordat.ee.calendar.sync.DirtyCalendars;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.PluginContext;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.channel.Channels.Touch;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Google's notices: authenticate and mark dirty in one statement, answer. They carry no data, so
 * nothing else can be done here. A refusal is a 404, which Google does not send again.
 */
public final class GoogleNotices {
  private static final WebhookReply NOTED = new WebhookReply.Accepted(200);
  private static final WebhookReply REFUSED = new WebhookReply.Refused(404);

  private final PluginContext core;

  public GoogleNotices(PluginContext core) {
    this.core = core;
  }

  public WebhookReply take(Notice notice) {
    Optional<String> channel = header(notice, "x-goog-channel-id");
    Touch touch =
        channel.filter(id -> !Wake.is(id)).map(id -> touch(id, notice)).orElseGet(this::unnamed);
    count(touch);
    return switch (touch) {
      case TOUCHED -> {
        core.jobs().wake(DirtyCalendars.POLLER);
        yield NOTED;
      }
      case RETIRED -> NOTED;
      case REFUSED -> REFUSED;
    };
  }

  /** The first message of a channel says only that it lives. */
  private Touch touch(String channel, Notice notice) {
    Optional<String> token = header(notice, "x-goog-channel-token");
    if (header(notice, "x-goog-resource-state").filter("sync"::equals).isEmpty()) {
      return core.channels().touch(channel, token);
    }
    return core.channels().recognised(channel, token) ? Touch.RETIRED : Touch.REFUSED;
  }

  private Touch unnamed() {
    core.audit().refused("google_webhook", "no_channel");
    return Touch.REFUSED;
  }

  private void count(Touch touch) {
    core.meters()
        .count(
            "calendar_notices_total",
            Map.of("vendor", "google", "outcome", touch.name().toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> header(Notice notice, String name) {
    return Optional.ofNullable(notice.headers().get(name)).filter(value -> !value.isBlank());
  }
}
