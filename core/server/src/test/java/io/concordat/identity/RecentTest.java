package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is known from a moment ago, and what may not come back. */
final class RecentTest {
  private static final byte[] HASH = {1};
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final TenantId TENANT = new TenantId(UUID.randomUUID());
  private static final UserId USER = new UserId(UUID.randomUUID());
  private static final Caller CALLER = new Caller(TENANT, USER, Set.of());
  private final Recent recent = new Recent();

  @Test
  void is_known_for_two_seconds_and_never_beyond_its_end() {
    recent.put(HASH, CALLER, NOW, LATER, recent.mark());
    assertEquals(Optional.of(CALLER), recent.find(HASH, NOW.plusMillis(1_999)));
    assertTrue(recent.find(HASH, NOW.plusSeconds(2)).isEmpty());
    recent.put(HASH, CALLER, NOW, NOW.plusSeconds(1), recent.mark());
    assertTrue(recent.find(HASH, NOW.plusSeconds(1)).isEmpty());
  }

  @Test
  void a_look_up_that_began_before_a_change_brings_nobody_back() {
    for (Runnable change :
        new Runnable[] {
          () -> recent.forget(HASH), () -> recent.forget(TENANT, USER), () -> recent.forget(TENANT)
        }) {
      long before = recent.mark();
      change.run();
      recent.put(HASH, CALLER, NOW, LATER, before);
      assertTrue(recent.find(HASH, NOW).isEmpty());
    }
  }

  @Test
  void others_stay_known() {
    recent.put(HASH, CALLER, NOW, LATER, recent.mark());
    recent.forget(TENANT, new UserId(UUID.randomUUID()));
    recent.forget(new TenantId(UUID.randomUUID()));
    assertTrue(recent.find(HASH, NOW).isPresent());
    recent.forget(TENANT);
    assertTrue(recent.find(HASH, NOW).isEmpty());
  }
}
