package io.concordat.dist.bench;

import io.concordat.sandbox.MicrosoftTwin;
import io.concordat.sandbox.clock.TwinClock;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * The twin on the port that comes first, and the product with the other arguments, by one clock.
 * The product is on the class path of this process only, so it is called by its name.
 */
public final class OneClockMain {
  private OneClockMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    TwinClock clock = TwinClock.system();
    MicrosoftTwin.start(Integer.parseInt(args[0]), clock);
    String[] product = Arrays.copyOfRange(args, 1, args.length);
    Class.forName("io.concordat.app.Main")
        .getMethod("run", InstantSource.class, String[].class)
        .invoke(null, clock, product);
  }
}
