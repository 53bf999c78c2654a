package io.concordat.sandbox.dns;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One question of a DNS message and the answers to it.
 *
 * @param asked the question's bytes as they came, for the answer to repeat
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, section 4</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
record Question(int id, String name, int type, byte[] asked) {
  private static final int HEADER = 12;
  private static final int TXT = 16;
  private static final int AUTHORITATIVE_ANSWER = 0x8580;
  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;
  private static final int LONGEST_STRING = 255;

  static Question read(byte[] data, int length) {
    ByteBuffer in = ByteBuffer.wrap(data, 0, length);
    int id = in.getShort() & 0xffff;
    in.position(HEADER);
    StringBuilder name = new StringBuilder();
    for (int size = in.get() & 0xff; size != 0; size = in.get() & 0xff) {
      byte[] label = new byte[size];
      in.get(label);
      name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
    }
    int type = in.getShort() & 0xffff;
    in.getShort();
    byte[] asked = new byte[in.position() - HEADER];
    in.get(HEADER, asked);
    return new Question(id, name.toString(), type, asked);
  }

  byte[] failed() {
    return message(SERVFAIL, List.of());
  }

  /** Without texts there is no such name. */
  byte[] answer(List<String> texts) {
    return texts.isEmpty()
        ? message(NXDOMAIN, List.of())
        : message(0, type == TXT ? texts : List.of());
  }

  private byte[] message(int code, List<String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int word : List.of(id, AUTHORITATIVE_ANSWER | code, 1, texts.size(), 0, 0)) {
      put(out, word);
    }
    out.writeBytes(asked);
    texts.forEach(text -> record(out, strings(text)));
    return out.toByteArray();
  }

  /** The name is that of the question: a pointer to it; class IN, one minute. */
  private static void record(ByteArrayOutputStream out, byte[] strings) {
    for (int word : List.of(0xc000 | HEADER, TXT, 1, 0, 60, strings.length)) {
      put(out, word);
    }
    out.writeBytes(strings);
  }

  private static byte[] strings(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at == 0 || at < all.length; at += LONGEST_STRING) {
      int size = Math.min(LONGEST_STRING, all.length - at);
      out.write(size);
      out.write(all, at, size);
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int word) {
    out.write(word >> 8);
    out.write(word);
  }
}
