package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * One look after a provider's channel.
 *
 * @param callback where its notices are to go
 * @param at now
 */
record Visit(Provider provider, RemoteCalendar calendar, URI callback, Instant at) {
  UUID id() {
    return provider.id();
  }
}
