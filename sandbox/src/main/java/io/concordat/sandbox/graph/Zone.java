package io.concordat.sandbox.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A zone as Exchange has it: Windows' name and the rules it stands for. IANA names are taken where
 * a Windows zone stands for them, and only Windows' name is kept of an event.
 */
record Zone(String name, ZoneId rules) {
  static final Zone UTC = new Zone("UTC", ZoneId.of("UTC"));
  private static final Map<String, Zone> WINDOWS = new LinkedHashMap<>();
  private static final Map<String, Zone> IANA = new LinkedHashMap<>();

  static {
    table().forEach(Zone::learn);
  }

  private static List<String> table() {
    try (InputStream in = Zone.class.getResourceAsStream("windows-zones.txt")) {
      InputStream found = Objects.requireNonNull(in, "windows-zones.txt is not in the jar");
      return new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void learn(String line) {
    String[] columns = line.split("\t", -1);
    Zone zone = new Zone(columns[0], ZoneId.of(columns[1]));
    WINDOWS.put(zone.name(), zone);
    IANA.put(columns[1], zone);
    for (String alias : columns[2].split(" ", -1)) {
      IANA.put(alias, zone);
    }
  }

  /** The Windows zone that a name of either kind means. */
  static Optional<Zone> find(String name) {
    return Optional.ofNullable(WINDOWS.get(name)).or(() -> Optional.ofNullable(IANA.get(name)));
  }

  static Zone read(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The rules a name means for reading: an IANA name has its own. */
  static Zone shown(String name) {
    Zone zone = read(name);
    return WINDOWS.containsKey(name) ? zone : new Zone(name, ZoneId.of(name));
  }

  private static GraphError unknown(String name) {
    return GraphError.of(
        400,
        "ErrorInvalidTimeZone",
        "A valid TimeZone value must be specified. The following TimeZone value is not supported: '"
            + name
            + "'.");
  }

  static Iterable<String> windowsNames() {
    return WINDOWS.keySet();
  }

  static Iterable<String> ianaNames() {
    return IANA.keySet().stream().filter(id -> id.contains("/")).toList();
  }
}
