package io.concordat.ee.calendar;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.FakeCalendar;
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
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A calendar in memory, with a vendor's channels and their troubles. */
final class LifeCalendar implements RemoteCalendar {
  /** What happens to calls about channels. */
  enum Weather {
    FINE,
    /** Nothing is done. */
    DOWN,
    /** It is done, but the answer is lost. */
    DEAF
  }

  /** A channel at the vendor. */
  static final class Line {
    final String channel;
    final String resource;
    final String token;
    final URI callback;
    Instant expires;

    /** Delivers nothing until the consent is confirmed. */
    boolean paused;

    Line(String channel, String resource, String token, URI callback, Instant expires) {
      this.channel = channel;
      this.resource = resource;
      this.token = token;
      this.callback = callback;
      this.expires = expires;
    }
  }

  final String id;
  final Brand brand;
  private final InstantSource clock;
  private final FakeCalendar events;
  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Map<String, Line> lines = new LinkedHashMap<>();
  Weather weather = Weather.FINE;
  Duration longest = Duration.ofDays(7);
  int asked;
  private int numbers;
  private Optional<Line> newest = Optional.empty();

  LifeCalendar(String id, Brand brand, InstantSource clock) {
    this.id = id;
    this.brand = brand;
    this.clock = clock;
    this.events = new FakeCalendar(id, Contents.BERLIN);
  }

  /** Channels that deliver, or would if they were not paused. */
  synchronized List<Line> alive() {
    Instant now = clock.instant();
    return lines.values().stream().filter(line -> line.expires.isAfter(now)).toList();
  }

  /** The last one that was opened, alive or not. */
  synchronized Optional<Line> newest() {
    return newest;
  }

  synchronized void kill(Line line) {
    lines.remove(line.resource);
  }

  synchronized Set<String> titles() {
    return new TreeSet<>(titles.values());
  }

  synchronized void add(String title) {
    String key = UUID.randomUUID().toString();
    if (events.create(key, Contents.single(title)) instanceof Written.Done(var parts)) {
      titles.put(parts.id(), title);
    }
  }

  /** Somebody changes the n-th event, or deletes it. */
  synchronized void change(int n, Optional<String> title) {
    String event = new ArrayList<>(titles.keySet()).get(n % titles.size());
    if (title.isEmpty()) {
      events.remove(event);
      titles.remove(event);
    } else if (events.read(event) instanceof Read.Found(var whole, var slots)) {
      events.update(
          new RemoteParts(event, whole.revision()), whole.content(), Contents.single(title.get()));
      titles.put(event, title.get());
    }
  }

  Instant now() {
    return clock.instant();
  }

  synchronized int size() {
    return titles.size();
  }

  @Override
  public Described describe() {
    return new Described(id, id, Contents.BERLIN, true);
  }

  @Override
  public synchronized Listing list(Optional<String> cursor, Optional<String> page) {
    return switch (events.list(cursor, page)) {
      case Listing.Page(var items, var next, var last) ->
          new Listing.Page(items.stream().map(LifeCalendar::foreign).toList(), next, last);
      case Listing.CursorExpired expired -> expired;
    };
  }

  /** Not of our making. */
  private static RemoteItem foreign(RemoteItem item) {
    return item instanceof RemoteItem.Whole whole ? foreign(whole) : item;
  }

  private static RemoteItem.Whole foreign(RemoteItem.Whole whole) {
    return new RemoteItem.Whole(
        whole.id(),
        whole.revision(),
        whole.content(),
        whole.icalUid(),
        whole.attendees(),
        whole.organizerSelf(),
        whole.type(),
        Optional.empty());
  }

  @Override
  public synchronized Read read(String remoteId) {
    return events.read(remoteId) instanceof Read.Found(var whole, var slots)
        ? new Read.Found(foreign(whole), slots)
        : events.read(remoteId);
  }

  @Override
  public Read readCreated(String clientKey) {
    return new Read.Missing();
  }

  @Override
  public Written create(String clientKey, EntryContent content) {
    throw new IllegalStateException("nothing is written");
  }

  @Override
  public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    throw new IllegalStateException("nothing is written");
  }

  @Override
  public Written delete(RemoteParts parts) {
    throw new IllegalStateException("nothing is written");
  }

  @Override
  public synchronized Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    asked++;
    storm();
    String resource = brand == Brand.GOOGLE ? id : id + "-" + ++numbers;
    String key = brand == Brand.GOOGLE ? channelId : resource;
    var line = new Line(channelId, key, token.reveal(), callback, expiry(ttl));
    lines.put(key, line);
    newest = Optional.of(line);
    silence();
    return new Watched.Granted(channelId, resource, Optional.of(line.expires));
  }

  private Instant expiry(Duration ttl) {
    return clock.instant().plus(ttl.compareTo(longest) < 0 ? ttl : longest);
  }

  @Override
  public synchronized Renewed renew(String channelId, String resourceId, Duration ttl) {
    if (brand == Brand.GOOGLE) {
      return new Renewed.Never();
    }
    asked++;
    storm();
    Line line = lines.get(resourceId);
    if (line == null || !line.expires.isAfter(clock.instant())) {
      return new Renewed.Gone();
    }
    line.expires = expiry(ttl);
    line.paused = false;
    silence();
    return new Renewed.Granted(Optional.of(line.expires));
  }

  @Override
  public synchronized void stop(String channelId, String resourceId) {
    asked++;
    storm();
    if (brand != Brand.GOOGLE || resourceId.equals(id)) {
      lines.remove(brand == Brand.GOOGLE ? channelId : resourceId);
    }
    silence();
  }

  @Override
  public synchronized void stopLost(Set<String> channelIds, String resourceId, URI callback) {
    if (brand == Brand.GOOGLE) {
      channelIds.forEach(channel -> stop(channel, resourceId));
      return;
    }
    asked++;
    storm();
    var others = new HashSet<>(lines.keySet());
    others.remove(resourceId);
    others.removeIf(other -> !Objects.requireNonNull(lines.get(other)).callback.equals(callback));
    others.forEach(lines::remove);
    silence();
  }

  @Override
  public boolean notifiesGuests() {
    return false;
  }

  private void storm() {
    if (weather == Weather.DOWN) {
      throw broken();
    }
  }

  private void silence() {
    if (weather == Weather.DEAF) {
      throw broken();
    }
  }

  private static RemoteFault broken() {
    return new RemoteFault(new Fault.Transient(Optional.empty()), "no answer");
  }
}
