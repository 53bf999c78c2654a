package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.Receipt;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/** Makes the calls, a bounded number at once; the first fault stops what has not begun. */
final class Dispatch {
  private final ExecutorService threads;
  private final ToIntFunction<Brand> width;

  Dispatch(ExecutorService threads, ToIntFunction<Brand> width) {
    this.threads = threads;
    this.width = width;
  }

  /**
   * What became of one call.
   *
   * @param receipt by which the vendor knows the request
   */
  record Answer(Todo todo, What what, Optional<String> receipt) {
    Answer(Todo todo, What what) {
      this(todo, what, Optional.empty());
    }

    /** It was written, and nobody was in the way. */
    boolean done() {
      return what instanceof What.Wrote(Written.Done _);
    }
  }

  /** The kinds of answers. */
  sealed interface What {
    record Wrote(Written written) implements What {}

    record Showed(Read read) implements What {}

    /** The call was never made: its intent is void. */
    record Unsent() implements What {}

    /** It may have been made: its intent stays and is looked after later. */
    record Unknown() implements What {}
  }

  record Sent(List<Answer> answers, Optional<RemoteFault> fault) {}

  Sent send(Session session, List<Todo> todos) {
    RemoteCalendar calendar = session.calendar;
    int most = width.applyAsInt(session.provider().brand());
    var open = new ConcurrentLinkedQueue<>(todos);
    var done = new ConcurrentLinkedQueue<Answer>();
    var fault = new AtomicReference<RemoteFault>();
    var workers = new ArrayList<Future<?>>();
    for (int i = 0; i < Math.min(most, todos.size()); i++) {
      workers.add(threads.submit(() -> work(calendar, open, done, fault)));
    }
    workers.forEach(Pull::result);
    open.forEach(todo -> done.add(new Answer(todo, new What.Unsent())));
    return new Sent(List.copyOf(done), Optional.ofNullable(fault.get()));
  }

  private static void work(
      RemoteCalendar calendar,
      Queue<Todo> open,
      Queue<Answer> done,
      AtomicReference<RemoteFault> fault) {
    while (fault.get() == null) {
      Todo todo = open.poll();
      if (todo == null) {
        return;
      }
      var receipt = new Receipt();
      try {
        What what = receipt.during(() -> call(calendar, todo));
        done.add(new Answer(todo, what, receipt.id()));
      } catch (RemoteFault broken) {
        done.add(new Answer(todo, after(broken, todo, fault), receipt.id()));
      }
    }
  }

  /** What the vendor does not understand concerns this item; everything else the calendar. */
  private static What after(RemoteFault broken, Todo todo, AtomicReference<RemoteFault> fault) {
    if (broken.fault() instanceof Fault.Rejected && !(todo instanceof Todo.Look)) {
      return new What.Wrote(new Written.Refused(Refusal.NOT_ACCEPTED));
    }
    fault.compareAndSet(null, broken);
    return broken.fault() instanceof Fault.RateLimited && isOneRequest(todo)
        ? new What.Unsent()
        : new What.Unknown();
  }

  /** Of a series some requests may have been answered before the one that was refused. */
  private static boolean isOneRequest(Todo todo) {
    return switch (todo) {
      case Todo.Create(var mapping, var version, var content) -> !content.isSeries();
      case Todo.Update(var mapping, var version, var from, var to) ->
          !from.isSeries() && !to.isSeries();
      case Todo.Delete delete -> true;
      case Todo.Look look -> false;
    };
  }

  private static What call(RemoteCalendar calendar, Todo todo) {
    return switch (todo) {
      case Todo.Create(var mapping, var version, var content) ->
          new What.Wrote(calendar.create(mapping.id().toString(), content));
      case Todo.Update(var mapping, var version, var from, var to) ->
          new What.Wrote(calendar.update(parts(mapping), from, to));
      case Todo.Delete(var mapping, var version, var from) ->
          new What.Wrote(calendar.delete(parts(mapping), from));
      case Todo.Look(var mapping, var version) -> new What.Showed(look(calendar, mapping));
    };
  }

  static Read look(RemoteCalendar calendar, Mapping mapping) {
    return mapping
        .remoteId()
        .map(calendar::read)
        .orElseGet(() -> calendar.readCreated(mapping.id().toString()));
  }

  private static RemoteParts parts(Mapping mapping) {
    return mapping
        .place()
        .parts()
        .orElseThrow(() -> new IllegalStateException("the mapping has no remote copy"));
  }
}
