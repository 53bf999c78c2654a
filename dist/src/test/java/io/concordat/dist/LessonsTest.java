package io.concordat.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of lessons names tests that are there. */
class LessonsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES =
      List.of("core/server", "ee-calendar", "ee-teams", "sandbox", "dist");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (T?\\d+) \\|.*\\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

  @Test
  void everyLessonNamesTestsThatExistOrIsOpen() throws IOException {
    String table = Files.readString(ROOT.resolve("docs/lessons.md"));
    Set<String> known = tests();
    var rows = ROW.matcher(table).results().toList();
    var numbers = rows.stream().map(row -> row.group(1)).toList();
    assertEquals(numbered(), numbers);
    var unknown = new ArrayList<String>();
    for (MatchResult row : rows) {
      var named = NAMED.matcher(row.group()).results().map(MatchResult::group).toList();
      assertTrue(!named.isEmpty() || row.group().contains("**Open**"), row::group);
      named.stream().filter(name -> !known.contains(name)).forEach(unknown::add);
    }
    assertEquals(List.of(), unknown);
  }

  private static List<String> numbered() {
    return Stream.concat(
            IntStream.rangeClosed(1, 48).mapToObj(String::valueOf),
            IntStream.rangeClosed(1, 16).mapToObj(number -> "T" + number))
        .toList();
  }

  /** Every method of a test's sources, as the table writes it. */
  private static Set<String> tests() throws IOException {
    var names = new HashSet<String>();
    for (String module : MODULES) {
      Path sources = ROOT.resolve(module).resolve("src/test/java");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> files = Files.walk(sources)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(file -> add(file, names));
        }
      }
    }
    return names;
  }

  private static void add(Path file, Set<String> names) {
    String type = String.valueOf(file.getFileName()).replace(".java", "");
    try {
      METHOD
          .matcher(Files.readString(file))
          .results()
          .forEach(method -> names.add("`" + type + "." + method.group(1) + "`"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
