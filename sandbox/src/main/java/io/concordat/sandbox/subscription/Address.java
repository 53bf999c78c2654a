package io.concordat.sandbox.subscription;

import io.concordat.sandbox.clock.TwinClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is to be told to one address. While one POST is on its way, and for a moment before each,
 * items gather, so that many go together.
 */
final class Address {
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

  private final TwinClock clock;
  private final Agenda agenda;
  private final Supplier<Pace> pace;
  private final Consumer<List<Notice>> sender;
  private final Deque<Notice> waiting = new ArrayDeque<>();
  private final Deque<Notice> twice = new ArrayDeque<>();
  private final Deque<Notice> held = new ArrayDeque<>();
  private boolean sending;

  Address(TwinClock clock, Agenda agenda, Supplier<Pace> pace, Consumer<List<Notice>> sender) {
    this.clock = clock;
    this.agenda = agenda;
    this.pace = pace;
    this.sender = sender;
  }

  /** Sends the notice, and with it whatever comes until the POST begins. */
  void add(Notice notice) {
    synchronized (this) {
      waiting.addLast(notice);
      if (sending) {
        return;
      }
      sending = true;
    }
    List<Notice> next = gather();
    while (!next.isEmpty()) {
      sender.accept(next);
      next = afterwards();
    }
  }

  /** Sends the notice in two POSTs. */
  void repeat(Notice notice) {
    synchronized (this) {
      twice.addLast(notice);
    }
    agenda.at(clock.instant(), () -> add(notice));
  }

  /** Sends the notice after its successor, or after a minute when there is none. */
  void hold(Notice notice) {
    synchronized (this) {
      held.addLast(notice);
    }
    agenda.at(clock.instant().plus(LONGEST_HOLD), () -> release(notice));
  }

  private void release(Notice notice) {
    boolean still;
    synchronized (this) {
      still = held.remove(notice);
    }
    if (still) {
      add(notice);
    }
  }

  private List<Notice> gather() {
    pause();
    synchronized (this) {
      List<Notice> next = new ArrayList<>();
      while (!waiting.isEmpty() && next.size() < pace.get().mostItems()) {
        next.add(waiting.removeFirst());
      }
      sending = !next.isEmpty();
      return next;
    }
  }

  private List<Notice> afterwards() {
    synchronized (this) {
      waiting.addAll(twice);
      waiting.addAll(held);
      twice.clear();
      held.clear();
    }
    return gather();
  }

  private void pause() {
    Duration collect = pace.get().collect();
    if (collect.isPositive()) {
      try {
        Thread.sleep(collect); // gathering takes real time, as a vendor's queue does
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
