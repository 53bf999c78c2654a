package io.concordat.app;

import io.concordat.app.edition.Plugins;
import io.concordat.app.settings.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Runs the product until it is stopped.")
final class ServeCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Option(names = "--port", defaultValue = "8080", description = "where to listen")
  private int port;

  @Option(names = "--data", defaultValue = "./data", description = "the data folder")
  private Path data = Path.of("data");

  @Option(
      names = "--plugins",
      defaultValue = "${sys:concordat.plugins:-./plugins}",
      description = "the folder of the plugin jars; it is on the class path too")
  private Path plugins = Path.of("plugins");

  ServeCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Settings.read(System.getenv(), data, port);
    Plugins loaded = Plugins.load(plugins, ServeCommand.class.getClassLoader());
    Closing closing = new Closing();
    // The only shutdown hook of the process: everything else closes through it, in order.
    Runtime.getRuntime().addShutdownHook(new Thread(closing::close, "stop"));
    new Node(settings, loaded, clock, closing).start(new HttpDoor(port));
    new CountDownLatch(1).await();
    return 0;
  }
}
