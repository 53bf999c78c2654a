package io.concordat.ee.calendar.google;

import io.concordat.ee.calendar.remote.Extent;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import java.time.Instant;

/**
 * What an answer that is no success means, by status and reason code. What is not JSON was not said
 * by Google's API (a proxy, an error page), so it never means more than "later".
 */
final class Verdict {
  private Verdict() {}

  static Fault of(Answer answer, Instant now) {
    if (answer.body().isMissingNode()) {
      return unexplained(answer, now);
    }
    return switch (answer.status()) {
      case 401 -> new Fault.ReconnectRequired();
      case 403 -> forbidden(answer, now);
      case 404 -> new Fault.NoSuchCalendar();
      case 429 -> limited(answer, now);
      case 408, 409 -> new Fault.Transient(answer.retryAfter().ends(now));
      default -> other(answer, now);
    };
  }

  /**
   * Whose limit was met. Google names it in the details, as {@code defaultPerMinutePerUser} or
   * {@code defaultPerMinutePerProject}; without them only the limits of days are known to be the
   * app's. What is refused for one calendar alone says nothing of it, so the person's others rest
   * too.
   */
  static Extent extent(Answer answer) {
    for (var detail : answer.body().path("error").path("details")) {
      var limit = detail.path("metadata").path("quota_limit").asText();
      if (!limit.isEmpty()) {
        return limit.endsWith("PerProject") ? Extent.APP : Extent.MAILBOX;
      }
    }
    return answer.reason().startsWith("dailyLimitExceeded") ? Extent.APP : Extent.MAILBOX;
  }

  /** The fault with a message that is ours. */
  static RemoteFault fault(String call, Answer answer, Instant now) {
    return new RemoteFault(of(answer, now), message(call, answer));
  }

  private static String message(String call, Answer answer) {
    var reason = answer.reason();
    var known = reason.matches("[A-Za-z_.]{1,60}") ? " " + reason : "";
    return call + " answered " + answer.status() + known;
  }

  private static Fault unexplained(Answer answer, Instant now) {
    return answer.status() == 429
        ? new Fault.RateLimited(answer.retryAfter().ends(now))
        : new Fault.Transient(answer.retryAfter().ends(now));
  }

  private static Fault forbidden(Answer answer, Instant now) {
    return switch (answer.reason()) {
      case "rateLimitExceeded", "userRateLimitExceeded" ->
          new Fault.RateLimited(answer.retryAfter().ends(now));
      case "quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg" ->
          new Fault.QuotaExceeded(answer.retryAfter().ends(now));
      case "accessNotConfigured", "SERVICE_DISABLED" -> new Fault.AppBroken();
      default -> new Fault.Forbidden();
    };
  }

  private static Fault limited(Answer answer, Instant now) {
    return switch (answer.reason()) {
      case "quotaExceeded", "dailyLimitExceeded" ->
          new Fault.QuotaExceeded(answer.retryAfter().ends(now));
      default -> new Fault.RateLimited(answer.retryAfter().ends(now));
    };
  }

  private static Fault other(Answer answer, Instant now) {
    return answer.status() >= 500 || answer.status() < 400
        ? new Fault.Transient(answer.retryAfter().ends(now))
        : new Fault.Rejected();
  }
}
