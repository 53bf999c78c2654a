package io.concordat.web.page;

import java.util.Set;

/**
 * An entry of the navigation.
 *
 * @param id unique; {@code nav.<id>} is its message
 * @param section where it stands
 * @param path its address
 * @param anyOf permissions of which one is needed; none means that whoever is signed in may
 * @param module whose messages name it: {@code core} or a plugin's id
 */
public record Item(
    String id, Section section, String path, int order, Set<String> anyOf, String module) {
  /** The parts of the navigation, in the order of its reading. */
  public enum Section {
    TOP,
    SETTINGS,
    PROFILE
  }

  /** Of core. */
  public Item(String id, Section section, String path, int order, Set<String> anyOf) {
    this(id, section, path, order, anyOf, "core");
  }

  /** Shown in the navigation under this message. */
  String label() {
    return module.equals("core") ? "nav." + id : "page." + id;
  }
}
