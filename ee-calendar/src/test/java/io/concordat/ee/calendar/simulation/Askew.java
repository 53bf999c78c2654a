package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** A calendar with one thing wrong about it. Everything else is as it should be. */
final class Askew extends Through {
  private static final ZoneId ELSEWHERE = ZoneId.of("Pacific/Auckland");

  private final Variant variant;
  private final Backstage backstage;
  private final String calendar;

  Askew(RemoteCalendar real, Variant variant, Backstage backstage, String calendar) {
    super(real);
    this.variant = variant;
    this.backstage = backstage;
    this.calendar = calendar;
  }

  private boolean is(Variant one) {
    return variant == one;
  }

  private <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (RemoteFault broken) {
      throw new RemoteFault(taken(broken.fault()), "taken for something else");
    }
  }

  private Fault taken(Fault fault) {
    if (is(Variant.NO_PAUSE) && fault instanceof Fault.RateLimited) {
      return new Fault.Transient(Optional.empty());
    }
    if (is(Variant.HICCUP_IS_REVOCATION) && fault instanceof Fault.Transient) {
      return new Fault.ReconnectRequired();
    }
    return fault;
  }

  @Override
  public Written create(String clientKey, EntryContent content) {
    String key = is(Variant.NEW_KEY) ? UUID.randomUUID().toString() : clientKey;
    Written written = write(() -> real.create(key, bent(content)));
    if (is(Variant.ASSIGNEES_AS_GUESTS) && written instanceof Written.Done(var parts)) {
      backstage.invite(calendar, parts.id());
    }
    return written;
  }

  @Override
  public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    if (is(Variant.MERGE_NOT_PUSHED) && backstage.justResolved(Face.thing(to.title()))) {
      return new Written.Done(parts);
    }
    Written written = write(() -> real.update(parts, from, bent(to)));
    if (is(Variant.WRITES_TWICE) && written instanceof Written.Done(var now)) {
      return real.update(now, from, bent(to));
    }
    return is(Variant.OVERWRITES) && written instanceof Written.Stale
        ? again(parts, from, to, written)
        : written;
  }

  private Written again(RemoteParts parts, EntryContent from, EntryContent to, Written otherwise) {
    return real.read(parts.id()) instanceof Read.Found found
        ? real.update(parts.withRevision(found.item().revision()), from, to)
        : otherwise;
  }

  @Override
  public Written delete(RemoteParts parts, EntryContent from) {
    return is(Variant.PRETENDS_DELETE)
        ? new Written.Done(parts)
        : write(() -> real.delete(parts, from));
  }

  private Written write(Supplier<Written> call) {
    try {
      return ask(call);
    } catch (RemoteFault broken) {
      if (is(Variant.RATE_IS_REFUSAL) && broken.fault() instanceof Fault.RateLimited) {
        return new Written.Refused(io.concordat.ee.calendar.event.Refusal.NOT_ACCEPTED);
      }
      throw broken;
    }
  }

  private EntryContent bent(EntryContent of) {
    return new EntryContent(
        of.title(),
        of.notes(),
        of.location(),
        bent(of.when()),
        of.isPrivate() && !is(Variant.SHOWS_PRIVATE),
        of.status(),
        of.recurrence(),
        is(Variant.FLAT_SERIES) ? new TreeMap<>() : new TreeMap<>(of.exceptions()));
  }

  private When bent(When when) {
    return switch (when) {
      case When.AllDay(var start, var end)
          when is(Variant.DAY_TOO_SHORT) && start.plusDays(1).isBefore(end) ->
          new When.AllDay(start, end.minusDays(1));
      case When.Timed(var start, var end) when is(Variant.SERVERS_ZONE) ->
          new When.Timed(start.withZoneSameLocal(ELSEWHERE), end.withZoneSameLocal(ELSEWHERE));
      case When.AllDay allDay -> allDay;
      case When.Timed timed -> timed;
    };
  }

  @Override
  public Listing list(Optional<String> cursor, Optional<String> page) {
    Listing listing = ask(() -> real.list(cursor, page));
    return switch (listing) {
      case Listing.Page shown -> listed(cursor, shown);
      case Listing.CursorExpired expired -> is(Variant.NO_SWEEP) ? whatIsThere() : expired;
    };
  }

  private Listing listed(Optional<String> cursor, Listing.Page page) {
    List<RemoteItem> items = new ArrayList<>(page.items());
    if (is(Variant.NO_TOMBSTONES)) {
      items.removeIf(RemoteItem.Deleted.class::isInstance);
    } else if (is(Variant.READS_AGAIN)) {
      items.stream().filter(RemoteItem.Whole.class::isInstance).forEach(one -> real.read(one.id()));
    } else if (is(Variant.ONE_BAD_EVENT)
        && items.stream().anyMatch(RemoteItem.Malformed.class::isInstance)) {
      throw new RemoteFault(new Fault.Rejected(), "one bad event");
    } else if (is(Variant.CLOCKS)) {
      items.removeIf(one -> !backstage.newer(calendar, one.id()));
      backstage.read(calendar);
    } else if (is(Variant.HALF_LISTING) && cursor.isEmpty()) {
      items.subList(items.size() - items.size() / 2, items.size()).clear();
    } else if (is(Variant.OTHER_TENANT) && cursor.isEmpty()) {
      items = backstage.remembered(items);
    }
    if (is(Variant.CURSOR_FIRST)) {
      page.nextCursor().ifPresent(next -> backstage.store(calendar, next));
    }
    return new Listing.Page(items, page.nextPage(), page.nextCursor());
  }

  private Listing whatIsThere() {
    var items = new ArrayList<RemoteItem>();
    Optional<String> page = Optional.empty();
    while (real.list(Optional.empty(), page) instanceof Listing.Page shown) {
      items.addAll(shown.items());
      page = shown.nextPage();
      if (page.isEmpty()) {
        return new Listing.Page(items, Optional.empty(), shown.nextCursor());
      }
    }
    return new Listing.CursorExpired();
  }

  @Override
  public Read read(String remoteId) {
    return is(Variant.HALF_LISTING) ? new Read.Missing() : ask(() -> real.read(remoteId));
  }

  @Override
  public Read readCreated(String clientKey) {
    return is(Variant.NEW_KEY) ? new Read.Missing() : ask(() -> real.readCreated(clientKey));
  }

  @Override
  public Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    Secret sent = is(Variant.FIXED_SECRET) ? Secret.of(channelId + "." + Backstage.FIXED) : token;
    return ask(() -> real.watch(channelId, sent, callback, ttl));
  }

  @Override
  public Renewed renew(String channelId, String resourceId, Duration ttl) {
    return is(Variant.NO_RENEWAL)
        ? new Renewed.Granted(Optional.of(backstage.now().plus(ttl)))
        : ask(() -> real.renew(channelId, resourceId, ttl));
  }

  @Override
  public boolean notifiesGuests() {
    return real.notifiesGuests() && !is(Variant.MAILS_GUESTS);
  }
}
