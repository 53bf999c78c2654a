package io.concordat.ee.calendar.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people did, and what they saw when they did it. */
final class Memory {
  /** All things there ever were, and what was said of them. */
  private final Map<String, Set<String>> said = new TreeMap<>();

  /** Sayings that somebody replaced who saw them. */
  private final Map<String, Set<String>> replaced = new HashMap<>();

  private final Set<String> gone = new HashSet<>();
  private final Map<String, Set<String>> goneFrom = new HashMap<>();
  private final Set<String> judged = new HashSet<>();
  private final Map<String, Integer> acts = new HashMap<>();
  private final Map<String, Map<String, Integer>> actsAt = new HashMap<>();

  /** For people who wonder. */
  final List<String> told = new ArrayList<>();

  void tell(String what) {
    told.add(what);
  }

  Set<String> things() {
    return said.keySet();
  }

  /**
   * Somebody made something.
   *
   * @param where the calendar, or nothing: here
   */
  void made(String where, Face face) {
    act(where, face.thing());
    said.computeIfAbsent(face.thing(), it -> new TreeSet<>()).addAll(face.sayings());
  }

  /** Somebody changed it, seeing what was there before. */
  void edited(String where, Face before, Face after) {
    act(where, before.thing());
    said.computeIfAbsent(before.thing(), it -> new TreeSet<>()).addAll(Face.beyond(after, before));
    replace(before.thing(), Face.beyond(before, after));
  }

  /** Somebody deleted it; whoever has it in several places deletes it there. */
  void deleted(String where, Face seen) {
    act(where, seen.thing());
    replace(seen.thing(), shown(seen));
    if (where.isEmpty()) {
      gone.add(seen.thing());
    } else {
      goneFrom.computeIfAbsent(seen.thing(), it -> new HashSet<>()).add(where);
    }
  }

  /** It was taken from somebody, here. */
  void taken(String calendar, Face seen) {
    act("", seen.thing());
    goneFrom.computeIfAbsent(seen.thing(), it -> new HashSet<>()).add(calendar);
  }

  /** It was given to somebody, here. */
  void given(String calendar, Face seen) {
    act("", seen.thing());
    goneFrom.computeIfAbsent(seen.thing(), it -> new HashSet<>()).remove(calendar);
  }

  private Set<String> shown(Face seen) {
    var shown = new TreeSet<>(standing(seen.thing()));
    shown.removeIf(saying -> !seen.shows(saying));
    return shown;
  }

  /** A person chose between two sides of a thing. */
  void judged(String thing, Optional<Face> kept, Optional<Face> lost) {
    act("", thing);
    judged.add(thing);
    lost.ifPresent(
        side -> {
          Set<String> refused = shown(side);
          kept.ifPresent(chosen -> refused.removeIf(chosen::shows));
          replace(thing, refused);
        });
  }

  private void replace(String thing, Set<String> sayings) {
    replaced.computeIfAbsent(thing, it -> new HashSet<>()).addAll(sayings);
  }

  private void act(String where, String thing) {
    acts.merge(thing, 1, Integer::sum);
    actsAt.computeIfAbsent(where, it -> new HashMap<>()).merge(thing, 1, Integer::sum);
  }

  int acts() {
    return acts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How often somebody did something elsewhere that this calendar has to hear of. */
  int actsBeyond(String calendar, String thing) {
    return acts.getOrDefault(thing, 0)
        - actsAt.getOrDefault(calendar, Map.of()).getOrDefault(thing, 0);
  }

  /** What was said of it and replaced by nobody. */
  Set<String> standing(String thing) {
    var standing = new TreeSet<>(said.getOrDefault(thing, Set.of()));
    standing.removeAll(replaced.getOrDefault(thing, Set.of()));
    return standing;
  }

  /** Whether somebody wanted it to go from there. */
  boolean wantedGone(String thing, String calendar) {
    return gone.contains(thing) || goneFrom.getOrDefault(thing, Set.of()).contains(calendar);
  }

  boolean wantedGone(String thing) {
    return gone.contains(thing) || !goneFrom.getOrDefault(thing, Set.of()).isEmpty();
  }

  boolean judged(String thing) {
    return judged.contains(thing);
  }
}
