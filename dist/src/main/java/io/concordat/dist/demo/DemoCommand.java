package io.concordat.dist.demo;

import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Scratch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concordat demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs the main job on one machine and compares both sides.")
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port of the product; 0 takes any.")
  private int port;

  @Option(names = "--data", description = "Data folder; a fresh temporary one by default.")
  private @Nullable Path data;

  @Option(names = "--calendar", description = "One more calendar to load.")
  private @Nullable Path calendar;

  @Option(
      names = "--once",
      description = "End with 0 if both sides agree, instead of keeping running.")
  private boolean once;

  @Option(names = "--home", defaultValue = "", description = "Folder of the assembled product.")
  private String home = "";

  /** The twins forget everything at their end, so an old folder would name lost calendars. */
  private static Path empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (files.findAny().isPresent()) {
        throw new Surprise(folder + " is not empty: the demo needs a new folder");
      }
    }
    return folder.toAbsolutePath();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = data == null ? Scratch.folder("demo") : empty(data);
    LocalDate today = LocalDate.now(Clock.systemUTC());
    Demo.Wish wish =
        new Demo.Wish(Home.of(home), folder, port, Optional.ofNullable(calendar), today);
    try (Demo demo = new Demo(wish, out)) {
      boolean agree = demo.run();
      if (agree && data == null) {
        Scratch.spent(folder);
        out.println("  the data folder goes at the end; --data DIR keeps one");
      }
      if (!once) {
        demo.welcome(agree);
        out.println("  running; end with Ctrl-C");
        new CountDownLatch(1).await();
      }
      return agree ? 0 : 1;
    }
  }
}
