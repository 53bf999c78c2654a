package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What was done to the vendors' calendars, whether anybody lived to know it or not. */
final class Deeds {
  /** Writes that the vendor took, by calendar and thing. */
  private final Map<String, Map<String, Integer>> writes = new HashMap<>();

  private final Map<String, Map<String, Integer>> before = new HashMap<>();
  private final Map<String, String> things = new HashMap<>();
  private final Map<String, Instant> quiet = new HashMap<>();
  private final InstantSource clock;
  private final IntSupplier mails;
  private final World world;
  int written;
  int mailed;

  /** Single reads and pages. */
  int reads;

  int pages;

  /** What may come in between. */
  interface World {
    /** Right before a write. */
    void before(String calendar, String thing);

    /** Right after a listing. */
    void after(String calendar);
  }

  /**
   * @param mails that the vendor which cannot be silenced has sent so far
   */
  Deeds(InstantSource clock, IntSupplier mails, World world) {
    this.clock = clock;
    this.mails = mails;
    this.world = world;
  }

  int writes(String calendar, String thing) {
    return writes.getOrDefault(calendar, Map.of()).getOrDefault(thing, 0);
  }

  /** Its history ends with a connection. */
  void connectedAnew(String calendar) {
    before.put(calendar, new HashMap<>(writes.getOrDefault(calendar, Map.of())));
  }

  Map<String, Integer> writesSinceConnected(String calendar) {
    var since = new HashMap<>(writes.getOrDefault(calendar, Map.of()));
    before
        .getOrDefault(calendar, Map.of())
        .forEach((thing, count) -> since.merge(thing, -count, Integer::sum));
    return since;
  }

  /** Somebody's own client made it. */
  void known(String remoteId, String thing) {
    things.put(remoteId, thing);
  }

  String thing(String remoteId) {
    return things.getOrDefault(remoteId, "?" + remoteId);
  }

  RemoteCalendar at(RemoteCalendar real, String calendar) {
    return new Watchful(real, calendar);
  }

  /** One calendar. */
  private final class Watchful extends Through {
    private final String calendar;

    Watchful(RemoteCalendar real, String calendar) {
      super(real);
      this.calendar = calendar;
    }

    /** Whoever was asked for silence is silent. */
    private <T> T ask(Supplier<T> call) {
      Instant until = quiet.getOrDefault(calendar, Instant.MIN);
      Wrong.unless(
          !clock.instant().isBefore(until), "politeness", calendar + " was asked before " + until);
      try {
        return call.get();
      } catch (RemoteFault broken) {
        if (broken.fault() instanceof Fault.RateLimited(var wanted)) {
          wanted.ifPresent(end -> quiet.put(calendar, end));
        }
        throw broken;
      }
    }

    private Written write(String thing, Supplier<Written> call) {
      int before = real.notifiesGuests() ? mails.getAsInt() : 0;
      Written written = ask(call);
      mailed += real.notifiesGuests() ? mails.getAsInt() - before : 0;
      if (written instanceof Written.Done) {
        Deeds.this.written++;
        writes.computeIfAbsent(calendar, it -> new HashMap<>()).merge(thing, 1, Integer::sum);
      }
      return written;
    }

    @Override
    public Written create(String clientKey, EntryContent content) {
      String thing = Face.thing(content.title());
      Written written = write(thing, () -> real.create(clientKey, content));
      if (written instanceof Written.Done(var parts)) {
        known(parts.id(), thing);
      }
      return written;
    }

    @Override
    public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
      String thing = Face.thing(to.title());
      world.before(calendar, thing);
      return write(thing, () -> real.update(parts, from, to));
    }

    @Override
    public Written delete(RemoteParts parts, EntryContent from) {
      world.before(calendar, thing(parts.id()));
      return write(thing(parts.id()), () -> real.delete(parts, from));
    }

    @Override
    public Listing list(Optional<String> cursor, Optional<String> page) {
      pages++;
      Listing listing = ask(() -> real.list(cursor, page));
      if (listing instanceof Listing.Page shown) {
        shown.items().forEach(this::met);
        world.after(calendar);
      }
      return listing;
    }

    private void met(RemoteItem item) {
      if (item instanceof RemoteItem.Whole whole) {
        known(whole.id(), Face.thing(whole.content().title()));
      }
    }

    @Override
    public Read read(String remoteId) {
      reads++;
      return ask(() -> real.read(remoteId));
    }

    @Override
    public Read readCreated(String clientKey) {
      reads++;
      return ask(() -> real.readCreated(clientKey));
    }
  }
}
