package io.concordat.ee.calendar.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a vendor promises to tell of changes. */
public interface ChannelsContract {
  RemoteCalendar calendar();

  /** Somewhere notices may be sent. */
  URI callback();

  @Test
  default void noticesAreGrantedAndEnded() {
    var id = UUID.randomUUID().toString();
    var granted =
        assertInstanceOf(
            Watched.Granted.class,
            calendar().watch(id, Secret.of("t"), callback(), Duration.ofDays(1)));
    assertEquals(id, granted.channelId());
    assertTrue(granted.expires().isPresent());
    calendar().stop(id, granted.resourceId());
    calendar().stop(id, granted.resourceId());
  }

  @Test
  default void aChannelIsRenewedWhileItIsThere() {
    String id = UUID.randomUUID().toString();
    var ttl = Duration.ofDays(1);
    var granted =
        assertInstanceOf(
            Watched.Granted.class, calendar().watch(id, Secret.of(id + ".t"), callback(), ttl));
    Renewed first = calendar().renew(id, granted.resourceId(), ttl.plusDays(1));
    calendar().stop(id, granted.resourceId());
    Renewed after = calendar().renew(id, granted.resourceId(), ttl);
    if (first instanceof Renewed.Granted(var expires)) {
      assertTrue(expires.orElseThrow().isAfter(granted.expires().orElseThrow()));
      assertEquals(new Renewed.Gone(), after);
    } else {
      assertEquals(List.of(new Renewed.Never(), new Renewed.Never()), List.of(first, after));
    }
  }

  @Test
  default void aChannelWhoseAnswerWasLostCanBeEnded() {
    var lost = UUID.randomUUID().toString();
    var kept = UUID.randomUUID().toString();
    var ttl = Duration.ofDays(1);
    calendar().watch(lost, Secret.of(lost + ".t"), callback(), ttl);
    var granted =
        assertInstanceOf(
            Watched.Granted.class, calendar().watch(kept, Secret.of(kept + ".t"), callback(), ttl));
    calendar().stopLost(Set.of(lost, "never-there"), granted.resourceId(), callback());
    assertNotEquals(
        new Renewed.Gone(), calendar().renew(kept, granted.resourceId(), ttl.plusDays(1)));
    calendar().stop(kept, granted.resourceId());
  }

  @Test
  default void noticesAreNotSentInTheClear() {
    assertEquals(
        new Watched.Refused(Refusal.CALLBACK_NOT_ACCEPTED),
        calendar()
            .watch(
                UUID.randomUUID().toString(),
                Secret.of("t"),
                URI.create("http://plain.example.org/hook"),
                Duration.ofDays(1)));
  }
}
