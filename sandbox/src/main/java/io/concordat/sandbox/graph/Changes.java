package io.concordat.sandbox.graph;

/** Hears of each change of an event after it was committed, in the order of the commits. */
@FunctionalInterface
public interface Changes {
  void changed(Change change);

  /** As {@code changeType} of a notification, in lower case there. */
  enum Kind {
    CREATED,
    UPDATED,
    DELETED
  }

  /**
   * One changed item. A change of one occurrence names its series' master.
   *
   * @param userId the mailbox
   * @param eventId as it is without {@code Prefer: IdType="ImmutableId"}
   * @param immutableId as it is with it
   * @param etag {@code W/"<changeKey>"}
   */
  record Change(
      String userId,
      String calendarId,
      String eventId,
      String immutableId,
      String etag,
      Kind kind) {}
}
