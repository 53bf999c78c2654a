package io.concordat.sandbox.canary;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Finds any of many texts in another one, by a rolling hash of their beginnings: the cost of a
 * search does not grow with the number of what is searched for.
 */
final class Needles {
  static final int SHORTEST = 12;
  private static final long BASE = 1_000_003;
  private static final long TOP = power();

  private final Map<Long, List<Canary>> byBeginning = new ConcurrentHashMap<>();

  private static long power() {
    long power = 1;
    for (int i = 1; i < SHORTEST; i++) {
      power *= BASE;
    }
    return power;
  }

  void add(Canary canary) {
    List<Canary> alike =
        byBeginning.computeIfAbsent(hash(canary.text(), 0), _ -> new CopyOnWriteArrayList<>());
    if (alike.stream().noneMatch(known -> known.text().equals(canary.text()))) {
      alike.add(canary);
    }
  }

  void search(CharSequence text, Consumer<Canary> found) {
    if (text.length() < SHORTEST) {
      return;
    }
    long hash = hash(text, 0);
    look(text, 0, hash, found);
    for (int at = 1; at + SHORTEST <= text.length(); at++) {
      hash = (hash - text.charAt(at - 1) * TOP) * BASE + text.charAt(at + SHORTEST - 1);
      look(text, at, hash, found);
    }
  }

  private static long hash(CharSequence text, int at) {
    long hash = 0;
    for (int i = at; i < at + SHORTEST; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private void look(CharSequence text, int at, long hash, Consumer<Canary> found) {
    List<Canary> alike = byBeginning.get(hash);
    if (alike != null) {
      alike.stream().filter(canary -> canary.isAt(text, at)).forEach(found);
    }
  }
}
