package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Where a listing of changes begins.
 *
 * @param link Graph's delta link; empty where this calendar has none, and everything is read again
 * @param window what the link shows
 * @param series of each series a digest of its id and of its change key: a lone deleted occurrence
 *     shows in no delta, but its series has changed
 */
record Cursor(Optional<String> link, Window window, SortedMap<String, String> series) {
  private static final int VERSION = 1;

  Cursor {
    series = Collections.unmodifiableSortedMap(new TreeMap<>(series));
  }

  Cursor withLink(String next) {
    return new Cursor(Optional.of(next), window, series);
  }

  Cursor withSeries(SortedMap<String, String> now) {
    return new Cursor(link, window, now);
  }

  /** What is remembered of an id or a change key. */
  static String digest(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toString(crc.getValue() ^ ((long) text.hashCode() << 32), 36);
  }

  String write() {
    return json().toString();
  }

  /** Empty: not one of ours, or of another time. */
  static Optional<Cursor> parse(String text) {
    try {
      return read(Answer.JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  ObjectNode json() {
    var json = Answer.JSON.createObjectNode().put("v", VERSION);
    link.ifPresent(text -> json.put("link", text));
    json.put("from", window.from().toString()).put("to", window.to().toString());
    var keys = json.putObject("series");
    series.forEach(keys::put);
    return json;
  }

  static Optional<Cursor> read(JsonNode json) {
    if (json.path("v").asInt() != VERSION) {
      return Optional.empty();
    }
    var series = new TreeMap<String, String>();
    json.path("series")
        .properties()
        .forEach(one -> series.put(one.getKey(), one.getValue().asText()));
    var window =
        new Window(
            Instant.parse(json.path("from").asText()), Instant.parse(json.path("to").asText()));
    return Optional.of(
        new Cursor(Optional.ofNullable(json.path("link").textValue()), window, series));
  }
}
