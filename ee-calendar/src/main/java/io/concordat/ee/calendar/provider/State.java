package io.concordat.ee.calendar.provider;

import java.util.Locale;

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

  /** Bad items that do not stop the others. */
  public record Blemishes(long refused, long quarantined) {
    boolean any() {
      return refused + quarantined > 0;
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
      case CONNECTED -> provider.settings().paused() ? PAUSED : running(provider, blemishes);
    };
  }

  private static State running(Provider provider, Blemishes blemishes) {
    var trouble = provider.trouble();
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
