package io.concordat.ee.calendar;

import io.concordat.ee.calendar.notification.GoogleNotices;
import io.concordat.ee.calendar.notification.MicrosoftNotices;
import io.concordat.spi.calendar.CalendarSync;

/** The four stable routes. */
record StableRoutes(
    io.concordat.ee.calendar.connect.Callback google,
    io.concordat.ee.calendar.connect.Callback microsoft,
    GoogleNotices googleNotices,
    MicrosoftNotices microsoftNotices)
    implements CalendarSync {
  @Override
  public CallbackReply googleCallback(CalendarSync.Callback callback) {
    return google.take(callback);
  }

  @Override
  public CallbackReply microsoftCallback(CalendarSync.Callback callback) {
    return microsoft.take(callback);
  }

  @Override
  public WebhookReply googleWebhook(Notice notice) {
    return googleNotices.take(notice);
  }

  @Override
  public WebhookReply microsoftWebhook(Notice notice) {
    return microsoftNotices.take(notice);
  }
}
