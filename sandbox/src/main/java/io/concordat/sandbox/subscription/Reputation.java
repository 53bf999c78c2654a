package io.concordat.sandbox.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How an address has answered in the last ten minutes of the twin's clock, for all subscriptions
 * that lead to its host.
 */
final class Reputation {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Deque<Answer> answers = new ArrayDeque<>();

  private record Answer(Instant time, boolean slow) {}

  /** Slow: new notifications come ten seconds late. Dropping: they do not come at all. */
  enum State {
    GOOD,
    SLOW,
    DROPPING
  }

  synchronized void answered(Instant now, boolean slow) {
    answers.addLast(new Answer(now, slow));
    forget(now);
  }

  private void forget(Instant now) {
    while (!answers.isEmpty() && answers.getFirst().time().plus(WINDOW).isBefore(now)) {
      answers.removeFirst();
    }
  }

  synchronized State state(Instant now, int fewest) {
    forget(now);
    if (answers.size() < fewest) {
      return State.GOOD;
    }
    double share = (double) answers.stream().filter(Answer::slow).count() / answers.size();
    if (share > 0.15) {
      return State.DROPPING;
    }
    return share > 0.10 ? State.SLOW : State.GOOD;
  }
}
