package io.concordat.ee.calendar.simulation;

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

/** A calendar behind something that does nothing. */
class Through implements RemoteCalendar {
  final RemoteCalendar real;

  Through(RemoteCalendar real) {
    this.real = real;
  }

  @Override
  public Described describe() {
    return real.describe();
  }

  @Override
  public Listing list(Optional<String> cursor, Optional<String> page) {
    return real.list(cursor, page);
  }

  @Override
  public Read read(String remoteId) {
    return real.read(remoteId);
  }

  @Override
  public Read readCreated(String clientKey) {
    return real.readCreated(clientKey);
  }

  @Override
  public Written create(String clientKey, EntryContent content) {
    return real.create(clientKey, content);
  }

  @Override
  public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    return real.update(parts, from, to);
  }

  @Override
  public Written delete(RemoteParts parts, EntryContent from) {
    return real.delete(parts, from);
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
