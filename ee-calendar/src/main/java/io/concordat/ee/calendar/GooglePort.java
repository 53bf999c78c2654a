package io.concordat.ee.calendar;

import io.concordat.ee.calendar.notification.GoogleNotices;
import io.concordat.spi.calendar.CalendarSync;
import java.util.Optional;

/** The four stable routes; Microsoft's answer that this version does not know them. */
record GooglePort(io.concordat.ee.calendar.connect.Callback google, GoogleNotices notices)
    implements CalendarSync {
  @Override
  public CallbackReply googleCallback(CalendarSync.Callback callback) {
    return google.take(callback);
  }

  @Override
  public CallbackReply microsoftCallback(CalendarSync.Callback callback) {
    return new CallbackReply.Outcome(Optional.of("configuration_error"), Optional.empty());
  }

  @Override
  public WebhookReply googleWebhook(Notice notice) {
    return notices.take(notice);
  }

  @Override
  public WebhookReply microsoftWebhook(Notice notice) {
    return new WebhookReply.Refused(404);
  }
}
