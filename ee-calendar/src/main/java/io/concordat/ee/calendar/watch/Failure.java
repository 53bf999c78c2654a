package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.remote.Fault;
import java.time.Instant;

/**
 * Why a channel was not opened or renewed.
 *
 * @param code as the ledger keeps it
 * @param next when it is tried again
 */
record Failure(String code, Instant next) {
  private static final String RECONNECT = "reconnect_required";

  static String code(Fault fault) {
    return switch (fault) {
      case Fault.RateLimited(var until) -> "rate_limited";
      case Fault.QuotaExceeded(var until) -> "quota_exceeded";
      case Fault.Transient(var until) -> "vendor_unavailable";
      case Fault.ReconnectRequired() -> RECONNECT;
      case Fault.AppBroken() -> "app_broken";
      case Fault.Forbidden() -> "calendar_forbidden";
      case Fault.NoSuchCalendar() -> "no_such_calendar";
      case Fault.Rejected() -> "rejected";
    };
  }

  /** The run that follows stores a dead consent as the provider's state. */
  boolean reconnect() {
    return code.equals(RECONNECT);
  }

  /** As the event says it. */
  String cause() {
    return switch (code) {
      case RECONNECT -> RECONNECT;
      case "callback_not_accepted", "internal_error" -> code;
      default -> "vendor";
    };
  }
}
