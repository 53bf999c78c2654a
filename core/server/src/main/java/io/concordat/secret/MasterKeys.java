package io.concordat.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.concordat.spi.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key ring {@code id:base64[,id:base64]}. All of them unwrap; the first is the one that the
 * next rotation makes wrap. Immutable: a ring that changes is another one.
 */
public final class MasterKeys {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int BYTES = 32;

  private final Map<String, Aead> keys;
  private final String primary;

  private MasterKeys(Map<String, Aead> keys) {
    this.keys = keys;
    this.primary = keys.keySet().iterator().next();
  }

  /** Throws {@link IllegalArgumentException} with a sentence that shows no key. */
  public static MasterKeys parse(Secret ring) {
    Map<String, Aead> keys = new LinkedHashMap<>();
    for (String entry : ring.reveal().split(",", -1)) {
      int colon = entry.indexOf(':');
      String id = colon < 0 ? "" : entry.substring(0, colon).strip();
      if (!ID.matcher(id).matches() || keys.put(id, aead(id, entry.substring(colon + 1))) != null) {
        throw new IllegalArgumentException(
            "the key ring must be id:base64[,id:base64] with distinct ids");
      }
    }
    return new MasterKeys(keys);
  }

  /** The first: the one that shall wrap. */
  public String primary() {
    return primary;
  }

  /** In the order of the ring. */
  public List<String> ids() {
    return List.copyOf(keys.keySet());
  }

  Optional<Aead> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  private static Aead aead(String id, String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64.strip());
      if (key.length == BYTES) {
        return new AesGcmJce(key);
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // The cause could quote the key.
    }
    throw new IllegalArgumentException("the key " + id + " must be 32 bytes in base64");
  }
}
