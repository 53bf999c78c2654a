package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Receipt;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Deletes events at the vendor, a bounded number at once; the first fault stops the rest. */
record Deletes(RemoteCalendar calendar, ExecutorService threads, int most) {
  /** What became of one. */
  enum What {
    GONE,
    ALREADY_GONE,
    /** Somebody changed it since it was listed. */
    CHANGED,
    REFUSED,
    /** The call was never made. */
    UNSENT,
    /** It may have been made. */
    UNKNOWN;

    boolean gone() {
      return switch (this) {
        case GONE, ALREADY_GONE -> true;
        case CHANGED, REFUSED, UNSENT, UNKNOWN -> false;
      };
    }
  }

  /**
   * An answer.
   *
   * @param receipt by which the vendor knows the request
   */
  record Answer(Marked marked, What what, Optional<String> receipt) {}

  record Sent(List<Answer> answers, Optional<RemoteFault> fault) {}

  Sent send(List<Marked> some) {
    var open = new ConcurrentLinkedQueue<>(some);
    var done = new ConcurrentLinkedQueue<Answer>();
    var fault = new AtomicReference<RemoteFault>();
    var workers = new ArrayList<Future<?>>();
    for (int i = 0; i < Math.min(most, some.size()); i++) {
      workers.add(threads.submit(() -> work(open, done, fault)));
    }
    workers.forEach(Deletes::await);
    open.forEach(one -> done.add(new Answer(one, What.UNSENT, Optional.empty())));
    return new Sent(List.copyOf(done), Optional.ofNullable(fault.get()));
  }

  private void work(Queue<Marked> open, Queue<Answer> done, AtomicReference<RemoteFault> fault) {
    while (fault.get() == null) {
      Marked one = open.poll();
      if (one == null) {
        return;
      }
      var receipt = new Receipt();
      try {
        What what = receipt.during(() -> of(calendar.delete(one.copy().parts(), one.content())));
        done.add(new Answer(one, what, receipt.id()));
      } catch (RemoteFault broken) {
        done.add(new Answer(one, after(broken, fault), receipt.id()));
      }
    }
  }

  private static What of(Written written) {
    return switch (written) {
      case Written.Done done -> What.GONE;
      case Written.Missing missing -> What.ALREADY_GONE;
      case Written.Stale stale -> What.CHANGED;
      case Written.Refused refused -> What.REFUSED;
      case Written.Exists exists -> throw new IllegalStateException("a delete creates nothing");
    };
  }

  /** What the vendor does not understand concerns this event; everything else the calendar. */
  private static What after(RemoteFault broken, AtomicReference<RemoteFault> fault) {
    if (broken.fault() instanceof Fault.Rejected) {
      return What.REFUSED;
    }
    fault.compareAndSet(null, broken);
    return broken.fault() instanceof Fault.RateLimited ? What.UNSENT : What.UNKNOWN;
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the vendor", e);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException broken
        ? broken
        : new IllegalStateException("a vendor call ended oddly", cause);
  }
}
