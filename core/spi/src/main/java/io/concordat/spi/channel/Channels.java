package io.concordat.spi.channel;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The routing table of inbound webhooks. A channel belongs to an owner (a calendar provider); a
 * notice raises its generation, and that dirty row is the queue: the owner is dirty while any of
 * its channels has a generation above what was drained.
 */
public interface Channels {
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
   * Whether channel and secret belong together, for messages that carry no news (a vendor's
   * handshake); marks nothing. Refusals are logged like those of {@link #touch}.
   */
  boolean recognised(String channelId, Optional<String> secret);

  /** Dirty owners of all tenants, oldest notice first. */
  List<Dirty> dirty(int limit);

  /**
   * The generations of the owner's dirty channels, none when it is clean: read before a pull,
   * drained with its last page.
   */
  List<Mark> marks(Tx tx, UUID owner);

  /** Everything up to these marks has been read; later notices stay dirty. */
  void drained(Tx tx, Collection<Mark> marks);

  /** What became of a notice. */
  enum Touch {
    /** Known and authentic: the owner is dirty now. */
    TOUCHED,
    /** Known, authentic, and no longer in use. */
    RETIRED,
    /** Unknown channel, or a wrong or missing secret; callers answer alike. */
    REFUSED
  }

  record Dirty(TenantId tenant, UUID owner) {}

  record Mark(String channelId, long generation) {}
}
