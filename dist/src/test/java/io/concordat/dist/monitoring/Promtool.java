package io.concordat.dist.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus' own checker of rules. {@code ./concordat test} brings it; CI must have it. */
record Promtool(Path program) {
  static Promtool installed() {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      assertNull(System.getenv("CI"), "CI needs promtool: start the tests by ./concordat test");
      // On a machine of somebody who runs Maven alone; CI has failed above.
      assumeTrue(false, "no promtool here: ./concordat test fetches one, or name one in PROMTOOL");
    }
    return new Promtool(found.orElseThrow());
  }

  private static Optional<Path> find() {
    Stream<Path> named = Optional.ofNullable(System.getenv("PROMTOOL")).map(Path::of).stream();
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .map(folder -> Path.of(folder, "promtool"));
    Stream<Path> fetched = Stream.of(Rules.ROOT.resolve("target/tools/usr/bin/promtool"));
    return Stream.of(named, onPath, fetched)
        .flatMap(paths -> paths)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it in a folder; it must be content. */
  String run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
