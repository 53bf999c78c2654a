package io.concordat.dist.traps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trap of the lessons has a patch that fits the sources as they are today. */
class TrapsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<Trap> TRAPS = Trap.in(ROOT.resolve("dist").resolve("traps"));

  @Test
  void eachTrapOfTheLessonsHasOne() {
    List<String> numbers = IntStream.rangeClosed(1, 16).mapToObj(number -> "T" + number).toList();
    List<String> planted = TRAPS.stream().map(Trap::number).distinct().toList();
    assertEquals(List.of(), numbers.stream().filter(one -> !planted.contains(one)).toList());
  }

  @Test
  void eachFitsTheSources() throws IOException, InterruptedException {
    var unfit = new ArrayList<String>();
    for (Trap trap : TRAPS) {
      Process check =
          new ProcessBuilder("git", "apply", "--check", trap.patch().toString())
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (check.waitFor() != 0) {
        unfit.add(trap.patch().getFileName() + ": " + said);
      }
    }
    assertEquals(List.of(), unfit);
  }

  @Test
  void eachNamesATestThatItsLessonNames() throws IOException {
    List<String> lessons = Files.readAllLines(ROOT.resolve("docs/lessons.md"));
    for (Trap trap : TRAPS) {
      String row =
          lessons.stream()
              .filter(line -> line.startsWith("| " + trap.number() + " |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no lesson " + trap.number()));
      assertTrue(row.contains("." + trap.method() + "`"), trap.test() + " is not in: " + row);
      assertTrue(exists(trap), trap.test() + " is not in " + trap.module());
    }
  }

  /** The method may be one that the class has from a contract. */
  private static boolean exists(Trap trap) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(trap.module()).resolve("src/test/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      return sources.stream().anyMatch(file -> file.endsWith(trap.testClass() + ".java"))
          && sources.stream().anyMatch(file -> says(file, trap.method()));
    }
  }

  private static boolean says(Path file, String method) {
    try {
      return Pattern.compile("\\bvoid " + method + "\\(").matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void reportsTellFailuresFromTestsThatDidNotRun(@TempDir Path folder) throws IOException {
    Path passed =
        report(folder, "TEST-A.xml", "tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"0\"");
    Path failed =
        report(folder, "TEST-B.xml", "tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"1\"");
    Path none =
        report(folder, "TEST-C.xml", "tests=\"0\" errors=\"0\" skipped=\"0\" failures=\"0\"");
    assertEquals(Verdict.PASSED, Verdict.of(0, List.of(passed)));
    assertEquals(Verdict.FAILED, Verdict.of(1, List.of(passed, failed)));
    assertEquals(Verdict.NOT_RUN, Verdict.of(1, List.of(none)));
    assertEquals(Verdict.NOT_RUN, Verdict.of(1, List.of(passed)));
    assertEquals(Verdict.NOT_RUN, Verdict.of(1, List.of()));
  }

  private static Path report(Path folder, String name, String counts) throws IOException {
    String text = "<?xml version=\"1.0\"?>\n<testsuite name=\"A\" time=\"1\" " + counts + "/>\n";
    return Files.writeString(folder.resolve(name), text);
  }
}
