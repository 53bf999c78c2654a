package io.concordat.secret;

import com.google.crypto.tink.Aead;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master keys as they are now: read again when an id is unknown, and now and then. */
public final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

  private final Supplier<MasterKeys> source;
  private volatile MasterKeys keys;

  /**
   * @param source reads the ring where it lies; throws when it cannot be read
   */
  public KeyRing(Supplier<MasterKeys> source) {
    this.source = source;
    this.keys = source.get();
  }

  public static KeyRing fixed(MasterKeys keys) {
    return new KeyRing(() -> keys);
  }

  public MasterKeys now() {
    return keys;
  }

  Optional<Aead> key(String id) {
    Optional<Aead> known = keys.key(id);
    if (known.isEmpty()) {
      reread();
    }
    return known.or(() -> keys.key(id));
  }

  /** What was read before stays when the ring cannot be read. */
  public void reread() {
    try {
      keys = source.get();
    } catch (RuntimeException e) {
      log.error("the master keys cannot be read again: {}", e.getMessage());
    }
  }
}
