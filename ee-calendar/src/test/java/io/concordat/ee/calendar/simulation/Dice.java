package io.concordat.ee.calendar.simulation;

import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;

/**
 * The source of ids and secrets of this process: the machine's, except while a simulation throws.
 * It has to be there before the first id is made, hence an extension that every test run loads.
 */
public final class Dice implements Extension {
  private static final String NAME = "Dice";
  private static final SecureRandom REAL = new SecureRandom();
  private static volatile @Nullable Throw current;

  /** Who throws, and for which thread besides the twins' own. */
  private record Throw(Random random, Thread driver) {
    /** The twins answer on virtual threads while the driver waits for them. */
    boolean mine() {
      return Thread.currentThread().equals(driver) || Thread.currentThread().isVirtual();
    }
  }

  public Dice() {
    install();
  }

  static synchronized void install() {
    if (Security.getProvider(NAME) == null) {
      Security.insertProviderAt(new Source(), 1);
    }
  }

  /** From now on this thread's ids follow from the seed. */
  static void of(long seed) {
    current = new Throw(new Random(seed), Thread.currentThread());
  }

  static void leave() {
    current = null;
  }

  /** Where every {@code new SecureRandom()} comes from. */
  public static final class Source extends Provider {
    private static final long serialVersionUID = 1L;

    public Source() {
      super(NAME, "1", "ids that can be repeated");
      put("SecureRandom." + NAME, Bytes.class.getName());
      put("SecureRandom." + NAME + " ThreadSafe", "true");
    }
  }

  /** The bytes themselves. */
  public static final class Bytes extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    @Override
    protected void engineSetSeed(byte[] seed) {
      // Nobody else has a say.
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      Throw now = current;
      if (now != null && now.mine()) {
        now.random().nextBytes(bytes);
      } else {
        REAL.nextBytes(bytes);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] bytes = new byte[length];
      engineNextBytes(bytes);
      return bytes;
    }
  }
}
