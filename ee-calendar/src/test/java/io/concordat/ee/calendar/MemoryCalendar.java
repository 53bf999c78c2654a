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

/** A calendar in memory, of either brand, with a vendor's channels and their troubles. */
final class MemoryCalendar implements LifeCalendar, RemoteCalendar {
  /** A channel as the vendor keeps it, by a key of the vendor's own. */
  static final class Channel {
    final String channel;
    final String key;
    final String token;
    final URI callback;
    Instant expires;

    /** Delivers nothing until the consent is confirmed. */
    boolean paused;

    Channel(String channel, String key, String token, URI callback, Instant expires) {
      this.channel = channel;
      this.key = key;
      this.token = token;
      this.callback = callback;
      this.expires = expires;
    }
  }

  private final String id;
  private final Brand brand;
  private final InstantSource clock;
  private final LifeNet net;
  private final FakeCalendar events;
  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Map<String, Channel> lines = new LinkedHashMap<>();
  private Weather weather = Weather.FINE;
  private Duration longest = Duration.ofDays(7);
  private int asked;
  private int numbers;
  private Optional<String> newest = Optional.empty();

  MemoryCalendar(String id, Brand brand, InstantSource clock, LifeNet net) {
    this.id = id;
    this.brand = brand;
    this.clock = clock;
    this.net = net;
    this.events = new FakeCalendar(id, Contents.BERLIN);
  }

  @Override
  public String name() {
    return id;
  }

  @Override
  public String remoteId() {
    return id;
  }

  @Override
  public Brand brand() {
    return brand;
  }

  @Override
  public List<Line> alive() {
    return channels().stream().map(channel -> new Line(channel.key, channel.paused)).toList();
  }

  synchronized List<Channel> channels() {
    Instant now = clock.instant();
    return lines.values().stream().filter(line -> line.expires.isAfter(now)).toList();
  }

  @Override
  public synchronized Optional<String> newest() {
    return newest;
  }

  @Override
  public synchronized void kill(Line line, boolean told) {
    tell(line, told, "subscriptionRemoved");
    lines.remove(line.id());
  }

  @Override
  public void remind(Line line) {
    tell(line, true, "reauthorizationRequired");
  }

  @Override
  public synchronized void pause(Line line) {
    if (brand == Brand.MICROSOFT) {
      channel(line).paused = true;
      remind(line);
    }
  }

  @Override
  public void missed(Line line) {
    tell(line, true, "missed");
  }

  private Channel channel(Line line) {
    return Objects.requireNonNull(lines.get(line.id()));
  }

  /** Google says nothing of the kind. */
  private synchronized void tell(Line line, boolean told, String event) {
    if (told && brand == Brand.MICROSOFT) {
      net.send(this, channel(line), event);
    }
  }

  @Override
  public void weather(Weather now) {
    weather = now;
  }

  @Override
  public void shorten(Duration now) {
    longest = now;
  }

  @Override
  public int asked() {
    return asked;
  }

  @Override
  public synchronized Set<String> titles() {
    return new TreeSet<>(titles.values());
  }

  @Override
  public synchronized void add(String title) {
    String key = UUID.randomUUID().toString();
    if (events.create(key, Contents.single(title)) instanceof Written.Done(var parts)) {
      titles.put(parts.id(), title);
    }
    net.changed(this);
  }

  @Override
  public synchronized void change(int n, Optional<String> title, boolean unheard) {
    String event = new ArrayList<>(titles.keySet()).get(n % titles.size());
    if (title.isEmpty()) {
      events.remove(event);
      titles.remove(event);
    } else if (events.read(event) instanceof Read.Found(var whole, var slots)) {
      events.update(
          new RemoteParts(event, whole.revision()), whole.content(), Contents.single(title.get()));
      titles.put(event, title.get());
    }
    net.changed(this);
    if (unheard) {
      net.lose(this);
    }
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public synchronized int size() {
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
          new Listing.Page(items.stream().map(MemoryCalendar::foreign).toList(), next, last);
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
  public Written delete(RemoteParts parts, EntryContent from) {
    throw new IllegalStateException("nothing is written");
  }

  @Override
  public synchronized Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    asked++;
    storm();
    String resource = brand == Brand.GOOGLE ? id : id + "-" + ++numbers;
    String key = brand == Brand.GOOGLE ? channelId : resource;
    var line = new Channel(channelId, key, token.reveal(), callback, expiry(ttl));
    lines.put(key, line);
    newest = Optional.of(key);
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
    Channel line = lines.get(resourceId);
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
