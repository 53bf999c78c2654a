package io.concordat.dist.traps;

import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A patch that plants one mistake, named after the lesson that it comes from.
 *
 * @param number as {@code docs/lessons.md} has it: {@code T7}, or a pain's number
 * @param module the folder whose tests are run
 * @param test {@code Class#method} that must fail with it
 * @param flags further ones for the build that runs it
 */
record Trap(
    String number, String title, String module, String test, List<String> flags, Path patch) {
  private static final Pattern LINE = Pattern.compile("(?m)^([A-Z][a-z]+): (.+)$");
  private static final String DIFF = "\ndiff --git ";

  Trap {
    flags = List.copyOf(flags);
    if (test.indexOf('#') < 1) {
      throw new Surprise(patch + " names no test as Class#method: " + test);
    }
  }

  /** All of a folder, by their file names. */
  static List<Trap> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".patch"))
          .sorted()
          .map(Trap::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Trap read(Path patch) {
    try {
      String text = Files.readString(patch);
      int diff = text.indexOf(DIFF);
      if (diff < 0) {
        throw new Surprise(patch + " changes nothing: it has no line that begins with diff --git");
      }
      return of(patch, lines(text.substring(0, diff)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> lines(String head) {
    return LINE.matcher(head)
        .results()
        .collect(Collectors.toMap(one -> one.group(1), (MatchResult one) -> one.group(2).strip()));
  }

  private static Trap of(Path patch, Map<String, String> head) {
    return new Trap(
        wanted(patch, head, "Trap"),
        wanted(patch, head, "Title"),
        wanted(patch, head, "Module"),
        wanted(patch, head, "Test"),
        Stream.of(head.getOrDefault("Flags", "").split(" ")).filter(one -> !one.isEmpty()).toList(),
        patch);
  }

  private static String wanted(Path patch, Map<String, String> head, String name) {
    return Optional.ofNullable(head.get(name))
        .orElseThrow(() -> new Surprise(patch + " has no line “" + name + ": …” above its diff"));
  }

  /** The test as the table of lessons writes it. */
  String named() {
    return test.replace('#', '.');
  }

  String testClass() {
    return test.substring(0, test.indexOf('#'));
  }

  String method() {
    return test.substring(test.indexOf('#') + 1);
  }
}
