package io.concordat.ee.calendar.plan;

import io.concordat.ee.calendar.sync.Act;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A plan as stored.
 *
 * @param full from a complete listing
 * @param acts what it would do; of one that was asked to be applied: what it will do
 * @param requests to the vendor that applying takes
 * @param seconds that the vendor's quota takes for them
 * @param questions the fuses that would blow without a plan
 * @param changed what the run would do otherwise by now, if it could not be applied
 * @param run that applies it
 * @param error why it could not be made
 */
record Plan(
    UUID id,
    UUID provider,
    Kind kind,
    boolean full,
    State state,
    List<Act> acts,
    int requests,
    int seconds,
    List<String> questions,
    Optional<Changed> changed,
    Optional<UUID> run,
    Optional<String> error,
    Instant requestedAt,
    Optional<Instant> readyAt) {
  Plan {
    acts = List.copyOf(acts);
    questions = List.copyOf(questions);
  }

  /** What it is for. */
  enum Kind {
    FIRST,
    FULL,
    MANUAL;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far it is. */
  enum State {
    QUEUED,
    READY,
    APPLYING,
    APPLIED,
    OUTDATED,
    FAILED;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** A job has to go on with it. */
    boolean working() {
      return this == QUEUED || this == APPLYING;
    }
  }

  /** Acts that came or went since the plan was made. */
  record Changed(List<Act> more, List<Act> fewer) {
    Changed {
      more = List.copyOf(more);
      fewer = List.copyOf(fewer);
    }

    boolean nothing() {
      return more.isEmpty() && fewer.isEmpty();
    }
  }

  /** What is different by now. */
  Changed since(List<Act> now) {
    return new Changed(without(now, acts), without(acts, now));
  }

  private static List<Act> without(List<Act> some, List<Act> others) {
    var known = others.stream().map(Act::same).collect(Collectors.toSet());
    return some.stream().filter(act -> !known.contains(act.same())).toList();
  }
}
