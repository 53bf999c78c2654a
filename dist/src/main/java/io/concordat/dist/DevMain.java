package io.concordat.dist;

import io.concordat.dist.bench.BenchCommand;
import io.concordat.dist.browser.ScreenshotsCommand;
import io.concordat.dist.crash.CrashCommand;
import io.concordat.dist.demo.DemoCommand;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.traps.TrapsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The dev kit. */
@Command(
    name = "concordat",
    subcommands = {
      DemoCommand.class,
      CrashCommand.class,
      BenchCommand.class,
      ScreenshotsCommand.class,
      TrapsCommand.class
    },
    mixinStandardHelpOptions = true)
public final class DevMain {
  private DevMain() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new DevMain());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (!(failure instanceof Surprise)) {
            failure.printStackTrace(command.getErr());
          }
          command.getErr().println("concordat: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }
}
