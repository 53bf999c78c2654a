package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What was done to the vendors' calendars, whether anybody lived to know it or not. */
final class Deeds {
  /** Writes that the vendor took, by calendar and thing. */
  private final Map<String, Map<String, Integer>> writes = new HashMap<>();

  private final Map<String, String> things = new HashMap<>();
  int written;
  int reads;

  /** Comes in between right before a write: calendar and thing. */
  BiConsumer<String, String> meanwhile = (calendar, thing) -> {};

  int writes(String calendar, String thing) {
    return writes.getOrDefault(calendar, Map.of()).getOrDefault(thing, 0);
  }

  /** Somebody's own client made it. */
  void known(String remoteId, String thing) {
    things.put(remoteId, thing);
  }

  private String thing(String remoteId) {
    return things.getOrDefault(remoteId, "?" + remoteId);
  }

  RemoteCalendar at(RemoteCalendar real, String calendar) {
    return new Watchful(real, calendar);
  }

  /** One calendar. */
  private final class Watchful implements RemoteCalendar {
    private final RemoteCalendar real;
    private final String calendar;

    Watchful(RemoteCalendar real, String calendar) {
      this.real = real;
      this.calendar = calendar;
    }

    private Written wrote(Written written, String thing) {
      if (written instanceof Written.Done) {
        Deeds.this.written++;
        writes.computeIfAbsent(calendar, it -> new HashMap<>()).merge(thing, 1, Integer::sum);
      }
      return written;
    }

    @Override
    public Written create(String clientKey, EntryContent content) {
      String thing = Face.thing(content.title());
      Written written = wrote(real.create(clientKey, content), thing);
      if (written instanceof Written.Done(var parts)) {
        known(parts.id(), thing);
      }
      return written;
    }

    @Override
    public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
      String thing = Face.thing(to.title());
      meanwhile.accept(calendar, thing);
      return wrote(real.update(parts, from, to), thing);
    }

    @Override
    public Written delete(RemoteParts parts) {
      meanwhile.accept(calendar, thing(parts.id()));
      return wrote(real.delete(parts), thing(parts.id()));
    }

    @Override
    public Listing list(Optional<String> cursor, Optional<String> page) {
      Listing listing = real.list(cursor, page);
      if (listing instanceof Listing.Page shown) {
        shown.items().forEach(this::met);
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
      return real.read(remoteId);
    }

    @Override
    public Read readCreated(String clientKey) {
      reads++;
      return real.readCreated(clientKey);
    }

    @Override
    public Described describe() {
      return real.describe();
    }

    @Override
    public Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
      return real.watch(channelId, token, callback, ttl);
    }

    @Override
    public Renewed renew(String channelId, String resourceId, Duration ttl) {
      return real.renew(channelId, resourceId, ttl);
    }

    @Override
    public boolean notifiesGuests() {
      return real.notifiesGuests();
    }

    @Override
    public void stop(String channelId, String resourceId) {
      real.stop(channelId, resourceId);
    }

    @Override
    public EntryContent asShown(EntryContent content) {
      return real.asShown(content);
    }

    @Override
    public Optional<Refusal> refuses(EntryContent content) {
      return real.refuses(content);
    }

    @Override
    public boolean listsWholeSeries() {
      return real.listsWholeSeries();
    }

    @Override
    public void stopLost(Set<String> channelIds, String resourceId, URI callback) {
      real.stopLost(channelIds, resourceId, callback);
    }
  }
}
