package io.concordat.dist.wall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What must be heard nowhere, and where it was heard all the same. */
final class Canaries {
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
  private final AtomicLong scanned = new AtomicLong();

  /**
   * @param text long enough to be nothing else
   */
  void put(String name, String text) {
    if (text.length() < 10) {
      throw new IllegalArgumentException("too short to be known again: " + name);
    }
    names.put(text, name);
  }

  /** The one who owns them may see these. */
  void listen(String where, String text, List<String> allowed) {
    scanned.incrementAndGet();
    names.forEach(
        (canary, name) -> {
          if (text.contains(canary) && allowed.stream().noneMatch(name::startsWith)) {
            heard.add(name + " in " + where);
          }
        });
  }

  void listen(String where, String text) {
    listen(where, text, List.of());
  }

  List<String> heard() {
    return new ArrayList<>(heard).stream().distinct().sorted().toList();
  }

  Map<String, String> all() {
    return new TreeMap<>(names);
  }

  long scanned() {
    return scanned.get();
  }
}
