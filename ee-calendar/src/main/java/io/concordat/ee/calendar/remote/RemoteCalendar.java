package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One provider's calendar at its vendor. Safe for use by many threads; the caller bounds how many
 * calls are open. Every call may throw {@link RemoteFault}. Nothing that we create invites anybody.
 */
public interface RemoteCalendar {
  Described describe();

  /**
   * One request: a page of everything (no cursor) or of the changes since the cursor.
   *
   * @param page of the same cursor's listing, to go on with
   */
  Listing list(Optional<String> cursor, Optional<String> page);

  /** Reads one single event, or one series with its exceptions. */
  Read read(String remoteId);

  /** Reads what {@link #create} made under this key. */
  Read readCreated(String clientKey);

  /**
   * By which id the vendor knows what {@link #create} makes under this key, where that can be told:
   * whatever else bears the key is a copy that somebody made. Pure.
   */
  default Optional<String> createdId(String clientKey) {
    return Optional.empty();
  }

  /**
   * Creates a single event or a whole series.
   *
   * @param clientKey a UUID that stays the same over every attempt (the mapping's id)
   */
  Written create(String clientKey, EntryContent content);

  /**
   * Writes what differs between the two, each part only if it still has its known revision. A
   * series gets no other start or rules, nor becomes single, while its days are not as {@code from}
   * has them: what became of those would go with it.
   */
  Written update(RemoteParts parts, EntryContent from, EntryContent to);

  /**
   * Deletes the single event, if it still has its known revision, or the whole series, if its days
   * are as they were, too.
   *
   * @param from as it was last seen
   */
  Written delete(RemoteParts parts, EntryContent from);

  /**
   * Asks for notices about this calendar; the first may come before this returns.
   *
   * @param token comes back with every notice, verbatim: {@code <channelId>.<secret>}, at most 128
   *     characters, so that a vendor that names channels in its own way is understood by it alone
   * @param callback also for what the vendor has to say about the channel itself
   */
  Watched watch(String channelId, Secret token, URI callback, Duration ttl);

  /**
   * Asks for a longer life of a channel. Where a vendor wants its consent confirmed, this does it.
   *
   * @param resourceId as {@link Watched.Granted} told it
   */
  Renewed renew(String channelId, String resourceId, Duration ttl);

  /**
   * Whether changing or deleting a meeting of the calendar's owner mails its guests, and nothing
   * can stop that. Such a write is held until somebody wants it.
   */
  boolean notifiesGuests();

  /** Ends a channel; one that is unknown already is fine. */
  void stop(String channelId, String resourceId);

  /**
   * This content in the vendor's words: what a read would show after a write (another name of the
   * same zone, another spelling of the same rule). Pure; for comparing only; applying it twice
   * changes nothing more. What both sides have in common in these words is no edit, and our own
   * words stay ({@code Words}).
   */
  default EntryContent asShown(EntryContent content) {
    return content;
  }

  /** Why the vendor would refuse this content, as far as that is known without asking. Pure. */
  default Optional<Refusal> refuses(EntryContent content) {
    return Optional.empty();
  }

  /** Whether a listing shows a series always with all of its exceptions. */
  default boolean listsWholeSeries() {
    return false;
  }

  /**
   * Ends channels that were asked for while the answer was lost, if there are any.
   *
   * @param channelIds that were asked for
   * @param resourceId of the one channel of this calendar that stays
   * @param callback that all of them were to call
   */
  void stopLost(Set<String> channelIds, String resourceId, URI callback);
}
