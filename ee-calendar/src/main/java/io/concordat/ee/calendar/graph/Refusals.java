package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Written;

/** What Graph's refusal of a write means: what a good caller branches on; the rest is a fault. */
final class Refusals {
  private Refusals() {}

  static Written of(String call, Answer answer, Calls calls) {
    if (Verdict.noSuchEvent(answer)) {
      return new Written.Missing();
    }
    boolean explained = answer.explained() && !passing(answer, calls);
    if (!explained) {
      throw calls.fault(call, answer);
    }
    return switch (answer.status()) {
      case 409, 412 -> new Written.Stale();
      case 403 -> forbidden(call, answer, calls);
      case 400, 413, 422 -> new Written.Refused(reason(answer));
      default -> throw calls.fault(call, answer);
    };
  }

  /** A conflict is no fault here. */
  private static boolean passing(Answer answer, Calls calls) {
    if (answer.status() == 409 || answer.status() == 412) {
      return false;
    }
    return switch (Verdict.of(answer, calls.now())) {
      case Fault.Transient later -> true;
      case Fault.RateLimited later -> true;
      case Fault.QuotaExceeded later -> true;
      case Fault.ReconnectRequired dead -> true;
      case Fault.AppBroken broken -> true;
      case Fault.NoSuchCalendar gone -> true;
      case Fault.Forbidden forbidden -> false;
      case Fault.Rejected rejected -> false;
    };
  }

  private static Written forbidden(String call, Answer answer, Calls calls) {
    if (answer.says("ErrorAccessDenied") || answer.says("ErrorCannotUpdateCalendar")) {
      return new Written.Refused(Refusal.READ_ONLY_CALENDAR);
    }
    if (answer.says("ErrorCalendarIsNotOrganizer") || answer.says("ErrorCalendarIsOrganizer")) {
      return new Written.Refused(Refusal.NOT_ORGANIZER);
    }
    throw calls.fault(call, answer);
  }

  private static Refusal reason(Answer answer) {
    if (answer.says("ErrorOccurrenceCrossingBoundary")) {
      return Refusal.CROSSES_NEIGHBOUR;
    }
    if (answer.says("ErrorInvalidTimeZone")) {
      return Refusal.ZONE_NOT_HELD;
    }
    if (answer.says("ErrorCalendarDurationIsTooLong")
        || answer.says("ErrorCalendarEndDateIsEarlierThanStartDate")) {
      return Refusal.NO_DURATION;
    }
    return answer.says("ErrorCalendarIsNotOrganizer")
        ? Refusal.NOT_ORGANIZER
        : Refusal.NOT_ACCEPTED;
  }
}
