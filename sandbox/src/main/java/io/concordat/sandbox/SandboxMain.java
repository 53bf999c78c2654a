package io.concordat.sandbox;

import io.concordat.sandbox.clock.TwinClock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** The twins alone, as a process of their own. */
@CommandLine.Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Runs the vendors' twins on this machine until it is stopped.")
public final class SandboxMain implements Callable<Integer> {
  @CommandLine.Option(
      names = "--google-port",
      defaultValue = "9090",
      description = "Port of the Google twin, 0 for a free one (default ${DEFAULT-VALUE}).")
  private int googlePort;

  @CommandLine.Option(
      names = "--microsoft-port",
      defaultValue = "9091",
      description = "Port of the Microsoft twin, 0 for a free one (default ${DEFAULT-VALUE}).")
  private int microsoftPort;

  /** For the command line only. */
  SandboxMain() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs until the process is told to stop; the exit code. */
  public static int run(String... args) {
    return new CommandLine(new SandboxMain()).execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    GoogleTwin google = GoogleTwin.start(googlePort, TwinClock.system());
    MicrosoftTwin microsoft = MicrosoftTwin.start(microsoftPort, TwinClock.system());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  google.close();
                  microsoft.close();
                  stopped.countDown();
                }));
    System.out.println(
        "sandbox ready: google " + google.baseUrl() + ", microsoft " + microsoft.baseUrl());
    stopped.await();
    return 0;
  }
}
