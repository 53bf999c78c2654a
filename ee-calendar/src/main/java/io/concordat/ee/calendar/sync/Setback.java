package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider.Connection;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.ee.calendar.remote.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a fault means for its provider. Only a dead grant asks the user to connect again; the vendor
 * being down, slow or rude never does.
 *
 * @param again when to try next; empty: not before a person has acted
 */
public record Setback(
    Connection connection, String code, Optional<Instant> again, boolean rateLimited) {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /**
   * @param brand whose fault it is
   * @param failures in a row before this one
   * @param spread 0 to 1
   */
  public static Setback of(Fault fault, Brand brand, int failures, double spread, Instant now) {
    Instant later = now.plus(pause(failures, spread));
    return switch (fault) {
      case Fault.ReconnectRequired() ->
          new Setback(Connection.RECONNECT_REQUIRED, Trouble.RECONNECT, Optional.empty(), false);
      case Fault.AppBroken() ->
          new Setback(
              Connection.APP_BROKEN, Trouble.app(brand), Optional.of(now.plus(LONGEST)), false);
      case Fault.RateLimited(var until) -> limited(Trouble.RATE, until.orElse(slower(later, now)));
      case Fault.QuotaExceeded(var until) ->
          limited(Trouble.QUOTA, until.orElse(now.plus(Fault.QUOTA)));
      case Fault.Forbidden() -> failing(Trouble.FORBIDDEN, now.plus(LONGEST));
      case Fault.NoSuchCalendar() -> failing(Trouble.FORBIDDEN, now.plus(LONGEST));
      case Fault.Transient(var until) -> failing(Trouble.VENDOR, until.orElse(later));
      case Fault.Rejected() -> failing(Trouble.INTERNAL, later);
    };
  }

  private static Instant slower(Instant later, Instant now) {
    Instant soonest = now.plus(Fault.UNNAMED);
    return later.isAfter(soonest) ? later : soonest;
  }

  /** Something of our own broke. */
  public static Setback ours(String code, int failures, double spread, Instant now) {
    return failing(code, now.plus(pause(failures, spread)));
  }

  private static Setback limited(String code, Instant again) {
    return new Setback(Connection.CONNECTED, code, Optional.of(again), true);
  }

  private static Setback failing(String code, Instant again) {
    return new Setback(Connection.CONNECTED, code, Optional.of(again), false);
  }

  /** Doubles from a second, with jitter, to a quarter of an hour. */
  static Duration pause(int failures, double spread) {
    long millis = 1_000L << Math.clamp(failures, 0, 20);
    return Duration.ofMillis((long) (Math.min(millis, LONGEST.toMillis()) * (1 + spread / 4)));
  }
}
