package io.concordat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code {items[], next}}: a part of a list, and the cursor by which it goes on. */
public final class Listing {
  private Listing() {}

  /**
   * @param found one more than the limit if there are more
   * @param cursor of the last one that is shown
   */
  public static <T> ObjectNode upTo(
      int limit,
      List<T> found,
      Function<? super T, ? extends JsonNode> item,
      Function<? super T, String> cursor) {
    boolean more = found.size() > limit;
    List<T> part = more ? found.subList(0, limit) : found;
    return of(part, item, more ? Optional.of(cursor.apply(part.getLast())) : Optional.empty());
  }

  public static <T> ObjectNode of(
      List<T> part, Function<? super T, ? extends JsonNode> item, Optional<String> next) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("items");
    part.forEach(one -> items.add(item.apply(one)));
    return json.put("next", next.orElse(null));
  }

  /** Of another list, or made up. */
  public static Refusal unknownCursor() {
    return Refusal.of(
        400,
        "invalid_cursor",
        "cursor: not one of this list's; send the value of next as it came, or none.",
        "cursor");
  }
}
