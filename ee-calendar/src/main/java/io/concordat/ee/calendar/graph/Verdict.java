package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;

/**
 * What an answer of Graph that is no success means, by status and code, never by text. What is not
 * JSON was not said by Graph (a proxy, an error page), so it never means more than "later".
 */
final class Verdict {
  private static final Set<String> THROTTLED =
      Set.of(
          "toomanyrequests",
          "applicationthrottled",
          "activitylimitreached",
          "mailboxconcurrency",
          "errortoomanyobjectsopened");
  private static final Set<String> FULL = Set.of("errorquotaexceeded", "quotalimitreached");
  private static final Set<String> PASSING =
      Set.of(
          "errorserverbusy",
          "errortimeoutexpired",
          "errormailboxstoreunavailable",
          "errormailboxmoveinprogress",
          "errorinternalservertransienterror",
          "errorinternalservererror",
          "serviceunavailable",
          "servicenotavailable",
          "unknownerror",
          "generalexception");
  private static final Set<String> NO_MAILBOX =
      Set.of(
          "mailboxnotenabledforrestapi",
          "mailboxnotsupportedforrestapi",
          "mailboxnothostedinexchangeonline",
          "errornonexistentmailbox");

  private static final Set<String> NO_EVENT =
      Set.of("erroritemnotfound", "itemnotfound", "resourcenotfound");
  private static final Set<String> CURSOR =
      Set.of(
          "syncstatenotfound",
          "syncstateinvalid",
          "resyncrequired",
          "fullsyncrequired",
          "errorinvalidsyncstatedata");

  private Verdict() {}

  /** Whether Graph itself says that there is no such event: a 404, or an id that was never one. */
  static boolean noSuchEvent(Answer answer) {
    return (answer.status() == 404 && any(answer, NO_EVENT))
        || (answer.status() == 400 && answer.says("ErrorInvalidIdMalformed"));
  }

  /** Whether a delta or page link is not known any more. */
  static boolean expired(Answer answer) {
    return answer.status() == 410
        || (answer.status() >= 400 && answer.status() < 500 && any(answer, CURSOR));
  }

  /** Whether it was too much at once, or took too long: less may do. */
  static boolean tooMuch(Answer answer) {
    return answer.status() == 504
        || answer.says("ErrorTimeoutExpired")
        || answer.says("ErrorExceededFindCountLimit");
  }

  static Fault of(Answer answer, Instant now) {
    if (answer.status() == 429) {
      return new Fault.RateLimited(answer.retryAfter().ends(now));
    }
    if (!answer.explained() || answer.status() >= 500) {
      return new Fault.Transient(answer.retryAfter().ends(now));
    }
    return explained(answer, now);
  }

  /** The fault with a message that is ours. */
  static RemoteFault fault(String call, Answer answer, Instant now) {
    return new RemoteFault(of(answer, now), message(call, answer));
  }

  static String message(String call, Answer answer) {
    var code = answer.code();
    var known = code.matches("[A-Za-z_.]{1,60}") ? " " + code : "";
    return call + " answered " + answer.status() + known;
  }

  private static Fault explained(Answer answer, Instant now) {
    if (any(answer, THROTTLED)) {
      return new Fault.RateLimited(answer.retryAfter().ends(now));
    }
    if (any(answer, FULL)) {
      return new Fault.QuotaExceeded(answer.retryAfter().ends(now));
    }
    if (any(answer, PASSING)) {
      return new Fault.Transient(answer.retryAfter().ends(now));
    }
    return any(answer, NO_MAILBOX) ? new Fault.NoSuchCalendar() : byStatus(answer, now);
  }

  private static Fault byStatus(Answer answer, Instant now) {
    return switch (answer.status()) {
      case 401 -> new Fault.ReconnectRequired();
      case 403 -> new Fault.Forbidden();
      case 404 -> new Fault.NoSuchCalendar();
      case 408, 409, 412, 423, 424, 425 -> new Fault.Transient(answer.retryAfter().ends(now));
      default ->
          answer.status() < 400 ? new Fault.Transient(answer.retryAfter().ends(now)) : rejected();
    };
  }

  private static Fault rejected() {
    return new Fault.Rejected();
  }

  private static boolean any(Answer answer, Set<String> codes) {
    return !Collections.disjoint(answer.codes(), codes);
  }
}
