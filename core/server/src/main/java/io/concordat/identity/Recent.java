package io.concordat.identity;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Callers whose tokens and sessions were looked up a moment ago. What is forgotten stays forgotten:
 * a look-up that began before cannot bring it back.
 */
public final class Recent {
  /** How long a change on another node may go unnoticed here. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private static final int MOST = 10_000;

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  private record Known(Caller caller, Instant until) {}

  Optional<Caller> find(byte[] hash, Instant now) {
    Known found = known.get(key(hash));
    return found != null && now.isBefore(found.until())
        ? Optional.of(found.caller())
        : Optional.empty();
  }

  /** To be taken before the look-up whose result is to be put. */
  long mark() {
    return changes.get();
  }

  void put(byte[] hash, Caller caller, Instant now, Instant end, long mark) {
    if (known.size() >= MOST) {
      known.clear();
    }
    Instant until = now.plus(LONGEST);
    known.put(key(hash), new Known(caller, end.isBefore(until) ? end : until));
    if (changes.get() != mark) {
      known.remove(key(hash));
    }
  }

  void forget(byte[] hash) {
    changes.incrementAndGet();
    known.remove(key(hash));
  }

  void forget(TenantId tenant, UserId user) {
    forget(caller -> caller.tenant().equals(tenant) && caller.user().equals(user));
  }

  /** A tenant has gone. */
  public void forget(TenantId tenant) {
    forget(caller -> caller.tenant().equals(tenant));
  }

  private void forget(Predicate<Caller> whom) {
    changes.incrementAndGet();
    known.values().removeIf(it -> whom.test(it.caller()));
  }

  private static String key(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
