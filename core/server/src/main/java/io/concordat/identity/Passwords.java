package io.concordat.identity;

import io.concordat.spi.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with OWASP's first choice of cost, in the usual {@code $argon2id$…} notation. Few at
 * once: each takes 19 MB and a core, and anybody can ask for one.
 */
public final class Passwords {
  /** Shorter ones are refused; no other rule makes a password better. */
  public static final int SHORTEST = 12;

  public static final int LONGEST = 256;

  private static final int MEMORY = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int LENGTH = 32;
  private static final int SALT = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PREFIX =
      "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY, PASSES, LANES);

  private final InstallationKey key;
  private final AtomicLong computed = new AtomicLong();
  private final Semaphore strangers;
  private final Semaphore known;

  Passwords(InstallationKey key, int atOnce) {
    this.key = key;
    this.strangers = new Semaphore(atOnce, true);
    this.known = new Semaphore(atOnce, true);
  }

  /** A password nobody can guess, 120 bits in letters and digits. */
  public static Secret generate() {
    byte[] bits = new byte[15];
    new SecureRandom().nextBytes(bits);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** What is wrong with a password to be; empty when nothing is. */
  public static Optional<String> weakness(Secret password, String email) {
    String text = normal(password);
    int length = text.codePointCount(0, text.length());
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of("has %d to %d characters.".formatted(SHORTEST, LONGEST));
    }
    String address = UserDirectory.key(email);
    String lower = UserDirectory.key(text);
    return lower.equals(address) || lower.equals(address.substring(0, address.indexOf('@')))
        ? Optional.of("is not the e-mail address.")
        : Optional.empty();
  }

  /** How many were computed, since the start. */
  public long computed() {
    return computed.get();
  }

  /**
   * For storing. The salt follows the address, so that the passwords which one address has in
   * several tenants are all checked by one computation: its time does not tell how many there are.
   */
  String hash(String email, Secret password) {
    byte[] salt = salt(email);
    known.acquireUninterruptibly();
    try {
      return PREFIX + text(salt) + "$" + text(derive(password, salt));
    } finally {
      known.release();
    }
  }

  /**
   * Which of the stored hashes, in their order, this password has. One computation whether there is
   * none, one or several of them. Empty when too many are being computed.
   */
  Optional<List<Boolean>> check(String email, Secret password, List<String> stored, Lane lane) {
    Semaphore turns = lane == Lane.KNOWN_BROWSER ? known : strangers;
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(compare(email, password, stored));
    } finally {
      turns.release();
    }
  }

  /** Strangers in great number must not keep out those who were here before. */
  enum Lane {
    KNOWN_BROWSER,
    STRANGER
  }

  private List<Boolean> compare(String email, Secret password, List<String> stored) {
    Map<String, byte[]> derived = new HashMap<>();
    List<Boolean> same = new ArrayList<>();
    for (String one : stored) {
      String[] parts = one.split("\\$", -1);
      same.add(
          one.startsWith(PREFIX)
              && parts.length == 6
              && MessageDigest.isEqual(
                  derived.computeIfAbsent(parts[4], salt -> derive(password, bits(salt))),
                  bits(parts[5])));
    }
    if (derived.isEmpty()) {
      derive(password, salt(email));
    }
    return same;
  }

  private static byte[] bits(String text) {
    return Base64.getDecoder().decode(text);
  }

  private byte[] salt(String email) {
    return Arrays.copyOf(key.mac("salt", email), SALT);
  }

  private byte[] derive(Secret password, byte[] salt) {
    computed.incrementAndGet();
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY)
            .withIterations(PASSES)
            .withParallelism(LANES)
            .withSalt(salt)
            .build());
    byte[] derived = new byte[LENGTH];
    generator.generateBytes(normal(password).getBytes(StandardCharsets.UTF_8), derived);
    return derived;
  }

  /** Keyboards differ in how they spell an accent. */
  private static String normal(Secret password) {
    return Normalizer.normalize(password.reveal(), Normalizer.Form.NFC);
  }

  private static String text(byte[] bits) {
    return Base64.getEncoder().withoutPadding().encodeToString(bits);
  }
}
