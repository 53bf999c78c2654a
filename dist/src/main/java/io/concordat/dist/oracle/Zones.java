package io.concordat.dist.oracle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;

/** Zone names; names with one set of rules are the same zone. */
final class Zones {
  private static final Map<ZoneRules, String> CANONICAL = canonical();

  private Zones() {}

  private static Map<ZoneRules, String> canonical() {
    Map<ZoneRules, String> names = new HashMap<>();
    ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .forEach(id -> names.putIfAbsent(ZoneId.of(id).getRules(), id));
    return names;
  }

  static String canonical(ZoneId zone) {
    return CANONICAL.getOrDefault(zone.getRules(), zone.getId());
  }

  static ZoneId of(String name, ZoneId otherwise) {
    try {
      return name.isEmpty() ? otherwise : ZoneId.of(name);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  /** RFC 3339 with an offset, shown on the wall of a zone. */
  static ZonedDateTime wall(String rfc3339, ZoneId zone) {
    return OffsetDateTime.parse(rfc3339).atZoneSameInstant(zone).truncatedTo(ChronoUnit.SECONDS);
  }

  static String text(ZonedDateTime wall) {
    return wall.toLocalDateTime() + wall.getOffset().getId();
  }

  static String instant(ZonedDateTime time) {
    return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String instant(String rfc3339) {
    Instant at = OffsetDateTime.parse(rfc3339).toInstant();
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
