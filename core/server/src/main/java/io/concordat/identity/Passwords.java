package io.concordat.identity;

import io.concordat.spi.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id with OWASP's first choice of cost, in the usual {@code $argon2id$…} notation. */
public final class Passwords {
  private static final int MEMORY = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int LENGTH = 32;
  private static final String PREFIX =
      "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY, PASSES, LANES);

  private Passwords() {}

  /** A password nobody can guess, 120 bits in letters and digits. */
  public static Secret generate() {
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random(15)));
  }

  static String hash(Secret password) {
    byte[] salt = random(16);
    return PREFIX + text(salt) + "$" + text(derive(password, salt));
  }

  static boolean matches(Secret password, String stored) {
    String[] parts = stored.split("\\$", -1);
    if (!stored.startsWith(PREFIX) || parts.length != 6) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(parts[4]);
    return MessageDigest.isEqual(derive(password, salt), Base64.getDecoder().decode(parts[5]));
  }

  private static byte[] derive(Secret password, byte[] salt) {
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
    generator.generateBytes(password.reveal().getBytes(StandardCharsets.UTF_8), derived);
    return derived;
  }

  private static byte[] random(int length) {
    byte[] bits = new byte[length];
    new SecureRandom().nextBytes(bits);
    return bits;
  }

  private static String text(byte[] bits) {
    return Base64.getEncoder().withoutPadding().encodeToString(bits);
  }
}
