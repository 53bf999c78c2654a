package io.concordat.web.page;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The messages of core and of the plugins, by module and language. */
@Singleton
final class Bundles {
  /** The first is spoken to whoever speaks none of them. */
  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static final Pattern SHARED = Pattern.compile("consumer\\.|audit\\.action\\.");

  private final Map<String, Map<String, String>> read = new ConcurrentHashMap<>();

  /** The module's own messages before core's. */
  Map<String, String> of(String module, Locale language) {
    return read.computeIfAbsent(module + "_" + language, key -> merged(module, language));
  }

  /** The same, and what the plugins call on core's pages what they brought there. */
  Map<String, String> of(String module, Locale language, Set<String> plugins) {
    return read.computeIfAbsent(
        module + "_" + language + "+",
        key -> {
          Map<String, String> all = new HashMap<>();
          plugins.forEach(plugin -> all.putAll(read(plugin, language)));
          all.keySet().removeIf(name -> !SHARED.matcher(name).lookingAt());
          all.putAll(of(module, language));
          return Map.copyOf(all);
        });
  }

  private static Map<String, String> merged(String module, Locale language) {
    Map<String, String> all = new HashMap<>(read("core", language));
    if (!module.equals("core")) {
      all.putAll(read(module, language));
    }
    return Map.copyOf(all);
  }

  private static Map<String, String> read(String module, Locale language) {
    String path = "concordat/%s/messages_%s.properties".formatted(module, language);
    try (InputStream in = Bundles.class.getClassLoader().getResourceAsStream(path)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
      Map<String, String> messages = new HashMap<>();
      properties.forEach((key, text) -> messages.put((String) key, (String) text));
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
