package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.remote.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a channel is renewed: at about 80 % of its life, spread so that a fleet does not storm. */
public final class Renewal {
  private static final Duration VERIFY = Duration.ofDays(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);

  private Renewal() {}

  /**
   * @param spread 0 to 1, drawn once per channel
   */
  public static Instant due(Instant opened, Instant expires, double spread) {
    long life = Math.max(0, Duration.between(opened, expires).toMillis());
    return opened.plusMillis((long) (life * (0.75 + 0.1 * spread)));
  }

  /**
   * The same, but daily where a renewal tells whether the vendor still has the channel: one that
   * vanished without a word is missed for a day at most.
   */
  static Instant due(Instant opened, Instant expires, Brand brand, double spread) {
    Instant due = due(opened, expires, spread);
    Instant verify = opened.plusMillis((long) (VERIFY.toMillis() * (0.75 + 0.25 * spread)));
    return brand.renews() && verify.isBefore(due) ? verify : due;
  }

  /** Doubles from half a minute to an hour. */
  public static Duration retry(int failures) {
    return Duration.ofSeconds(Math.min(30L << Math.clamp(failures, 0, 7), 3_600));
  }

  /**
   * When to try again what has failed.
   *
   * @param ends when the life of what there is ends: at the latest then
   * @param until the vendor wants quiet
   */
  static Instant again(int failures, Instant now, Optional<Instant> ends, Optional<Instant> until) {
    Instant usual = now.plus(retry(failures));
    Instant soonest = now.plus(FIRST_RETRY);
    Instant inTime =
        ends.filter(usual::isAfter).map(end -> end.isAfter(soonest) ? end : soonest).orElse(usual);
    return until.filter(inTime::isBefore).orElse(inTime);
  }

  /** Until when the vendor wants quiet. */
  static Optional<Instant> until(Fault fault) {
    return switch (fault) {
      case Fault.RateLimited(var until) -> until;
      case Fault.QuotaExceeded(var until) -> until;
      case Fault.Transient(var until) -> until;
      case Fault.ReconnectRequired() -> Optional.empty();
      case Fault.AppBroken() -> Optional.empty();
      case Fault.Forbidden() -> Optional.empty();
      case Fault.NoSuchCalendar() -> Optional.empty();
      case Fault.Rejected() -> Optional.empty();
    };
  }
}
