package io.concordat.ee.calendar.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** IANA zones and their aliases. */
public final class Zones {
  private static final Set<String> UTC_NAMES =
      Set.of(
          "Z",
          "UTC",
          "UCT",
          "GMT",
          "GMT0",
          "Zulu",
          "Universal",
          "Greenwich",
          "Etc/UTC",
          "Etc/UCT",
          "Etc/GMT",
          "Etc/GMT0",
          "Etc/GMT+0",
          "Etc/GMT-0",
          "Etc/Zulu",
          "Etc/Universal",
          "Etc/Greenwich");
  private static final Map<String, ZoneId> KNOWN = known();
  private static final Map<String, ZoneId> CANONICAL = canonical();

  private Zones() {}

  /**
   * The zone itself, by the name it came under, if IANA knows it; all names of UTC are {@code Z}.
   */
  public static Optional<ZoneId> find(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  /** The one zone that stands for all of its aliases. For comparing only. */
  public static ZoneId canonical(ZoneId zone) {
    return CANONICAL.getOrDefault(zone.getId(), zone);
  }

  /** Java would also take offsets, {@code UTC+2} and the like, which are no zones. */
  private static Map<String, ZoneId> known() {
    var zones = new HashMap<String, ZoneId>();
    ZoneId.getAvailableZoneIds().stream()
        .filter(name -> !name.startsWith("SystemV/"))
        .forEach(name -> zones.put(name, ZoneId.of(name)));
    zones.put("Z", ZoneId.of("UTC"));
    return Map.copyOf(zones);
  }

  private static Map<String, ZoneId> canonical() {
    var zones = new HashMap<String, ZoneId>();
    UTC_NAMES.forEach(name -> zones.put(name, ZoneOffset.UTC));
    links().lines().filter(line -> !line.startsWith("#")).forEach(line -> link(line, zones));
    return Map.copyOf(zones);
  }

  private static void link(String line, Map<String, ZoneId> zones) {
    var names = line.split(" ", -1);
    find(names[0]).ifPresent(zone -> zones.putIfAbsent(names[1], zone));
  }

  private static String links() {
    try (var in = Zones.class.getResourceAsStream("zone-links.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
