package io.concordat.ee.calendar.graph;

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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One calendar at Microsoft Graph. */
final class GraphCalendar implements RemoteCalendar {
  private final String calendar;
  private final Calls calls;
  private final Places places;
  private final Window.Span span;
  private volatile @Nullable Place place;

  GraphCalendar(String calendar, Calls calls, Places places, Window.Span span) {
    this.calendar = calendar;
    this.calls = calls;
    this.places = places;
    this.span = span;
  }

  @Override
  public Described describe() {
    return places.describe(calendar, calls);
  }

  @Override
  public Listing list(Optional<String> cursor, Optional<String> page) {
    var reads = reads();
    return new GraphListing(calls, reads, new Gathering(calls, reads), span).list(cursor, page);
  }

  @Override
  public Read read(String remoteId) {
    return reads().read(remoteId);
  }

  @Override
  public Read readCreated(String clientKey) {
    return reads().readCreated(clientKey);
  }

  @Override
  public Written create(String clientKey, EntryContent content) {
    return push().create(clientKey, content);
  }

  @Override
  public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    return push().update(parts, from, to);
  }

  @Override
  public Written delete(RemoteParts parts, EntryContent from) {
    return push().delete(parts);
  }

  @Override
  public Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    return channels().watch(channelId, token, callback, ttl);
  }

  @Override
  public Renewed renew(String channelId, String resourceId, Duration ttl) {
    return channels().renew(resourceId, ttl);
  }

  @Override
  public void stop(String channelId, String resourceId) {
    new GraphChannels(calls, Place.UNKNOWN).stop(resourceId);
  }

  /** Graph lists what it holds, so the lost ones need no names. */
  @Override
  public void stopLost(Set<String> channelIds, String resourceId, URI callback) {
    channels().endOthers(callback, resourceId);
  }

  @Override
  public boolean notifiesGuests() {
    return true;
  }

  @Override
  public boolean listsWholeSeries() {
    return true;
  }

  @Override
  public EntryContent asShown(EntryContent content) {
    return GraphShown.of(content);
  }

  /** An alias is resolved once. */
  private Place place() {
    var known = place;
    if (known == null) {
      known = places.of(calendar, calls);
      place = known;
    }
    return known;
  }

  @Override
  public Optional<Refusal> refuses(EntryContent content) {
    return switch (GraphEventWriter.create("", content)) {
      case EventBody.Refused(var reason) -> Optional.of(reason);
      case EventBody.Ready ready -> Optional.empty();
    };
  }

  private GraphPush push() {
    return new GraphPush(calls, reads());
  }

  private Reads reads() {
    return new Reads(calls, place());
  }

  private GraphChannels channels() {
    return new GraphChannels(calls, place());
  }
}
