package io.concordat.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A ciphertext with the id of its key in front, and the bytes that tie it to its place. */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
record Sealed(String keyId, byte[] ciphertext) {
  private static final byte VERSION = 1;

  byte[] bytes() {
    byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + id.length + ciphertext.length)
        .put(VERSION)
        .put((byte) id.length)
        .put(id)
        .put(ciphertext)
        .array();
  }

  static Sealed parse(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != VERSION || bytes.length < 2 + bytes[1] || bytes[1] < 0) {
      throw new IllegalArgumentException("not a sealed value");
    }
    int end = 2 + bytes[1];
    return new Sealed(
        new String(bytes, 2, bytes[1], StandardCharsets.UTF_8),
        Arrays.copyOfRange(bytes, end, bytes.length));
  }

  /** Lengths keep ("a", "bc") apart from ("ab", "c"). */
  static byte[] place(String... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
