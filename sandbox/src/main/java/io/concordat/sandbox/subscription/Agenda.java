package io.concordat.sandbox.subscription;

import io.concordat.sandbox.clock.TwinClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Things to do at instants of the twin's clock. Where that clock runs they come by themselves;
 * where it stands still they come when it is moved, so that a month passes as fast as it is told.
 */
final class Agenda implements AutoCloseable {
  private static final long LONGEST_WAIT = 1_000;

  private final TwinClock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
  private long lastNumber;
  private int running;
  private boolean closed;

  Agenda(TwinClock clock) {
    this.clock = clock;
    clock.onMove(this::wake);
    threads.execute(this::loop);
  }

  private record Entry(Instant due, long number, Runnable work) {}

  synchronized void at(Instant due, Runnable work) {
    entries.add(new Entry(due, ++lastNumber, work));
    notifyAll();
  }

  synchronized void clear() {
    entries.clear();
  }

  synchronized Optional<Instant> next() {
    return Optional.ofNullable(entries.peek()).map(Entry::due);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void loop() {
    try {
      while (!closed) {
        long pause = turn();
        if (pause > 0) {
          wait(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the next piece of work if it is due; else for how long to wait. */
  private long turn() {
    Entry next = entries.peek();
    if (next == null) {
      return LONGEST_WAIT;
    }
    if (!isDue(next)) {
      return Math.min(Duration.between(clock.instant(), next.due()).toMillis() + 1, LONGEST_WAIT);
    }
    entries.remove(next);
    start(next.work());
    return 0;
  }

  private boolean isDue(Entry entry) {
    return !clock.instant().isBefore(entry.due());
  }

  private void start(Runnable work) {
    running++;
    try {
      threads.execute(() -> run(work));
    } catch (RejectedExecutionException e) {
      running--; // the twin is being closed
    }
  }

  private void run(Runnable work) {
    try {
      work.run();
    } finally {
      synchronized (this) {
        running--;
        notifyAll();
      }
    }
  }

  /** Waits until nothing is due and nothing is on its way; false if that takes too long. */
  synchronized boolean settle(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (running > 0 || (!entries.isEmpty() && isDue(entries.peek()))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    threads.shutdownNow();
  }
}
