package io.concordat.app.edition;

import static java.util.stream.Collectors.joining;

import io.concordat.microsoft.Consumers;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.Plugin;
import io.concordat.spi.PluginContext;
import io.concordat.spi.Port;
import io.concordat.spi.Stubs;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The plugins of this installation, checked but not started. {@link #load} is the only place that
 * asks a {@link ServiceLoader}, and runs before anything is migrated or opened.
 */
public final class Plugins {
  private final Stubs stubs;
  private final List<Loaded> loaded;

  private Plugins(Stubs stubs, List<Loaded> loaded) {
    this.stubs = stubs;
    this.loaded = List.copyOf(loaded);
  }

  record Loaded(Plugin plugin, String jar, String version) {
    String title() {
      return plugin.id() + " (" + jar + ")";
    }
  }

  /** Reads, checks and loads; throws {@link PluginRefused} with one sentence. */
  public static Plugins load(Path folder, ClassLoader classes) {
    List<PluginJar> jars = PluginJar.in(folder);
    requireDistinctIds(jars);
    jars.forEach(jar -> LinkCheck.check(jar, classes));
    return checked(stubs(classes), match(jars, classes));
  }

  /** For tests: plugins of the class path, without a jar. */
  public static Plugins of(Stubs stubs, List<Plugin> plugins) {
    return checked(stubs, plugins.stream().map(p -> new Loaded(p, "class path", "test")).toList());
  }

  private static Plugins checked(Stubs stubs, List<Loaded> loaded) {
    requireOneOwnerPerPort(loaded);
    requireOneOwnerPerConsumer(loaded);
    requireOneOwnerPerGoogleConsumer(loaded);
    return new Plugins(stubs, loaded);
  }

  private static void requireDistinctIds(List<PluginJar> jars) {
    Map<String, PluginJar> byId = new HashMap<>();
    for (PluginJar jar : jars) {
      PluginJar other = byId.putIfAbsent(jar.id(), jar);
      if (other != null) {
        throw new PluginRefused(
            "The plugin %s is there twice (%s and %s): remove one of the jars."
                .formatted(jar.id(), other.name(), jar.name()));
      }
    }
  }

  private static Stubs stubs(ClassLoader classes) {
    List<Stubs> found =
        ServiceLoader.load(Stubs.class, classes).stream().map(p -> p.get()).toList();
    if (found.size() != 1) {
      String ports = List.of(Port.values()).stream().map(Port::title).collect(joining(" and "));
      throw new PluginRefused(
          found.isEmpty()
              ? "Nobody serves the ports "
                  + ports
                  + ": the jar concordat-stubs is missing from lib/."
              : "The ports "
                  + ports
                  + " have "
                  + found.size()
                  + " stubs: keep one stubs jar in lib/.");
    }
    return found.getFirst();
  }

  private static List<Loaded> match(List<PluginJar> jars, ClassLoader classes) {
    Map<Path, PluginJar> missing = new LinkedHashMap<>();
    jars.forEach(jar -> missing.put(real(jar.file()), jar));
    var loaded = new ArrayList<Loaded>();
    for (Plugin plugin : instances(classes)) {
      PluginJar jar = missing.remove(jarOf(plugin));
      if (jar == null) {
        throw new PluginRefused(
            "The plugin class %s is on the class path but not in the plugins folder: start with --plugins DIR naming its folder."
                .formatted(plugin.getClass().getName()));
      }
      requireSameId(plugin, jar);
      loaded.add(new Loaded(plugin, jar.name(), jar.version()));
    }
    missing.values().stream().findFirst().ifPresent(Plugins::refuseSilent);
    return loaded;
  }

  private static List<Plugin> instances(ClassLoader classes) {
    try {
      return ServiceLoader.load(Plugin.class, classes).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new PluginRefused("A plugin cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static void requireSameId(Plugin plugin, PluginJar jar) {
    if (!plugin.id().equals(jar.id())) {
      throw new PluginRefused(
          "%s says Plugin-Id %s but brings the plugin %s: replace the jar."
              .formatted(jar.name(), jar.id(), plugin.id()));
    }
  }

  private static void refuseSilent(PluginJar jar) {
    throw new PluginRefused(
        "The plugin %s (%s) brings no plugin class that can be loaded: replace the jar, or start with the folder on the class path."
            .formatted(jar.id(), jar.name()));
  }

  private static Path jarOf(Plugin plugin) {
    try {
      return real(
          Path.of(plugin.getClass().getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new PluginRefused("The plugin " + plugin.id() + " lies at an unreadable address.", e);
    }
  }

  private static Path real(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static void requireOneOwnerPerPort(List<Loaded> loaded) {
    Map<Port, Loaded> owners = new HashMap<>();
    for (Loaded one : loaded) {
      for (Port port : one.plugin().ports()) {
        Loaded other = owners.putIfAbsent(port, one);
        if (other != null) {
          throw twice("port " + port.title(), other, one);
        }
      }
    }
  }

  private static void requireOneOwnerPerConsumer(List<Loaded> loaded) {
    Map<String, Loaded> owners = new HashMap<>();
    for (Loaded one : loaded) {
      for (MicrosoftConsumer consumer : one.plugin().microsoftConsumers()) {
        if (consumer.name().equals(Consumers.MSP_SSO.name())) {
          throw new PluginRefused(
              "The Microsoft consumer %s is core's own, but %s claims it: remove the jar."
                  .formatted(consumer.name(), one.title()));
        }
        Loaded other = owners.putIfAbsent(consumer.name(), one);
        if (other != null) {
          throw twice("Microsoft consumer " + consumer.name(), other, one);
        }
      }
    }
  }

  private static void requireOneOwnerPerGoogleConsumer(List<Loaded> loaded) {
    Map<String, Loaded> owners = new HashMap<>();
    for (Loaded one : loaded) {
      for (GoogleConsumer consumer : one.plugin().googleConsumers()) {
        Loaded other = owners.putIfAbsent(consumer.name(), one);
        if (other != null) {
          throw twice("Google consumer " + consumer.name(), other, one);
        }
      }
    }
  }

  private static PluginRefused twice(String what, Loaded first, Loaded second) {
    return new PluginRefused(
        "The %s is claimed by two plugins, %s and %s: remove one of the jars."
            .formatted(what, first.title(), second.title()));
  }

  /** Resource paths of the plugins' changelogs that exist, in the order of loading. */
  public List<String> changelogs(ClassLoader classes) {
    return resources(classes, "changelog.yaml");
  }

  /** Resource paths of the plugins' OpenAPI fragments that exist. */
  public List<String> openApiFragments(ClassLoader classes) {
    return resources(classes, "openapi.yaml");
  }

  private List<String> resources(ClassLoader classes, String name) {
    return loaded.stream()
        .map(one -> "concordat/" + one.plugin().id() + "/" + name)
        .filter(path -> classes.getResource(path) != null)
        .toList();
  }

  /** Consumers of Google's app that some plugin brings. */
  public List<GoogleConsumer> googleConsumers() {
    return loaded.stream().flatMap(one -> one.plugin().googleConsumers().stream()).toList();
  }

  /** Every consumer of Microsoft profiles that this installation has. */
  public Consumers microsoftConsumers() {
    return Consumers.with(
        loaded.stream().flatMap(one -> one.plugin().microsoftConsumers().stream()).toList());
  }

  /** The bound tenant is to be deleted: every plugin says goodbye to its vendors. */
  public void leave(PluginContext context) {
    loaded.forEach(one -> one.plugin().leaving(context));
  }

  /** Starts every plugin and says who serves what; throws {@link PluginRefused}. */
  public Edition start(PluginContext context) {
    var parts = new ArrayList<Edition.Part>();
    for (Loaded one : loaded) {
      parts.add(new Edition.Part(one.plugin().id(), one.version(), started(one, context)));
    }
    return new Edition(stubs, parts);
  }

  private static io.concordat.spi.Offer started(Loaded one, PluginContext context) {
    try {
      var offer = one.plugin().start(context);
      requireOffered(one, Port.CALENDAR_SYNC, offer.calendarSync());
      requireOffered(one, Port.TEAMS_INTEGRATION, offer.teamsIntegration());
      return offer;
    } catch (RuntimeException | LinkageError e) {
      if (e instanceof PluginRefused refused) {
        throw refused;
      }
      throw new PluginRefused(
          "The plugin %s does not start: %s".formatted(one.title(), e.getMessage()), e);
    }
  }

  private static void requireOffered(Loaded one, Port port, Optional<?> offered) {
    if (one.plugin().ports().contains(port) != offered.isPresent()) {
      throw new PluginRefused(
          "The plugin %s %s the port %s but %s it: replace the jar."
              .formatted(
                  one.title(),
                  offered.isPresent() ? "does not claim" : "claims",
                  port.title(),
                  offered.isPresent() ? "offers" : "does not offer"));
    }
  }
}
