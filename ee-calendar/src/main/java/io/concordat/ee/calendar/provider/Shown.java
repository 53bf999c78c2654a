package io.concordat.ee.calendar.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider with everything its owner is told; never a secret.
 *
 * @param counts mappings by status
 * @param held of them, those whose write would mail guests
 */
public record Shown(
    Provider provider,
    boolean complete,
    Delivery delivery,
    Optional<Subscription> subscription,
    Map<String, Long> counts,
    long held,
    State.Blemishes blemishes) {
  public Shown {
    counts = Map.copyOf(counts);
  }

  /** The live push channel, or the last one. */
  public record Subscription(String status, Instant expiresAt) {}

  /** An item that was put aside. */
  public record Aside(String remoteId, String reason, String detail, Instant seenAt) {}

  /** Everything that needs a look. */
  public record Health(Shown shown, List<Aside> aside, Map<String, Long> reasons) {
    public Health {
      aside = List.copyOf(aside);
      reasons = Map.copyOf(reasons);
    }
  }

  /** What waits for a person to say that it is meant. */
  public Optional<State.Stopped> stopped() {
    return blemishes.stopped();
  }

  public State state() {
    return State.judge(provider, blemishes);
  }
}
