package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A calendar as it was read, which takes every write that the vendor would not refuse and passes
 * none on. What a rehearsal asks for and nobody has read yet is remembered: then it is read,
 * outside of any transaction, and the rehearsal begins again.
 */
final class Recorded implements RemoteCalendar {
  private static final Listing NOTHING =
      new Listing.Page(List.of(), Optional.empty(), Optional.of("unread"));

  private final RemoteCalendar real;
  private final ExecutorService threads;
  private final Map<Place, Listing> pages = new ConcurrentHashMap<>();
  private final Map<String, Read> reads = new ConcurrentHashMap<>();
  private final Map<String, Read> created = new ConcurrentHashMap<>();
  private final Set<Optional<String>> wantedLists = ConcurrentHashMap.newKeySet();
  private final Set<String> wantedReads = ConcurrentHashMap.newKeySet();
  private final Set<String> wantedCreated = ConcurrentHashMap.newKeySet();

  private record Place(Optional<String> cursor, Optional<String> page) {}

  Recorded(RemoteCalendar real, ExecutorService threads) {
    this.real = real;
    this.threads = threads;
  }

  /** Requests that reading took. */
  int requests() {
    return pages.size() + reads.size() + created.size();
  }

  /** Whether something was asked for that had not been read; now it has. */
  boolean fetch() {
    boolean missed = !wantedLists.isEmpty() || !wantedReads.isEmpty() || !wantedCreated.isEmpty();
    wantedLists.forEach(this::readAll);
    wantedLists.clear();
    fetch(wantedReads, reads, real::read);
    fetch(wantedCreated, created, real::readCreated);
    return missed;
  }

  private void readAll(Optional<String> cursor) {
    Optional<String> page = Optional.empty();
    do {
      Listing listing = real.list(cursor, page);
      pages.put(new Place(cursor, page), listing);
      page = listing instanceof Listing.Page some ? some.nextPage() : Optional.empty();
    } while (page.isPresent());
  }

  private void fetch(Set<String> wanted, Map<String, Read> into, Function<String, Read> how) {
    var coming = new HashMap<String, Future<Read>>();
    new HashSet<>(wanted).forEach(id -> coming.put(id, threads.submit(() -> how.apply(id))));
    coming.forEach((id, read) -> into.put(id, Pull.result(read)));
    wanted.clear();
  }

  @Override
  public Listing list(Optional<String> cursor, Optional<String> page) {
    Listing listing = pages.get(new Place(cursor, page));
    if (listing == null) {
      wantedLists.add(cursor);
      return NOTHING;
    }
    return listing;
  }

  @Override
  public Read read(String remoteId) {
    return known(remoteId, reads, wantedReads);
  }

  @Override
  public Read readCreated(String clientKey) {
    return known(clientKey, created, wantedCreated);
  }

  private static Read known(String id, Map<String, Read> reads, Set<String> wanted) {
    Read read = reads.get(id);
    if (read == null) {
      wanted.add(id);
      return new Read.Missing();
    }
    return read;
  }

  @Override
  public Written create(String clientKey, EntryContent content) {
    return written(content, new RemoteParts("rehearsed-" + clientKey, "1"));
  }

  @Override
  public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    return written(to, parts);
  }

  private Written written(EntryContent content, RemoteParts parts) {
    return real.refuses(content)
        .<Written>map(Written.Refused::new)
        .orElseGet(() -> new Written.Done(parts));
  }

  @Override
  public Written delete(RemoteParts parts, EntryContent from) {
    return new Written.Done(parts);
  }

  @Override
  public Described describe() {
    return real.describe();
  }

  @Override
  public boolean notifiesGuests() {
    return real.notifiesGuests();
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
  public Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    throw rehearsing();
  }

  @Override
  public Renewed renew(String channelId, String resourceId, Duration ttl) {
    throw rehearsing();
  }

  @Override
  public void stop(String channelId, String resourceId) {
    throw rehearsing();
  }

  @Override
  public void stopLost(Set<String> channelIds, String resourceId, URI callback) {
    throw rehearsing();
  }

  private static IllegalStateException rehearsing() {
    return new IllegalStateException("a rehearsal opens no channel");
  }
}
