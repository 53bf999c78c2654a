package io.concordat.dist.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one side has acknowledged to the driver: an id and its last title, or that it is deleted.
 * Only one side ever edits an item, so that nothing here can become a conflict.
 */
final class Ledger {
  private final Map<String, Optional<String>> said = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();

  /** An acknowledged change; an empty title means that it was deleted or not there. */
  record Change(Instant at, String id, Optional<String> before, Optional<String> after) {}

  synchronized void holds(Instant at, String id, String title) {
    note(at, id, Optional.of(title));
  }

  synchronized void deleted(Instant at, String id) {
    note(at, id, Optional.empty());
  }

  private void note(Instant at, String id, Optional<String> after) {
    Optional<String> before = said.getOrDefault(id, Optional.empty());
    said.put(id, after);
    changes.add(new Change(at, id, before, after));
  }

  /** The last change of each item, of those that were acknowledged before an instant. */
  synchronized List<Change> lastBefore(Instant instant) {
    Map<String, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.id(), change));
    return last.values().stream().filter(change -> change.at().isBefore(instant)).toList();
  }

  synchronized List<String> live() {
    List<String> ids = new ArrayList<>();
    said.forEach((id, title) -> title.ifPresent(t -> ids.add(id)));
    return ids;
  }

  /** What got lost. */
  synchronized List<String> missing(Function<String, Optional<String>> now) {
    List<String> lost = new ArrayList<>();
    said.forEach(
        (id, title) -> {
          Optional<String> is = now.apply(id);
          if (!Objects.equals(title, is)) {
            lost.add(id + " must be " + shown(title) + " and is " + shown(is));
          }
        });
    return lost;
  }

  private static String shown(Optional<String> title) {
    return title.map(t -> "“" + t + "”").orElse("deleted");
  }
}
