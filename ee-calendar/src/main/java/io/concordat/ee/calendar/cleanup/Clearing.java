package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.cleanup.Cleanup.State;
import io.concordat.ee.calendar.cleanup.Deletes.Answer;
import io.concordat.ee.calendar.pace.Pace;
import io.concordat.spi.job.JobHandler.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes what is to go, until a listing shows nothing more of it; then others have their turn. The
 * vendor's listing is the only list of work, so a crash loses nothing.
 */
final class Clearing {
  private static final int AT_ONCE = 20;
  private static final int TURN = 200;
  private static final int TRIES = 3;

  private final Stint stint;
  private final Deletes deletes;
  private final Set<String> gone = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Integer> changed = new HashMap<>();
  private int sent;

  Clearing(Stint stint, Deletes deletes) {
    this.stint = stint;
    this.deletes = deletes;
  }

  Outcome run() {
    while (sent < TURN) {
      List<Marked> all = stint.weighed(stint.listed(), this::stays);
      if (going(all).isEmpty()) {
        stint.over(State.COMPLETED, Optional.empty());
        return new Outcome.Again(stint.now());
      }
      Optional<Instant> rests = delete(all);
      if (rests.isPresent()) {
        return new Outcome.Again(rests.get());
      }
    }
    return new Outcome.Again(stint.now());
  }

  private Optional<Stays> stays(Marked one) {
    return refused.contains(one.id())
        ? Optional.of(Stays.REFUSED)
        : one.stays(stint.cleanup.choices());
  }

  /** What is still there, as far as is known. */
  private List<Marked> there(List<Marked> all) {
    return all.stream().filter(one -> !gone.contains(one.id())).toList();
  }

  private List<Marked> going(List<Marked> all) {
    return there(all).stream().filter(one -> stays(one).isEmpty()).toList();
  }

  /** When the vendor may be written to again, if not now. */
  private Optional<Instant> delete(List<Marked> all) {
    List<Marked> going = going(all);
    for (int from = 0; from < going.size() && sent < TURN; ) {
      Instant now = stint.now();
      Pace pace = stint.provider().pace();
      int most = Math.min(AT_ONCE, pace.allowed(now));
      if (most == 0) {
        return Optional.of(pace.next(now));
      }
      int to = Math.min(going.size(), from + most);
      delete(going.subList(from, to), all);
      from = to;
    }
    return Optional.empty();
  }

  private void delete(List<Marked> some, List<Marked> all) {
    stint.going(some, there(all), this::stays);
    Deletes.Sent answers = deletes.send(some);
    sent += some.size();
    answers.answers().forEach(this::heard);
    stint.answered(answers.answers(), there(all), this::stays);
    answers
        .fault()
        .ifPresent(
            broken -> {
              throw broken;
            });
  }

  /** What changes under our hands is judged anew by the next listing, a few times. */
  private void heard(Answer answer) {
    String id = answer.marked().id();
    switch (answer.what()) {
      case GONE, ALREADY_GONE -> gone.add(id);
      case REFUSED -> refused.add(id);
      case CHANGED -> {
        if (changed.merge(id, 1, Integer::sum) >= TRIES) {
          refused.add(id);
        }
      }
      case UNSENT, UNKNOWN -> {}
    }
  }
}
