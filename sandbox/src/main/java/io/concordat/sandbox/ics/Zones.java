package io.concordat.sandbox.ics;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The zones of a file, each resolved to one of the IANA's. */
final class Zones {
  private static final Set<String> IANA = ZoneId.getAvailableZoneIds();
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("GMT Standard Time", "Europe/London"),
          Map.entry("W. Europe Standard Time", "Europe/Berlin"),
          Map.entry("Central Europe Standard Time", "Europe/Budapest"),
          Map.entry("Central European Standard Time", "Europe/Warsaw"),
          Map.entry("Romance Standard Time", "Europe/Paris"),
          Map.entry("FLE Standard Time", "Europe/Kyiv"),
          Map.entry("Eastern Standard Time", "America/New_York"),
          Map.entry("Central Standard Time", "America/Chicago"),
          Map.entry("Mountain Standard Time", "America/Denver"),
          Map.entry("Pacific Standard Time", "America/Los_Angeles"),
          Map.entry("Tokyo Standard Time", "Asia/Tokyo"),
          Map.entry("China Standard Time", "Asia/Shanghai"),
          Map.entry("India Standard Time", "Asia/Kolkata"),
          Map.entry("AUS Eastern Standard Time", "Australia/Sydney"),
          Map.entry("New Zealand Standard Time", "Pacific/Auckland"),
          Map.entry("Z", "UTC"));

  private final Component file;
  private final ZoneId floating;

  /** Floating times take the file's own default, else the calendar's zone. */
  Zones(Component file, ZoneId calendarZone) {
    this.file = file;
    this.floating =
        file.all("VCALENDAR")
            .flatMap(calendar -> calendar.text("X-WR-TIMEZONE").stream())
            .flatMap(id -> resolve(id.strip()).stream())
            .findFirst()
            .orElse(calendarZone);
  }

  ZoneId floating() {
    return floating;
  }

  /** The zone a {@code TZID} means. */
  ZoneId named(String id) {
    return resolve(id).orElseThrow(() -> new Malformed("unknown time zone " + id));
  }

  private Optional<ZoneId> resolve(String id) {
    return iana(id)
        .or(() -> location(id).flatMap(Zones::iana))
        .or(() -> tail(id))
        .or(() -> Optional.ofNullable(ZoneId.SHORT_IDS.get(id)).flatMap(Zones::iana))
        .or(() -> Optional.ofNullable(ALIASES.get(id)).map(ZoneId::of))
        .or(() -> fixed(id));
  }

  private static Optional<ZoneId> iana(String id) {
    return IANA.contains(id) ? Optional.of(ZoneId.of(id)) : Optional.empty();
  }

  private Optional<Component> definition(String id) {
    return file.all("VTIMEZONE")
        .filter(
            zone -> zone.line("TZID").filter(line -> line.value().strip().equals(id)).isPresent())
        .findFirst();
  }

  private Optional<String> location(String id) {
    return definition(id).flatMap(zone -> zone.text("X-LIC-LOCATION")).map(String::strip);
  }

  /** {@code /mozilla.org/20050126_1/Europe/Berlin} and its like. */
  private static Optional<ZoneId> tail(String id) {
    for (int slash = id.indexOf('/'); slash >= 0; slash = id.indexOf('/', slash + 1)) {
      Optional<ZoneId> zone = iana(id.substring(slash + 1));
      if (zone.isPresent()) {
        return zone;
      }
    }
    return Optional.empty();
  }

  /** A definition of one whole-hour offset and no summer time is a zone of Etc. */
  private Optional<ZoneId> fixed(String id) {
    return definition(id)
        .filter(zone -> zone.inner().size() == 1)
        .flatMap(zone -> zone.inner().getFirst().text("TZOFFSETTO"))
        .filter(offset -> offset.matches("[+-](0\\d|1[0-2])00"))
        .map(offset -> etc(offset.charAt(0), Integer.parseInt(offset.substring(1, 3))));
  }

  private static ZoneId etc(char sign, int hours) {
    return ZoneId.of(hours == 0 ? "UTC" : "Etc/GMT" + (sign == '+' ? "-" : "+") + hours);
  }
}
