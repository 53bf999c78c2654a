package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.spi.http.Reply;

/** Why a vendor was not asked for calendars, or did not answer; never its own text. */
final class Closed {
  private Closed() {}

  static Reply.Problem of(Brand brand, Fault fault) {
    return switch (fault) {
      case Fault.ReconnectRequired() -> reconnect(brand);
      case Fault.AppBroken() -> trouble(409, "configuration_error", brand, Trouble.app(brand));
      case Fault.RateLimited limited -> trouble(503, brand, Trouble.RATE);
      case Fault.QuotaExceeded exceeded -> trouble(503, brand, Trouble.QUOTA);
      case Fault.Transient passing -> trouble(503, brand, Trouble.VENDOR);
      case Fault.Forbidden() -> trouble(409, brand, Trouble.FORBIDDEN);
      case Fault.NoSuchCalendar() ->
          new Reply.Problem(
              400, "unknown_calendar", "This account has no such calendar.", "calendarId");
      case Fault.Rejected() -> trouble(503, brand, Trouble.VENDOR);
    };
  }

  static Reply.Problem reconnect(Brand brand) {
    return trouble(409, brand, Trouble.RECONNECT);
  }

  static Reply.Problem misconfigured(String reason, String remedy) {
    return new Reply.Problem(409, "configuration_error", reason + ": " + remedy);
  }

  static Reply.Problem paused() {
    return new Reply.Problem(
        409, "not_runnable", "This provider is paused or inactive: change that first.");
  }

  static Reply.Problem notConnected() {
    return new Reply.Problem(409, "not_connected", "Connect the account first.");
  }

  static Reply.Problem inUse() {
    return new Reply.Problem(
        409, "calendar_in_use", "Another provider stands for this calendar.", "calendarId");
  }

  private static Reply.Problem trouble(int status, Brand brand, String code) {
    return trouble(status, code, brand, code);
  }

  private static Reply.Problem trouble(int status, String code, Brand brand, String trouble) {
    return new Reply.Problem(status, code, Trouble.remedy(brand, trouble));
  }
}
