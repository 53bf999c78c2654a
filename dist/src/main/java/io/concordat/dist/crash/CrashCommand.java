package io.concordat.dist.crash;

import io.concordat.dist.process.Home;
import io.concordat.dist.process.Scratch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concordat crash-test}. */
@Command(
    name = "crash-test",
    mixinStandardHelpOptions = true,
    description = "Kills the product at random moments and checks that nothing is lost or doubled.")
public final class CrashCommand implements Callable<Integer> {
  @Option(names = "--kills", defaultValue = "50", description = "How many.")
  private int kills;

  @Option(
      names = "--nodes",
      defaultValue = "1",
      description = "On one PostgreSQL; each kill meets one of them, chosen at random.")
  private int nodes;

  @Option(names = "--seed", description = "Repeats a run's choices; random by default.")
  private @Nullable Long seed;

  @Option(names = "--home", defaultValue = "", description = "Folder of the assembled product.")
  private String home = "";

  @Override
  public Integer call() throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long chosen = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
    Path folder = Scratch.folder("crash");
    LocalDate today = LocalDate.now(Clock.systemUTC());
    var wish = CrashTest.Wish.of(Home.of(home), folder, kills, chosen, today).withNodes(nodes);
    new CrashTest(wish, out).run();
    Scratch.spent(folder);
    return 0;
  }
}
