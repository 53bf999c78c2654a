package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.event.Zones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Windows' zones and IANA's, both ways (CLDR windowsZones). Many IANA zones share one of Windows.
 */
final class GraphZones {
  static final String UTC = "UTC";

  /** How a zone of desktop Outlook's own shows. */
  private static final String CUSTOM = "tzone://Microsoft/Custom";

  private static final Map<String, String> ODD_NAMES =
      Map.of("tzone://Microsoft/Utc", UTC, "Customized Time Zone", CUSTOM);

  /** What happened before is of no interest: Windows knows hardly any older rules. */
  private static final Instant RULES_SINCE = Instant.parse("2015-01-01T00:00:00Z");

  private static final long HORIZON_DAYS = 40L * 366;
  private static final Map<String, String> WINDOWS = new HashMap<>();
  private static final Map<String, ZoneId> READ_AS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    table().lines().filter(line -> !line.startsWith("#")).forEach(GraphZones::line);
  }

  private GraphZones() {}

  /** Windows' name for it; empty if Windows has none. */
  static Optional<String> windows(ZoneId zone) {
    var canonical = Zones.canonical(zone);
    return canonical.equals(ZoneOffset.UTC)
        ? Optional.of(UTC)
        : Optional.ofNullable(WINDOWS.get(zone.getId()))
            .or(() -> Optional.ofNullable(WINDOWS.get(canonical.getId())));
  }

  /** The zone of this name, Windows' or IANA's. */
  static Optional<ZoneId> find(String name) {
    var plain = ODD_NAMES.getOrDefault(name, name);
    return Optional.ofNullable(READ_AS.get(plain)).or(() -> Zones.find(plain));
  }

  static boolean custom(String name) {
    return ODD_NAMES.getOrDefault(name, name).equalsIgnoreCase(CUSTOM);
  }

  /** The zone that it is after it was written and read again. */
  static Optional<ZoneId> shown(ZoneId zone) {
    return windows(zone).flatMap(GraphZones::find);
  }

  /** Whether the zone that Graph makes of it has the same clock, now and in the years to come. */
  static boolean keeps(ZoneId zone, Instant from) {
    var since = from.isBefore(RULES_SINCE) ? RULES_SINCE : from;
    return shown(zone).filter(shown -> same(zone.getRules(), shown.getRules(), since)).isPresent();
  }

  private static boolean same(ZoneRules a, ZoneRules b, Instant from) {
    var at = from;
    var last = from.plus(HORIZON_DAYS, ChronoUnit.DAYS);
    while (at.isBefore(last)) {
      if (!a.getOffset(at).equals(b.getOffset(at))) {
        return false;
      }
      at = earlier(next(a, at, last), next(b, at, last));
    }
    return true;
  }

  private static Instant next(ZoneRules rules, Instant after, Instant otherwise) {
    ZoneOffsetTransition next = rules.nextTransition(after);
    return next == null ? otherwise : next.getInstant();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static void line(String line) {
    int bar = line.indexOf('|');
    var windows = line.substring(0, bar);
    var zones = line.substring(bar + 1).split(" ", -1);
    var readAs = windows.equals(UTC) ? UTC : zones[0];
    Zones.find(readAs).ifPresent(zone -> READ_AS.put(windows, zone));
    for (var zone : zones) {
      WINDOWS.put(zone, windows);
    }
  }

  private static String table() {
    try (var in = GraphZones.class.getResourceAsStream("windows-zones.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
