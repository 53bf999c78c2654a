package io.concordat.sandbox.ics;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A component of an iCalendar file with its lines and its inner components. */
record Component(String name, List<Line> lines, List<Component> inner) {
  private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]");
  private static final Pattern END = Pattern.compile("\r?\n");

  /** Reads a file however it is folded; old ones fold in the middle of names. */
  static Component read(byte[] file) {
    String text = text(file).strip();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (!text.regionMatches(true, 0, "BEGIN:VCALENDAR", 0, 15)) {
      throw new NotACalendar(
          "this is not an iCalendar file: it does not begin with BEGIN:VCALENDAR");
    }
    Component root = tree(FOLD.matcher(text).replaceAll(""));
    if (root.inner().isEmpty()) {
      throw new NotACalendar("this iCalendar file ends too early: END:VCALENDAR is missing");
    }
    return root;
  }

  private static String text(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      return new String(file, StandardCharsets.ISO_8859_1);
    }
  }

  private static Component tree(String unfolded) {
    Component root = empty("");
    Deque<Component> open = new ArrayDeque<>(List.of(root));
    for (String text : END.split(unfolded, -1)) {
      Line.read(text).ifPresent(line -> place(open, line));
    }
    return root;
  }

  private static void place(Deque<Component> open, Line line) {
    switch (line.name()) {
      case "BEGIN" -> open.push(empty(line.value().strip().toUpperCase(Locale.ROOT)));
      case "END" -> close(open);
      default -> open.element().lines().add(line);
    }
  }

  private static void close(Deque<Component> open) {
    if (open.size() > 1) {
      Component done = open.pop();
      open.element().inner().add(done);
    }
  }

  private static Component empty(String name) {
    return new Component(name, new ArrayList<>(), new ArrayList<>());
  }

  Stream<Component> all(String wanted) {
    return Stream.concat(
        inner.stream().filter(c -> c.name.equals(wanted)),
        inner.stream().flatMap(c -> c.all(wanted)));
  }

  Optional<Line> line(String wanted) {
    return lines.stream().filter(line -> line.name().equals(wanted)).findFirst();
  }

  List<Line> lines(String wanted) {
    return lines.stream().filter(line -> line.name().equals(wanted)).toList();
  }

  /** A property's text, empty when it is missing or blank. */
  Optional<String> text(String wanted) {
    return line(wanted).map(Line::text).filter(text -> !text.isBlank());
  }
}
