package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;

/**
 * How far a listing is: what a page token of ours says.
 *
 * @param at the address of the next page
 * @param size of its pages
 * @param tries how often this listing began anew
 * @param next the cursor it will lead to, as far as that is known
 */
record Step(Phase phase, String at, int size, int tries, Cursor next) {
  static final int LARGEST = 500;
  static final int SMALLEST = 25;

  /** The parts of a listing, in their order. */
  enum Phase {
    /** A delta round is walked to its end: only its link counts. */
    PRIME,
    /** The digests of all series are taken before the series are read. */
    SERIES,
    /** Everything is read. */
    EVERYTHING,
    /** Was anything deleted meanwhile? That may have hidden an event between two pages. */
    MEANWHILE,
    /** A round for the next window is walked; what only that shows is given. */
    ROLL,
    /** The changes since the cursor. */
    CHANGES
  }

  Step at(String link) {
    return new Step(phase, link, size, tries, next);
  }

  Step in(Phase other, String link) {
    return new Step(other, link, size, tries, next);
  }

  Step to(Cursor cursor) {
    return new Step(phase, at, size, tries, cursor);
  }

  Step again() {
    return new Step(phase, at, size, tries + 1, next);
  }

  Step smaller() {
    return new Step(phase, at, Math.max(SMALLEST, size / 4), tries, next);
  }

  boolean smallest() {
    return size <= SMALLEST;
  }

  String write() {
    var json = Answer.JSON.createObjectNode();
    json.put("phase", phase.name().toLowerCase(Locale.ROOT)).put("at", at);
    json.put("size", size).put("tries", tries).set("next", next.json());
    return json.toString();
  }

  static Step parse(String text) {
    try {
      var json = Answer.JSON.readTree(text);
      return new Step(
          Phase.valueOf(json.path("phase").asText().toUpperCase(Locale.ROOT)),
          json.path("at").asText(),
          json.path("size").asInt(),
          json.path("tries").asInt(),
          Cursor.read(json.path("next")).orElseThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no page of ours", e);
    }
  }
}
