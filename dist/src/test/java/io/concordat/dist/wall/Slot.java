package io.concordat.dist.wall;

import java.util.List;
import java.util.Locale;

/**
 * A place in a request that names something.
 *
 * @param name of the path variable, the parameter, or the property
 * @param way from the root of the body to the property; {@code []} is the first of a list
 */
record Slot(Place place, String name, List<String> way) {
  enum Place {
    PATH,
    QUERY,
    BODY
  }

  static Slot path(String name) {
    return new Slot(Place.PATH, name, List.of());
  }

  static Slot query(String name) {
    return new Slot(Place.QUERY, name, List.of());
  }

  static Slot body(List<String> way) {
    return new Slot(Place.BODY, String.join(".", way), way);
  }

  @Override
  public String toString() {
    return place.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
