package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.channel.Channels;
import io.concordat.spi.channel.Channels.Mark;
import io.concordat.spi.tenant.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Reads the vendor's changes page by page and takes them in; never writes to the vendor. The cursor
 * is stored last, so a crash repeats pages and skips none.
 */
final class Pull {
  private static final int SWEEP = 100;
  private static final int SERIES = 500;

  private final Intake intake;
  private final MappingRows mappings;
  private final AsideRows aside;
  private final ProgressRows progress;
  private final Waiting waiting;
  private final Gate gate;
  private final Channels channels;
  private final ExecutorService threads;
  private final InstantSource clock;

  Pull(
      Intake intake,
      MappingRows mappings,
      AsideRows aside,
      ProgressRows progress,
      Waiting waiting,
      Gate gate,
      Channels channels,
      ExecutorService threads,
      InstantSource clock) {
    this.intake = intake;
    this.mappings = mappings;
    this.aside = aside;
    this.progress = progress;
    this.waiting = waiting;
    this.gate = gate;
    this.channels = channels;
    this.threads = threads;
    this.clock = clock;
  }

  /** Reads until the vendor has no more. */
  void run(Session session) {
    var asked = asked(session);
    Optional<String> cursor =
        session.provider().progress().fullWanted()
            ? Optional.empty()
            : session.provider().progress().cursor();
    if (cursor.isEmpty() || !changes(session, cursor.get(), asked)) {
      everything(session, asked);
    }
    if (!asked.again().isEmpty()) {
      var reads = Batch.ofReads(reads(session, asked.again()), 0);
      take(session, reads, Intake.Known.NONE, tx -> {});
    }
  }

  /**
   * What this read answers; whatever comes later causes another one.
   *
   * @param again events that somebody wants read by themselves
   */
  private record Asked(long wanted, List<Mark> marks, List<String> again) {}

  private Asked asked(Session session) {
    return session.tx(
        (tx, counts) ->
            new Asked(
                session.provider().progress().pullWanted(),
                channels.marks(tx, session.id),
                aside.wanted(tx, session.id)));
  }

  /** False: the cursor is no longer known. */
  private boolean changes(Session session, String cursor, Asked asked) {
    Optional<String> page = Optional.empty();
    while (true) {
      switch (session.calendar.list(Optional.of(cursor), page)) {
        case Listing.CursorExpired() -> {
          return false;
        }
        case Listing.Page(var items, var nextPage, var nextCursor) -> {
          take(
              session,
              Batch.of(items, false, 0),
              Intake.Known.NONE,
              tx -> nextCursor.ifPresent(next -> done(tx, session, next, asked, false)));
          if (nextCursor.isPresent()) {
            return true;
          }
          page = nextPage;
        }
      }
    }
  }

  /**
   * Reads everything, then what it did not show one by one: absence from a listing alone is no
   * evidence. Series come last, when all of their slots are known.
   */
  private void everything(Session session, Asked asked) {
    Iterator<Listing.Page> pages = gate.trusted(session, new Pages(session));
    long generation = session.tx((tx, counts) -> progress.generation(tx, session.id));
    Intake.Known known = waiting.of(session);
    var series = new ArrayList<RemoteItem>();
    Optional<String> cursor = Optional.empty();
    while (pages.hasNext()) {
      Listing.Page page = pages.next();
      take(session, Batch.of(singles(page.items(), series), true, generation), known, tx -> {});
      cursor = page.nextCursor();
    }
    takeSeries(session, series, generation, known);
    sweep(session, generation);
    String last = cursor.orElseThrow();
    session.tx(
        (tx, counts) -> {
          if (aside.releaseUnseen(tx, session.id, generation)) {
            gate.say(tx, AsideRows.changed(session.id));
          }
          done(tx, session, last, asked, true);
          return true;
        });
  }

  /** A full listing; the next page travels while one is used. */
  private final class Pages implements Iterator<Listing.Page> {
    private final Session session;
    private Optional<Future<Listing>> coming;

