package io.concordat.sandbox;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.dns.NameServer;
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

  @CommandLine.Option(
      names = "--dns-port",
      defaultValue = "9053",
      description =
          "UDP port of the name server for CONCORDAT_DNS_SERVER, 0 for a free one (default ${DEFAULT-VALUE}).")
  private int dnsPort;

  /** For the command line only. */
  SandboxMain() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs until the process is told to stop; the exit code. */
  public static int run(String... args) {
    return new CommandLine(new SandboxMain())
        .setExecutionExceptionHandler((failure, line, parsed) -> told(failure))
        .execute(args);
  }

  /** Most often a port that somebody else has. */
  private static int told(Exception failure) {
    System.err.println("The sandbox cannot start: " + failure.getMessage());
    return 1;
  }

  @Override
  public Integer call() throws InterruptedException {
    GoogleTwin google = GoogleTwin.start(googlePort, TwinClock.system());
    MicrosoftTwin microsoft = MicrosoftTwin.start(microsoftPort, TwinClock.system());
    NameServer names = NameServer.start(dnsPort, microsoft.names());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  google.close();
                  microsoft.close();
                  names.close();
                  stopped.countDown();
                }));
    System.out.println(
        "sandbox ready: google %s, microsoft %s, dns %s"
            .formatted(google.baseUrl(), microsoft.baseUrl(), names.address()));
    stopped.await();
    return 0;
  }
}
