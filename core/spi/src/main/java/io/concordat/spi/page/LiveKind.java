package io.concordat.spi.page;

import java.util.List;
import java.util.Optional;

/**
 * Changes of which open pages hear: {@code concordat.live(word, ids => …)}. They are told what has
 * changed, never its contents.
 *
 * @param permission of those who hear of it
 * @param idField where in an event's data the id of the thing is, as text; empty: it is the subject
 * @param types how the types of the events begin that tell of it
 */
public record LiveKind(
    String word, String permission, Optional<String> idField, List<String> types) {
  public LiveKind {
    types = List.copyOf(types);
  }

  /** Of the events' subjects. */
  public static LiveKind of(String word, String permission, String... types) {
    return new LiveKind(word, permission, Optional.empty(), List.of(types));
  }

  /** Of what the events' data name; when one names none, any may have changed. */
  public LiveKind withIdIn(String field) {
    return new LiveKind(word, permission, Optional.of(field), types);
  }
}
