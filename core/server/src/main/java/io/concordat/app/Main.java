package io.concordat.app;

import io.concordat.app.edition.PluginRefused;
import io.concordat.app.settings.CannotStart;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The product's commands. Standard output belongs to their results, standard error to the log. */
@Command(
    name = "concordat",
    description = "Keeps schedules and technicians' calendars in agreement.")
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final int REFUSED = 1;
  private static final int BAD_INPUT = 2;

  private Main() {}

  static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return run(InstantSource.system(), arguments);
  }

  /** With another clock than the machine's, for proofs that let months pass in minutes. */
  public static int run(InstantSource clock, String... arguments) {
    return new CommandLine(new Main())
        .addSubcommand(new ServeCommand(clock))
        .addSubcommand(new AdminCommand())
        .setExecutionExceptionHandler(Main::failed)
        .setParameterExceptionHandler(Main::misused)
        .execute(arguments);
  }

  private static int misused(CommandLine.ParameterException e, String[] arguments) {
    System.err.println("concordat: " + e.getMessage());
    return BAD_INPUT;
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    return switch (e) {
      case BadInput bad -> said(bad, BAD_INPUT);
      case CannotStart refused -> said(refused, REFUSED);
      case PluginRefused refused -> said(refused, REFUSED);
      default -> {
        log.error("failed", e);
        yield said(e, REFUSED);
      }
    };
  }

  private static int said(Exception e, int exit) {
    System.err.println("concordat: " + e.getMessage());
    return exit;
  }
}
