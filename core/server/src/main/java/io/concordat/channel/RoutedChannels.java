package io.concordat.channel;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.channel.Channels;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.AcrossTenants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code route_channels}: who is hinted at by which channel, and whose copy is stale. */
public final class RoutedChannels implements Channels {
  private static final String KIND = "webhook_channel";
  private static final byte[] NONE = {};

  private final AcrossTenants.Reach reach;
  private final Audit audit;
  private final InstantSource clock;

  public RoutedChannels(AcrossTenants across, Audit audit, InstantSource clock) {
    this.reach = across.because("a webhook names a channel, and the channel its tenant");
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void open(Tx tx, String channelId, UUID owner, String secret, Instant expiresAt) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("a channel needs a secret");
    }
    ChannelRows.insert(tx, channelId, owner, hash(secret), expiresAt);
  }

  @Override
  public void extend(Tx tx, String channelId, Instant expiresAt) {
    ChannelRows.extend(tx, channelId, expiresAt);
  }

  @Override
  public void retire(Tx tx, String channelId) {
    ChannelRows.retire(tx, channelId, clock.instant());
  }

  @Override
  public void retireAll(Tx tx, UUID owner) {
    ChannelRows.retireAll(tx, owner, clock.instant());
  }

  @Override
  public Touch touch(String channelId, Optional<String> secret) {
    return present(secret)
        .map(text -> touch(channelId, hash(text)))
        .orElseGet(() -> refused(ManyTouches.MISSING));
  }

  private Touch touch(String channelId, byte[] hash) {
    return ChannelTouch.touch(reach, channelId, hash, clock.instant())
        ? Touch.TOUCHED
        : untouched(channelId, hash);
  }

  @Override
  public List<Touch> touchAll(List<Hint> hints) {
    if (hints.isEmpty()) {
      return List.of();
    }
    List<byte[]> hashes =
        hints.stream()
            .map(hint -> present(hint.secret()).map(RoutedChannels::hash).orElse(NONE))
            .toList();
    return ManyTouches.touch(reach, hints, hashes, clock.instant()).stream()
        .map(this::told)
        .toList();
  }

  private Touch told(String found) {
    return switch (found) {
      case ManyTouches.TOUCHED -> Touch.TOUCHED;
      case ManyTouches.RETIRED -> Touch.RETIRED;
      default -> refused(found);
    };
  }

  @Override
  public void raise(Tx tx, String channelId) {
    ChannelRows.raise(tx, channelId, clock.instant());
  }

  @Override
  public void raiseCare(Tx tx, String channelId) {
    ChannelRows.raiseCare(tx, channelId, CARES.getFirst(), clock.instant());
  }

  @Override
  public boolean recognised(String channelId, Optional<String> secret) {
    Touch known =
        present(secret)
            .map(text -> untouched(channelId, hash(text)))
            .orElseGet(() -> refused(ManyTouches.MISSING));
    return known != Touch.REFUSED;
  }

  /** Not the fast path: why did no row match? */
  private Touch untouched(String channelId, byte[] hash) {
    Optional<byte[]> stored = ChannelRows.secretHash(reach, channelId);
    if (stored.isEmpty()) {
      return refused(ManyTouches.UNKNOWN);
    }
    return MessageDigest.isEqual(stored.get(), hash) ? Touch.RETIRED : refused(ManyTouches.WRONG);
  }

  private Touch refused(String reason) {
    audit.refused(KIND, reason);
    return Touch.REFUSED;
  }

  @Override
  public List<Dirty> dirty(int limit) {
    return ChannelRows.dirty(reach, limit);
  }

  @Override
  public List<Mark> marks(Tx tx, UUID owner) {
    return ChannelRows.marks(tx, owner);
  }

  @Override
  public void drained(Tx tx, Collection<Mark> marks) {
    ChannelRows.drained(tx, marks);
  }

  @Override
  public Map<String, String> cares(Tx tx, UUID owner) {
    return ChannelRows.cares(tx, owner);
  }

  @Override
  public void cared(Tx tx, UUID owner, Map<String, String> words) {
    ChannelRows.cared(tx, owner, List.copyOf(words.entrySet()));
  }

  /** How many owners wait, for the meters. */
  public long waiting() {
    return ChannelRows.waiting(reach);
  }

  /** Forgets channels that were retired, or ran out, before this instant. */
  public int purge(Instant before) {
    return ChannelRows.purge(reach, before);
  }

  /** An absent secret and an empty one are the same. */
  private static Optional<String> present(Optional<String> secret) {
    return secret.filter(text -> !text.isEmpty());
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
