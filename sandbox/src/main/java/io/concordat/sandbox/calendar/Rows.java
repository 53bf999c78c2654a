package io.concordat.sandbox.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Joins events that are JSON already into a listing, without parsing them again. */
final class Rows {
  private static final byte[] OPEN = "\"items\":[".getBytes(StandardCharsets.UTF_8);

  private Rows() {}

  static byte[] join(byte[] frame, List<byte[]> rows) {
    int size = frame.length + OPEN.length + 3 + rows.stream().mapToInt(r -> r.length + 1).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    out.write(frame, 0, frame.length - 1);
    if (frame.length > 2) {
      out.write(',');
    }
    out.writeBytes(OPEN);
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(rows.get(i));
    }
    out.write(']');
    out.write('}');
    return out.toByteArray();
  }
}
