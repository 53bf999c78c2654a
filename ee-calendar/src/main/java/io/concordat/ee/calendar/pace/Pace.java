package io.concordat.ee.calendar.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast one calendar is written to. As fast as it goes, until the vendor refuses; then half as
 * fast, and from there a little faster with every second that passes, until it is free again. What
 * vendors bear on one calendar they do not say, and it is far below their quotas.
 */
public sealed interface Pace {
  /** A vendor that refuses everything is still asked this often, to see whether it has stopped. */
  double LEAST = 0.1;

  /** By how much each second makes it faster, in writes a second. */
  double GAIN = 0.02;

  /** So much is written in one go before the calendar rests. */
  Duration SPAN = Duration.ofSeconds(5);

  /** Refusals of one moment are one refusal. */
  Duration MOMENT = Duration.ofSeconds(1);

  Pace FREE = new Free();

  /** How many writes may go out now. */
  int allowed(Instant now);

  /**
   * That many went out.
   *
   * @param usual writes a second from which on it is free
   */
  Pace spent(int writes, Instant now, double usual);

  /** The vendor refused. */
  Pace refused(Instant now, double usual);

  /** When more may go out, if none may now. */
  Instant next(Instant now);

  /** How long so many writes take at this pace; empty: as long as the vendor takes. */
  Optional<Duration> takes(int writes, Instant now);

  /** Nothing was refused lately. */
  record Free() implements Pace {
    @Override
    public int allowed(Instant now) {
      return Integer.MAX_VALUE;
    }

    @Override
    public Pace spent(int writes, Instant now, double usual) {
      return this;
    }

    @Override
    public Pace refused(Instant now, double usual) {
      return new Held(Math.max(LEAST, usual / 2), now, now);
    }

    @Override
    public Instant next(Instant now) {
      return now;
    }

    @Override
    public Optional<Duration> takes(int writes, Instant now) {
      return Optional.empty();
    }
  }

  /**
   * After a refusal.
   *
   * @param perSecond writes at that time
   * @param since the refusal
   * @param free when the writes that went out have had their time
   */
  record Held(double perSecond, Instant since, Instant free) implements Pace {
    public Held {
      if (!(perSecond >= LEAST)) {
        throw new IllegalArgumentException("slower than the slowest: " + perSecond);
      }
    }

    double rate(Instant now) {
      return perSecond + GAIN * Math.max(0, Duration.between(since, now).toMillis()) / 1_000;
    }

    @Override
    public int allowed(Instant now) {
      return free.isAfter(now) ? 0 : (int) Math.max(1, seconds(SPAN) * rate(now));
    }

    @Override
    public Pace spent(int writes, Instant now, double usual) {
      double rate = rate(now);
      if (rate >= usual) {
        return FREE;
      }
      return writes == 0 ? this : new Held(perSecond, since, now.plusMillis(time(writes, rate)));
    }

    @Override
    public Pace refused(Instant now, double usual) {
      return now.isBefore(since.plus(MOMENT))
          ? this
          : new Held(Math.max(LEAST, Math.min(usual, rate(now)) / 2), now, now);
    }

    @Override
    public Instant next(Instant now) {
      return free.isAfter(now) ? free : now;
    }

    @Override
    public Optional<Duration> takes(int writes, Instant now) {
      return Optional.of(Duration.ofMillis(time(writes, rate(now))));
    }

    private static long time(int writes, double rate) {
      return (long) Math.ceil(writes / rate * 1_000);
    }

    private static double seconds(Duration span) {
      return span.toMillis() / 1_000.0;
    }
  }
}
