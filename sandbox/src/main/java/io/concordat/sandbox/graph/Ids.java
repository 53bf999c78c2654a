package io.concordat.sandbox.graph;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The two forms of an item's id. The immutable one holds the item alone; the other holds its folder
 * too, so that it dies when the item moves. Both are taken in addresses, whatever was preferred.
 */
final class Ids {
  private static final String IMMUTABLE = "AAkALgAAAAAAHYQDEapmEc2byACq";
  private static final String MOVING = "AAMkAGViNDU7";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY = 16;
  private static final int NO_DAY = Integer.MIN_VALUE;

  private Ids() {}

  /** An item, or one day of a series; {@code tag} is the folder's when the id names one. */
  record Ref(String key, Optional<LocalDate> day, Optional<Integer> tag) {}

  static String newKey() {
    byte[] bytes = new byte[KEY];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static int newTag() {
    return RANDOM.nextInt();
  }

  static String immutable(String key, Optional<LocalDate> day) {
    return IMMUTABLE + encode(Optional.empty(), key, day);
  }

  static String moving(int tag, String key, Optional<LocalDate> day) {
    return MOVING + encode(Optional.of(tag), key, day);
  }

  private static String encode(Optional<Integer> tag, String key, Optional<LocalDate> day) {
    int date = day.map(d -> Math.toIntExact(d.toEpochDay())).orElse(NO_DAY);
    ByteBuffer buffer = ByteBuffer.allocate(KEY + (tag.isPresent() ? 8 : 4));
    tag.ifPresent(buffer::putInt);
    buffer.put(HexFormat.of().parseHex(key)).putInt(date);
    return Base64.getUrlEncoder().encodeToString(buffer.array());
  }

  static Ref read(String id) {
    try {
      if (id.startsWith(IMMUTABLE)) {
        return decode(id.substring(IMMUTABLE.length()), false);
      }
      if (id.startsWith(MOVING)) {
        return decode(id.substring(MOVING.length()), true);
      }
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static Ref decode(String text, boolean tagged) {
    ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    Optional<Integer> tag = tagged ? Optional.of(buffer.getInt()) : Optional.empty();
    byte[] key = new byte[KEY];
    buffer.get(key);
    int date = buffer.getInt();
    Optional<LocalDate> day =
        date == NO_DAY ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(date));
    return new Ref(HexFormat.of().formatHex(key), day, tag);
  }

  private static GraphError malformed() {
    return GraphError.of(400, "ErrorInvalidIdMalformed", "Id is malformed.");
  }
}
