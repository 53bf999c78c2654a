package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.remote.RemoteFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/**
 * What one mailbox bears: four requests at a time, ten thousand in ten minutes, and silence when it
 * asks for it. Shared by everybody in this process who speaks to that mailbox. Source: Microsoft
 * Graph service-specific throttling limits, Outlook service limits.
 */
final class Mailbox {
  static final int AT_ONCE = 4;

  /** A little less than ten thousand: who the mailbox belongs to is asked for outside of this. */
  static final int IN_WINDOW = 9_950;

  private static final Duration WINDOW = Duration.ofMinutes(10);

  /** Theirs and ours need not begin at the same moment: a request may travel this long. */
  private static final Duration TRAVEL = Duration.ofSeconds(3);

  private final InstantSource clock;
  private final Semaphore permits = new Semaphore(AT_ONCE, true);
  private final Deque<long[]> seconds = new ArrayDeque<>();
  private int used;
  private Instant quietUntil = Instant.MIN;

  Mailbox(InstantSource clock) {
    this.clock = clock;
  }

  /** Permission for some requests, given back when they have been answered. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for its turn; a mailbox that wants silence, or has had its share, is not asked. */
  Permit enter(int requests) {
    // Of a batch four parts run at once, so it takes the whole width: never two of them.
    int wide = requests > 1 ? AT_ONCE : 1;
    permits.acquireUninterruptibly(wide);
    try {
      spend(requests);
    } catch (RemoteFault limited) {
      permits.release(wide);
      throw limited;
    }
    return () -> permits.release(wide);
  }

  /** The mailbox answered "not before". */
  synchronized void quiet(Instant until) {
    if (until.isAfter(quietUntil)) {
      quietUntil = until;
    }
  }

  private synchronized void spend(int requests) {
    var now = clock.instant();
    if (now.isBefore(quietUntil)) {
      throw limited(quietUntil);
    }
    forget(now);
    if (used + requests > IN_WINDOW) {
      throw limited(Instant.ofEpochSecond(roomFor(requests)));
    }
    long second = now.getEpochSecond();
    if (seconds.isEmpty() || seconds.getLast()[0] != second) {
      seconds.addLast(new long[] {second, 0});
    }
    seconds.getLast()[1] += requests;
    used += requests;
  }

  /** When enough of what was sent is old enough. */
  private long roomFor(int requests) {
    long free = (long) IN_WINDOW - used;
    long at = clock.instant().getEpochSecond();
    for (var second : seconds) {
      free += second[1];
      at = end(second[0]);
      if (free >= requests) {
        break;
      }
    }
    return at;
  }

  private void forget(Instant now) {
    while (!seconds.isEmpty() && end(seconds.getFirst()[0]) <= now.getEpochSecond()) {
      used -= (int) seconds.removeFirst()[1];
    }
  }

  private static long end(long second) {
    return second + 1 + WINDOW.plus(TRAVEL).toSeconds();
  }

  private static RemoteFault limited(Instant until) {
    return RemoteFault.quiet(until);
  }
}
