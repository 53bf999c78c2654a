package io.concordat.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The environment, then {@code concordat.yml}; empty values count as absent. */
final class SettingSource {
  static final String FILE = "concordat.yml";
  private static final String PREFIX = "CONCORDAT_";

  /** Settings that belong to the owners of ports, present or not; core does not read them. */
  private static final List<String> PLUGIN_PREFIXES =
      List.of("CONCORDAT_CALENDAR_", "CONCORDAT_TEAMS_");

  private final Map<String, String> environment;
  private final Map<String, String> file;

  private SettingSource(Map<String, String> environment, Map<String, String> file) {
    this.environment = environment;
    this.file = file;
  }

  static SettingSource read(Map<String, String> environment, Path folder, Set<String> known) {
    Map<String, String> file = readFile(folder.resolve(FILE));
    for (String name : file.keySet()) {
      if (!known.contains(name) && PLUGIN_PREFIXES.stream().noneMatch(name::startsWith)) {
        throw new CannotStart(
            "%s has the unknown setting %s; remove it or correct its name."
                .formatted(folder.resolve(FILE), name));
      }
    }
    return new SettingSource(environment, file);
  }

  Optional<String> get(String name) {
    return present(environment.get(name)).or(() -> present(file.get(name)));
  }

  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Map<String, String> readFile(Path path) {
    if (!Files.exists(path)) {
      return Map.of();
    }
    try (var reader = Files.newBufferedReader(path)) {
      return entries(path, new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
    } catch (IOException | YAMLException e) {
      throw new CannotStart(path + " cannot be read: " + firstLine(e), e);
    }
  }

  private static Map<String, String> entries(Path path, @Nullable Object loaded) {
    if (loaded == null) {
      return Map.of();
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw new CannotStart(path + " must hold one \"NAME: value\" pair a line.");
    }
    Map<String, String> found = new LinkedHashMap<>();
    map.forEach((key, value) -> put(path, found, name(String.valueOf(key)), value));
    return found;
  }

  private static void put(
      Path path, Map<String, String> found, String name, @Nullable Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new CannotStart("%s: %s must be a plain value.".formatted(path, name));
    }
    if (value != null && found.put(name, String.valueOf(value)) != null) {
      throw new CannotStart("%s names %s twice.".formatted(path, name));
    }
  }

  /** {@code public-url} and {@code CONCORDAT_PUBLIC_URL} are one name. */
  private static String name(String key) {
    String upper = key.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    return upper.startsWith(PREFIX) ? upper : PREFIX + upper;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML");
  }
}
