package io.concordat.web.page;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Place;
import io.concordat.spi.page.PluginPage;
import io.concordat.web.Ports;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every page there is in this edition; each once. Who may not see one does not find it listed. */
@Singleton
final class Navigation {
  private final BeanProvider<Listed> core;
  private final Ports ports;

  /** Made on first use: the pages of core know the navigation themselves. */
  private volatile List<Item> items = List.of();

  private final Map<String, PluginPage> brought = new HashMap<>();

  Navigation(BeanProvider<Listed> core, Ports ports) {
    this.core = core;
    this.ports = ports;
    ports.pages().forEach((plugin, pages) -> pages.forEach(page -> brought.put(id(page), page)));
  }

  Item item(String id) {
    return items().stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no page " + id));
  }

  /** The plugin's page at this address. */
  Optional<Item> brought(Place place, String slug) {
    String path = place.path(slug);
    return items().stream()
        .filter(item -> brought.containsKey(item.id()) && item.path().equals(path))
        .findFirst();
  }

  PluginPage page(Item item) {
    return Optional.ofNullable(brought.get(item.id())).orElseThrow();
  }

  List<Item> visible(Item.Section section, Caller caller) {
    return items().stream().filter(item -> item.section() == section && may(caller, item)).toList();
  }

  static boolean may(Caller caller, Item item) {
    return item.anyOf().isEmpty() || item.anyOf().stream().anyMatch(caller::may);
  }

  private List<Item> items() {
    if (items.isEmpty()) {
      items = collect();
    }
    return items;
  }

  private List<Item> collect() {
    List<Item> all = new ArrayList<>();
    core.stream().filter(Listed::installed).map(Listed::item).forEach(all::add);
    ports.pages().forEach((plugin, pages) -> pages.forEach(page -> all.add(item(plugin, page))));
    all.sort(Comparator.comparing(Item::section).thenComparingInt(Item::order));
    return List.copyOf(all);
  }

  private static Item item(String plugin, PluginPage page) {
    return new Item(
        id(page),
        section(page.place()),
        page.place().path(page.slug()),
        page.order(),
        page.permission().isEmpty() ? Set.of() : Set.of(page.permission()),
        plugin);
  }

  private static String id(PluginPage page) {
    return page.place().name().toLowerCase(Locale.ROOT) + "." + page.slug();
  }

  private static Item.Section section(Place place) {
    return switch (place) {
      case TOP -> Item.Section.TOP;
      case SETTINGS_INTEGRATIONS -> Item.Section.SETTINGS;
      case PROFILE -> Item.Section.PROFILE;
    };
  }
}
