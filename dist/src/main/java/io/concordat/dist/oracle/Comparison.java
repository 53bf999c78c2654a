package io.concordat.dist.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What both sides say, side by side.
 *
 * @param duplicates on either side: more of the same than the other side has
 * @param differences what disagrees, for people
 */
public record Comparison(
    int local,
    int remote,
    int occurrences,
    int agreeing,
    int duplicates,
    List<String> differences) {
  private static final int SHOWN = 80;

  public Comparison {
    differences = List.copyOf(differences);
  }

  public boolean agrees() {
    return differences.isEmpty() && duplicates == 0;
  }

  static Comparison of(List<Item> local, List<Item> remote) {
    Pairing pairing = new Pairing(local, remote);
    return pairing.result(local, remote);
  }

  /** Multisets of equal items cancel out; what is left is told. */
  private static final class Pairing {
    private final List<Item> localLeft = new ArrayList<>();
    private final List<Item> remoteLeft = new ArrayList<>();
    private final Set<String> agreed = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private int duplicates;

    Pairing(List<Item> local, List<Item> remote) {
      Map<Item.Seen, List<Item>> here = new LinkedHashMap<>();
      local.forEach(item -> here.computeIfAbsent(item.seen(), s -> new ArrayList<>()).add(item));
      for (Item there : remote) {
        List<Item> same = here.getOrDefault(there.seen(), List.of());
        if (same.isEmpty()) {
          remoteLeft.add(there);
        } else {
          same.removeLast();
          agreed.add(there.seen().likeness());
        }
      }
      here.values().forEach(localLeft::addAll);
    }

    Comparison result(List<Item> local, List<Item> remote) {
      int agreeing = local.size() - localLeft.size();
      Map<String, Item> byLikeness = new HashMap<>();
      localLeft.forEach(item -> byLikeness.put(item.seen().likeness(), item));
      for (Item there : remoteLeft) {
        Item here = byLikeness.remove(there.seen().likeness());
        differences.add(here == null ? alone("at the vendor", there) : differing(here, there));
        if (here != null) {
          localLeft.remove(here);
        }
      }
      localLeft.forEach(here -> differences.add(alone("here", here)));
      return new Comparison(
          local.size(), remote.size(), occurrences(remote), agreeing, duplicates, differences);
    }

    private static int occurrences(List<Item> items) {
      return items.stream().mapToInt(item -> item.seen().slots().size()).sum();
    }

    private String alone(String where, Item item) {
      boolean again = agreed.contains(item.seen().likeness());
      duplicates += again ? 1 : 0;
      return (again ? "twice " : "only ") + where + ": " + name(item) + " [" + item.ref() + "]";
    }

    private static String name(Item item) {
      return "“" + cut(item.seen().title()) + "” " + item.seen().first().start();
    }

    private static String differing(Item here, Item there) {
      StringBuilder text = new StringBuilder("differs: ").append(name(here));
      Item.Seen a = here.seen();
      Item.Seen b = there.seen();
      tell(text, "notes", a.notes(), b.notes());
      tell(text, "location", a.location(), b.location());
      tell(text, "private", a.isPrivate(), b.isPrivate());
      tell(text, "status", a.status(), b.status());
      tell(text, "end", a.first().end(), b.first().end());
      tell(text, "zone", a.first().zone(), b.first().zone());
      List<Slot> onlyHere = without(a.slots(), b.slots());
      List<Slot> onlyThere = without(b.slots(), a.slots());
      if (!onlyHere.isEmpty() || !onlyThere.isEmpty()) {
        tell(text, "occurrences", onlyHere, onlyThere);
      }
      return text.append(" [")
          .append(here.ref())
          .append(" / ")
          .append(there.ref())
          .append(']')
          .toString();
    }

    private static List<Slot> without(List<Slot> some, List<Slot> others) {
      Set<Slot> known = new HashSet<>(others);
      return some.stream().filter(slot -> !known.contains(slot)).toList();
    }

    private static void tell(StringBuilder text, String field, Object here, Object there) {
      if (!Objects.equals(here, there)) {
        text.append("; ").append(field).append(": here ").append(cut(here.toString()));
        text.append(", at the vendor ").append(cut(there.toString()));
      }
    }

    private static String cut(String text) {
      return text.length() > SHOWN * 5 ? text.substring(0, SHOWN * 5) + "…" : text;
    }
  }
}
