package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * How often a calendar is read without being told. With push this is only the safety sweep.
 *
 * @param alone between reads when no notices come; empty: never
 * @param sweep between reads when notices come; empty: never
 * @param complete between complete reads of calendars whose vendor tells changes of a window of
 *     time only; empty: never
 * @param spread 0 to 1, so that a fleet does not ask at once
 */
public record Poll(
    Optional<Duration> alone,
    Optional<Duration> sweep,
    Optional<Duration> complete,
    DoubleSupplier spread) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Reads the two settings; a bad one stops the start. */
  public static Poll of(Function<String, Optional<String>> settings, DoubleSupplier spread) {
    return new Poll(
        interval(settings, "CONCORDAT_CALENDAR_POLL_INTERVAL", "PT5M"),
        interval(settings, "CONCORDAT_CALENDAR_SWEEP_INTERVAL", "PT6H"),
        interval(settings, "CONCORDAT_CALENDAR_COMPLETE_INTERVAL", "P7D"),
        spread);
  }

  private static Optional<Duration> interval(
      Function<String, Optional<String>> settings, String name, String usual) {
    String text = settings.apply(name).orElse(usual).strip();
    if (text.equalsIgnoreCase("off")) {
      return Optional.empty();
    }
    try {
      Duration interval = Duration.parse(text);
      if (interval.compareTo(SHORTEST) >= 0) {
        return Optional.of(interval);
      }
    } catch (DateTimeParseException e) {
      // Answered below like one that is too short.
    }
    throw new IllegalArgumentException(
        name + " must be a duration of at least PT1S, for example " + usual + ", or off");
  }

  public Optional<Duration> every(Delivery delivery) {
    return switch (delivery) {
      case PUSH -> sweep;
      case POLL -> alone;
    };
  }

  /** Between three quarters of the interval and the whole of it. */
  public Optional<Instant> next(Delivery delivery, Instant now) {
    return every(delivery)
        .map(every -> now.plusMillis((long) (every.toMillis() * (1 - spread.getAsDouble() / 4))));
  }

  /**
   * A calendar that was last read completely before this instant is read so again. Each calendar
   * has its own share of the interval, three quarters at least.
   */
  Optional<Instant> completeBefore(Provider provider, Instant now) {
    double share = 1 - Math.floorMod(provider.id().hashCode(), 256) / 1024.0;
    return complete
        .filter(every -> provider.brand().windowed())
        .map(every -> now.minusMillis((long) (every.toMillis() * share)));
  }
}
