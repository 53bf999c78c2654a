package io.concordat.dist.browser;

import java.util.List;

/**
 * A page in one state.
 *
 * @param path with its query
 * @param clicks ids of what was clicked after loading it
 */
public record Sight(String path, List<String> clicks) {
  public Sight {
    clicks = List.copyOf(clicks);
  }

  /** As it comes. */
  public boolean plain() {
    return clicks.isEmpty();
  }

  /** For the names of files and findings, the same for every tenant. */
  public String name() {
    String text =
        String.join(" ", Shape.of(path), String.join(" ", clicks.stream().map(Shape::of).toList()));
    return text.strip();
  }

  @Override
  public String toString() {
    return plain() ? path : path + " after a click on " + String.join(", ", clicks);
  }
}
