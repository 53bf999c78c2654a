package io.concordat.ee.calendar.census;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.meter.Survey;
import io.concordat.spi.tenant.Tx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts a tenant's calendars by how far they are connected, and by what is wrong with them. */
public final class Troubles implements Survey {
  private final InstantSource clock;
  private final TroubleRows rows = new TroubleRows();

  public Troubles(InstantSource clock) {
    this.clock = clock;
  }

  /** What alerts are about; each is counted in calendars unless it says otherwise. */
  enum Kind {
    /** No run went well for an hour, though one should have. */
    STOPPED,
    RECONNECT_REQUIRED,
    APP_BROKEN,
    /** The vendor has wanted quiet for half an hour. */
    THROTTLED,
    /** The channel could not be opened or renewed. */
    RENEWAL_FAILING,
    /** Nobody has told us of changes, or what was missed is not read yet. */
    GAP,
    /** Channels of which nobody knows whether the vendor holds them. */
    ORPHANED,
    /** The consent ends within three days. */
    CONSENT_ENDING,
    FUSE,
    /** Events. */
    CONFLICT,
    /** Events. */
    QUARANTINED,
    /** Events that are refused with a reason. */
    REFUSED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far a calendar is connected. */
  enum Link {
    CONFIGURING,
    CONNECTED,
    RECONNECT_REQUIRED,
    APP_BROKEN,
    PAUSED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public List<Series> series() {
    return Arrays.stream(Brand.values()).flatMap(Troubles::series).toList();
  }

  private static Stream<Series> series(Brand brand) {
    return Stream.concat(
        Arrays.stream(Link.values()).map(link -> calendars(brand.stored(), link.tag())),
        Arrays.stream(Kind.values()).map(kind -> troubles(brand.stored(), kind.tag())));
  }

  static Series calendars(String vendor, String state) {
    return new Series("calendar.providers", Map.of("vendor", vendor, "state", state));
  }

  static Series troubles(String vendor, String kind) {
    return new Series("calendar.troubles", Map.of("vendor", vendor, "kind", kind));
  }

  @Override
  public Map<Series, Long> of(Tx tx) {
    return rows.of(tx, clock.instant());
  }
}
