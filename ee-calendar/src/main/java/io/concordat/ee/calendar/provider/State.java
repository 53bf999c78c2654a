package io.concordat.ee.calendar.provider;

import io.concordat.ee.calendar.reconcile.Fuse;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a provider's owner is told, judged from stored facts. */
public enum State {
  CONFIGURING,
  CONNECTED,
  IMPORTING,
  DELAYED,
  RATE_LIMITED,
  RECONNECT_REQUIRED,
  DEGRADED,
  PAUSED,
  ERROR,
  DISCONNECTED;

  /**
   * Bad items that do not stop the others.
   *
   * @param stopped what waits for a person to say that it is meant
   */
  public record Blemishes(long refused, long quarantined, Optional<Stopped> stopped) {
    boolean any() {
      return refused + quarantined > 0;
    }
  }

  /**
   * A run was stopped before it did damage.
   *
   * @param version what an answer is checked against
   */
  public record Stopped(Fuse kind, int amount, Instant since, long version) {
    public String code() {
      return "fuse_" + kind.stored();
    }
  }

  public static State judge(Provider provider, Blemishes blemishes) {
    if (!provider.settings().active()) {
      return DISCONNECTED;
    }
    return switch (provider.link().connection()) {
      case CONFIGURING -> CONFIGURING;
      case RECONNECT_REQUIRED -> RECONNECT_REQUIRED;
      case APP_BROKEN -> ERROR;
      case CONNECTED ->
          provider.settings().paused() || provider.waitsForPlan()
              ? PAUSED
              : running(provider, blemishes);
    };
  }

  private static State running(Provider provider, Blemishes blemishes) {
    var trouble = provider.trouble();
    if (blemishes.stopped().isPresent()) {
      return DEGRADED;
    }
    if (trouble.rateLimited()) {
      return RATE_LIMITED;
    }
    if (trouble.failures() > 0) {
      return permanent(trouble) ? ERROR : DELAYED;
    }
    if (provider.progress().importedAt().isEmpty()) {
      return IMPORTING;
    }
    return blemishes.any() ? DEGRADED : CONNECTED;
  }

  private static boolean permanent(Provider.Trouble trouble) {
    return trouble.code().filter(Trouble.PERMANENT::contains).isPresent();
  }

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }
}
