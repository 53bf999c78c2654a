package io.concordat.spi.channel;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The routing table of inbound webhooks. A channel belongs to an owner (a calendar provider); a
 * notice raises its generation, and that dirty row is the queue: the owner is dirty while any of
 * its channels has a generation above what was drained.
 */
public interface Channels {
  /**
   * The words of care a vendor may send about a channel, the weakest first: of several that wait on
   * one channel the strongest is kept, since dealing with it deals with the others.
   */
  List<String> CARES = List.of("missed", "reauthorize", "removed");

  /** Stores a channel before the vendor is asked for it. The secret is kept as a hash only. */
  void open(Tx tx, String channelId, UUID owner, String secret, Instant expiresAt);

  /** The vendor granted another lifetime. */
  void extend(Tx tx, String channelId, Instant expiresAt);

  /** Late notices of a retired channel are accepted quietly and change nothing. */
  void retire(Tx tx, String channelId);

  /** Retires everything of the owner. */
  void retireAll(Tx tx, UUID owner);

  /**
   * Look-up, secret check and generation + 1 in one statement of its own transaction; needs no
   * tenant. An absent secret is a wrong secret. Refusals go to the bounded security log.
   */
  Touch touch(String channelId, Optional<String> secret);

  /**
   * The same for all notices of one request, in one statement; the answers are in the order of the
   * hints. One bad hint does not fail the others, and a channel that is named twice is touched
   * once.
   */
  List<Touch> touchAll(List<Hint> hints);

  /**
   * A notice of our own side: the owner is dirty when this transaction commits, and stays so over
   * any crash. Does nothing for a channel that the tenant does not have or that is retired.
   */
  void raise(Tx tx, String channelId);

  /** The same for the owner's channels: they need care when this transaction commits. */
  void raiseCare(Tx tx, String channelId);

  /**
   * Whether channel and secret belong together, for messages that carry no news (a vendor's
   * handshake); marks nothing. Refusals are logged like those of {@link #touch}.
   */
  boolean recognised(String channelId, Optional<String> secret);

  /**
   * Dirty owners of all tenants, oldest notice first. Whoever has a channel that needs care stays
   * listed until it is {@link #cared}.
   */
  List<Dirty> dirty(int limit);

  /**
   * The generations of the owner's dirty channels, none when it is clean: read before a pull,
   * drained with its last page.
   */
  List<Mark> marks(Tx tx, UUID owner);

  /** Everything up to these marks has been read; later notices stay dirty. */
  void drained(Tx tx, Collection<Mark> marks);

  /** The owner's channels that need care, and the word that says which. */
  Map<String, String> cares(Tx tx, UUID owner);

  /**
   * These words, as {@link #cares} told them, have been dealt with. A stronger word that came in
   * the meantime stays.
   */
  void cared(Tx tx, UUID owner, Map<String, String> words);

  /** What became of a notice. */
  enum Touch {
    /** Known and authentic: the owner is dirty now. */
    TOUCHED,
    /** Known, authentic, and no longer in use. */
    RETIRED,
    /** Unknown channel, or a wrong or missing secret; callers answer alike. */
    REFUSED
  }

  /**
   * One notice.
   *
   * @param care one of {@link #CARES} when the notice is about the channel itself
   */
  record Hint(String channelId, Optional<String> secret, Optional<String> care) {
    public Hint {
      if (care.isPresent() && !CARES.contains(care.get())) {
        throw new IllegalArgumentException("not a word of care: " + care.get());
      }
    }
  }

  /**
   * An owner with something to do.
   *
   * @param news there are notices that were not drained
   * @param care a channel needs care
   */
  record Dirty(TenantId tenant, UUID owner, boolean news, boolean care) {}

  record Mark(String channelId, long generation) {}
}
