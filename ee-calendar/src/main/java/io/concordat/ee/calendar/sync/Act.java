package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.ContentJson;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that a run would do.
 *
 * @param key what it is done to: the same in every rehearsal, also of an entry that is yet to be
 * @param digest of what it becomes: another content is another act
 * @param entry empty if it is yet to be
 * @param title empty if it is private: a plan is kept for a while, and nobody needs it there
 * @param reason why it is refused, or waits
 * @param mails the vendor would mail guests
 */
public record Act(
    Side side,
    Verb verb,
    String key,
    String digest,
    Optional<UUID> entry,
    String title,
    String start,
    boolean isPrivate,
    String reason,
    boolean mails) {
  /** Where it is done. */
  public enum Side {
    HERE,
    THERE
  }

  /** What is done. */
  public enum Verb {
    CREATE,
    UPDATE,
    DELETE,
    CONFLICT,
    REFUSE,
    HOLD
  }

  /** What makes two acts the same. */
  public record Same(Side side, Verb verb, String key, String digest) {}

  public Same same() {
    return new Same(side, verb, key, digest);
  }

  static Act of(
      Side side,
      Verb verb,
      String key,
      Optional<UUID> entry,
      Optional<EntryContent> content,
      String reason,
      boolean mails) {
    return new Act(
        side,
        verb,
        key,
        content.filter(one -> verb != Verb.DELETE).map(Act::digest).orElse(""),
        entry,
        content.filter(one -> !one.isPrivate()).map(EntryContent::title).orElse(""),
        content.map(one -> start(one.when())).orElse(""),
        content.filter(EntryContent::isPrivate).isPresent(),
        reason,
        mails);
  }

  private static String start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> timed.start().toOffsetDateTime().toString();
    };
  }

  private static String digest(EntryContent content) {
    try {
      byte[] text = ContentJson.write(content).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
