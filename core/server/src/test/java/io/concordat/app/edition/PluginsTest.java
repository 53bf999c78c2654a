package io.concordat.app.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.edition.JarWorkshop.Sources;
import io.concordat.spi.GoogleConsumer;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path folder;
  private JarWorkshop workshop;

  @BeforeEach
  void open() {
    workshop = new JarWorkshop(folder);
  }

  @Test
  void an_empty_or_missing_folder_is_the_community_edition() throws IOException {
    try (var classes = classPath()) {
      assertTrue(Plugins.load(workshop.plugins(), classes).changelogs(classes).isEmpty());
    }
  }

  @Test
  void a_sound_jar_is_loaded() throws IOException {
    pack("good.jar", "good", "1", good("good", "p.Good"), List.of());
    try (var classes = classPath()) {
      var plugins = Plugins.load(workshop.plugins(), classes);
      assertEquals(List.of(new GoogleConsumer("mail", "M")), plugins.googleConsumers());
    }
  }

  @Test
  void a_jar_for_another_contract_stops_the_start() {
    pack("old.jar", "old", "0", good("old", "p.Old"), List.of());
    assertRefused("old.jar", "SPI version 0");
  }

  @Test
  void a_jar_without_a_plugin_manifest_stops_the_start() {
    workshop.jar("plain.jar", Map.of(), good("plain", "p.Plain"), List.of());
    assertRefused("plain.jar", "Plugin-Id");
  }

  @Test
  void a_file_that_is_no_jar_stops_the_start() throws IOException {
    Files.createDirectories(workshop.plugins());
    Files.writeString(workshop.plugins().resolve("junk.jar"), "not a zip");
    assertRefused("junk.jar", "cannot be read");
  }

  @Test
  void a_class_missing_deep_inside_stops_the_start() {
    pack("torn.jar", "torn", "1", torn(), List.of("io.concordat.ee.torn.Inner"));
    assertRefused("torn.jar", "io.concordat.ee.torn.Inner");
  }

  @Test
  void a_type_that_core_does_not_have_stops_the_start() {
    pack("ahead.jar", "ahead", "1", ahead("Newer"), List.of("io.concordat.spi.Newer"));
    assertRefused("ahead.jar", "io.concordat.spi.Newer");
  }

  @Test
  void a_method_that_core_does_not_have_stops_the_start() {
    pack("ahead.jar", "ahead", "1", ahead("Stubs"), List.of("io.concordat.spi.Stubs"));
    assertRefused("ahead.jar", "io.concordat.spi.Stubs.more");
  }

  @Test
  void a_service_without_its_class_stops_the_start() {
    pack("hollow.jar", "hollow", "1", good("hollow", "p.Hollow"), List.of("p.Hollow"));
    assertRefused("hollow.jar", "p.Hollow");
  }

  @Test
  void another_id_than_the_manifest_says_stops_the_start() {
    pack("liar.jar", "honest", "1", good("liar", "p.Liar"), List.of());
    assertRefused("liar.jar", "honest");
  }

  @Test
  void two_jars_of_one_plugin_stop_the_start() {
    pack("a.jar", "twin", "1", good("twin", "p.A"), List.of());
    pack("b.jar", "twin", "1", good("twin", "p.B"), List.of());
    assertRefused("a.jar", "b.jar");
  }

  @Test
  void two_owners_of_one_port_stop_the_start() {
    pack("one.jar", "one", "1", owner("one", "p.One"), List.of());
    pack("two.jar", "two", "1", owner("two", "p.Two"), List.of());
    assertRefused("CalendarSync", "one.jar");
    assertRefused("CalendarSync", "two.jar");
  }

  @Test
  void two_owners_of_one_consumer_stop_the_start() {
    pack("one.jar", "one", "1", consumer("one", "p.One"), List.of());
    pack("two.jar", "two", "1", consumer("two", "p.Two"), List.of());
    assertRefused("consumer email", "two.jar");
  }

  @Test
  void without_stubs_the_ports_are_named() throws IOException {
    var parent = new WithoutStubs(getClass().getClassLoader());
    try (var classes = new URLClassLoader(new URL[0], parent)) {
      var refused =
          assertThrows(PluginRefused.class, () -> Plugins.load(workshop.plugins(), classes));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("CalendarSync"), refused.getMessage());
      assertTrue(
          String.valueOf(refused.getMessage()).contains("TeamsIntegration"), refused.getMessage());
    }
  }

  private static final class WithoutStubs extends ClassLoader {
    WithoutStubs(ClassLoader parent) {
      super(parent);
    }

    @Override
    public java.util.Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith("io.concordat.spi.Stubs")
          ? java.util.Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }

  private void assertRefused(String... words) {
    try (var classes = classPath()) {
      var refused =
          assertThrows(PluginRefused.class, () -> Plugins.load(workshop.plugins(), classes));
      for (String word : words) {
        assertTrue(String.valueOf(refused.getMessage()).contains(word), refused.getMessage());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private URLClassLoader classPath() throws IOException {
    Files.createDirectories(workshop.plugins());
    try (var files = Files.list(workshop.plugins())) {
      return new URLClassLoader(
          files.map(PluginsTest::url).toArray(URL[]::new), getClass().getClassLoader());
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void pack(String jar, String id, String spi, Sources sources, List<String> leftOut) {
    workshop.jar(
        jar,
        Map.of("Plugin-Id", id, "Plugin-Version", "1.0", "Plugin-Spi-Version", spi),
        sources,
        leftOut);
  }

  private static Sources good(String id, String className) {
    return plugin(
        id,
        className,
        "public java.util.List<GoogleConsumer> googleConsumers() { return java.util.List.of(new GoogleConsumer(\"mail\", \"M\")); }");
  }

  private static Sources owner(String id, String className) {
    return plugin(
        id,
        className,
        "public java.util.Set<Port> ports() { return java.util.Set.of(Port.CALENDAR_SYNC); }");
  }

  private static Sources consumer(String id, String className) {
    return plugin(
        id,
        className,
        "public java.util.List<MicrosoftConsumer> microsoftConsumers() { return java.util.List.of(new MicrosoftConsumer(\"email\", \"E\")); }");
  }

  private static Sources torn() {
    var files = new HashMap<String, String>();
    files.put(
        "io.concordat.ee.torn.Outer",
        """
        package io.concordat.ee.torn;
        public class Outer implements io.concordat.spi.Plugin {
          public String id() { return "torn"; }
          public io.concordat.spi.Offer start(io.concordat.spi.PluginContext c) {
            return new Inner[0].length == 0 ? Inner.offer() : io.concordat.spi.Offer.NOTHING;
          }
        }
        """);
    files.put(
        "io.concordat.ee.torn.Inner",
        """
        package io.concordat.ee.torn;
        class Inner {
          static io.concordat.spi.Offer offer() { return io.concordat.spi.Offer.NOTHING; }
        }
        """);
    return new Sources("io.concordat.ee.torn.Outer", files);
  }

  private static Sources ahead(String type) {
    return new Sources(
        "io.concordat.ee.ahead.Ahead",
        Map.of(
            "io.concordat.spi." + type,
            "package io.concordat.spi; public interface " + type + " { static void more() {} }",
            "io.concordat.ee.ahead.Ahead",
            """
            package io.concordat.ee.ahead;
            public class Ahead implements io.concordat.spi.Plugin {
              public String id() { return "ahead"; }
              public io.concordat.spi.Offer start(io.concordat.spi.PluginContext c) {
                io.concordat.spi.%s.more();
                return io.concordat.spi.Offer.NOTHING;
              }
            }
            """
                .formatted(type)));
  }

  private static Sources plugin(String id, String className, String extra) {
    String simple = className.substring(2);
    return new Sources(
        className,
        Map.of(
            className,
            """
            package p;
            import io.concordat.spi.*;
            public class %s implements Plugin {
              public String id() { return "%s"; }
              public Offer start(PluginContext c) { return Offer.NOTHING; }
              %s
            }
            """
                .formatted(simple, id, extra)));
  }
}