    Pages(Session session) {
      this.session = session;
      this.coming = Optional.of(list(session, Optional.empty()));
    }

    @Override
    public boolean hasNext() {
      return coming.isPresent();
    }

    @Override
    public Listing.Page next() {
      Listing.Page page = page(coming.orElseThrow(NoSuchElementException::new));
      coming = page.nextPage().map(next -> list(session, Optional.of(next)));
      return page;
    }
  }

  private static Listing.Page page(Future<Listing> coming) {
    return switch (result(coming)) {
      case Listing.Page page -> page;
      case Listing.CursorExpired() ->
          throw new IllegalStateException("a listing without a cursor cannot expire");
    };
  }

  private Future<Listing> list(Session session, Optional<String> page) {
    return threads.submit(() -> session.calendar.list(Optional.empty(), page));
  }

  private static List<RemoteItem> singles(List<RemoteItem> items, Collection<RemoteItem> series) {
    var singles = new ArrayList<RemoteItem>();
    for (RemoteItem item : items) {
      boolean partOfSeries =
          switch (item) {
            case RemoteItem.Whole whole -> whole.content().isSeries();
            case RemoteItem.Slot slot -> true;
            case RemoteItem.Deleted deleted -> false;
            case RemoteItem.Malformed malformed -> false;
          };
      (partOfSeries ? series : singles).add(item);
    }
    return singles;
  }

  private void takeSeries(
      Session session, List<RemoteItem> items, long generation, Intake.Known known) {
    Batch all = Batch.of(items, true, generation);
    var some = new ArrayList<RemoteItem>();
    int masters = 0;
    var ids = new ArrayList<>(all.wholes.keySet());
    all.slots.keySet().stream().filter(id -> !all.wholes.containsKey(id)).forEach(ids::add);
    for (String id : ids) {
      Optional.ofNullable(all.wholes.get(id)).ifPresent(some::add);
      some.addAll(all.slotsOf(id));
      if (++masters % SERIES == 0) {
        take(session, Batch.of(List.copyOf(some), true, generation), known, tx -> {});
        some.clear();
      }
    }
    take(session, Batch.of(some, true, generation), known, tx -> {});
  }

  /** Reads directly what the full listing did not show. */
  private void sweep(Session session, long generation) {
    while (true) {
      List<String> unseen =
          session.tx((tx, counts) -> mappings.unseen(tx, session.id, generation, SWEEP));
      if (unseen.isEmpty()) {
        return;
      }
      take(
          session,
          Batch.ofReads(reads(session, unseen), generation),
          Intake.Known.NONE,
          tx -> mappings.seen(tx, session.id, unseen, generation));
    }
  }

  private void take(Session session, Batch batch, Intake.Known known, With with) {
    while (true) {
      Set<String> toRead =
          session.tx(
              (tx, counts) -> {
                Set<String> missing = intake.take(tx, counts, session, batch, known);
                if (missing.isEmpty()) {
                  with.run(tx);
                }
                return missing;
              });
      if (toRead.isEmpty()) {
        return;
      }
      batch.reads.putAll(reads(session, toRead));
    }
  }

  private Map<String, Read> reads(Session session, Collection<String> ids) {
    var coming = new HashMap<String, Future<Read>>();
    ids.forEach(id -> coming.put(id, threads.submit(() -> session.calendar.read(id))));
    var reads = new HashMap<String, Read>();
    coming.forEach((id, read) -> reads.put(id, result(read)));
    return reads;
  }

  private void done(Tx tx, Session session, String cursor, Asked asked, boolean full) {
    progress.read(tx, session.id, cursor, asked.wanted(), full, clock.instant());
    channels.drained(tx, asked.marks());
  }

  static <T> T result(Future<T> coming) {
    try {
      return coming.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException("a vendor call ended oddly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the vendor", e);
    }
  }

  /** What is committed together with a batch. */
  @FunctionalInterface
  private interface With {
    void run(Tx tx);
  }
}
