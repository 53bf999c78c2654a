package io.concordat.channel;

import io.concordat.spi.channel.Channels.Dirty;
import io.concordat.spi.channel.Channels.Mark;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** SQL of {@code route_channels}, but for the fast path. No row-level security: name the tenant. */
final class ChannelRows {
  private ChannelRows() {}

  static void insert(Tx tx, String channelId, UUID owner, byte[] hash, Instant expiresAt) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into route_channels (channel_id, tenant_id, owner, secret_hash, expires_at)
            values (:channel, :tenant, :owner, :hash, :expires)""")
        .bind("channel", channelId)
        .bind("tenant", tx.tenant().value())
        .bind("owner", owner)
        .bind("hash", hash)
        .bind("expires", expiresAt.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void extend(Tx tx, String channelId, Instant expiresAt) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels set expires_at = :expires
            where channel_id = :channel and tenant_id = :tenant""")
        .bind("channel", channelId)
        .bind("tenant", tx.tenant().value())
        .bind("expires", expiresAt.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void retire(Tx tx, String channelId, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels set retired_at = :at, care = null
            where channel_id = :channel and tenant_id = :tenant and retired_at is null""")
        .bind("channel", channelId)
        .bind("tenant", tx.tenant().value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** The owner goes, so nobody will drain: it must not stay dirty for ever. */
  static void retireAll(Tx tx, UUID owner, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels set retired_at = coalesce(retired_at, :at),
              drained = generation, care = null
            where tenant_id = :tenant and owner = :owner""")
        .bind("tenant", tx.tenant().value())
        .bind("owner", owner)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void raise(Tx tx, String channelId, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels set generation = generation + 1,
              touched_at = case when generation = drained then :at else touched_at end
            where channel_id = :channel and tenant_id = :tenant and retired_at is null""")
        .bind("channel", channelId)
        .bind("tenant", tx.tenant().value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** A word that waits there already says more. */
  static void raiseCare(Tx tx, String channelId, String word, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels set care = :word,
              touched_at = case when generation = drained then :at else touched_at end
            where channel_id = :channel and tenant_id = :tenant and retired_at is null
              and care is null""")
        .bind("channel", channelId)
        .bind("tenant", tx.tenant().value())
        .bind("word", word)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<byte[]> secretHash(AcrossTenants.Reach reach, String channelId) {
    return reach.call(
        handle ->
            handle
                .createQuery("select secret_hash from route_channels where channel_id = :channel")
                .bind("channel", channelId)
                .mapTo(byte[].class)
                .findOne());
  }

  static List<Dirty> dirty(AcrossTenants.Reach reach, int limit) {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    select tenant_id, owner, bool_or(generation > drained), bool_or(care is not null)
                    from route_channels where generation > drained or care is not null
                    group by tenant_id, owner order by min(touched_at), owner limit :limit""")
                .bind("limit", limit)
                .map(
                    (rows, context) ->
                        new Dirty(
                            new TenantId(rows.getObject(1, UUID.class)),
                            rows.getObject(2, UUID.class),
                            rows.getBoolean(3),
                            rows.getBoolean(4)))
                .list());
  }

  static long waiting(AcrossTenants.Reach reach) {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from (select distinct tenant_id, owner from route_channels
                      where generation > drained or care is not null) as waiting""")
                .mapTo(Long.class)
                .one());
  }

  static List<Mark> marks(Tx tx, UUID owner) {
    return Handles.of(tx)
        .createQuery(
            """
            select channel_id, generation from route_channels
            where tenant_id = :tenant and owner = :owner and generation > drained
            order by channel_id""")
        .bind("tenant", tx.tenant().value())
        .bind("owner", owner)
        .map((rows, context) -> new Mark(rows.getString(1), rows.getLong(2)))
        .list();
  }

  /**
   * Never backwards: a run that was thought dead may end after its successor. The rows are locked
   * in the order that {@link ChannelTouch} locks them in.
   */
  static void drained(Tx tx, Collection<Mark> marks) {
    Handles.of(tx)
        .createUpdate(
            """
            with mine as (
              select channel_id from route_channels
              where tenant_id = :tenant and channel_id = any(:channels)
              order by channel_id for update)
            update route_channels c set drained = m.generation
            from unnest(:channels, :generations) as m (channel_id, generation) join mine
              using (channel_id)
            where c.channel_id = m.channel_id and c.drained < m.generation""")
        .bind("tenant", tx.tenant().value())
        .bindArray("channels", String.class, marks.stream().map(Mark::channelId).toArray())
        .bindArray("generations", Long.class, marks.stream().map(Mark::generation).toArray())
        .execute();
  }

  static Map<String, String> cares(Tx tx, UUID owner) {
    return Handles.of(tx)
        .createQuery(
            """
            select channel_id, care from route_channels
            where tenant_id = :tenant and owner = :owner and care is not null""")
        .bind("tenant", tx.tenant().value())
        .bind("owner", owner)
        .map((rows, context) -> Map.entry(rows.getString(1), rows.getString(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static void cared(Tx tx, UUID owner, List<Map.Entry<String, String>> words) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels c set care = null
            from unnest(:channels, :words) as w (channel_id, care)
            where c.channel_id = w.channel_id and c.care = w.care
              and c.tenant_id = :tenant and c.owner = :owner""")
        .bind("tenant", tx.tenant().value())
        .bind("owner", owner)
        .bindArray("channels", String.class, words.stream().map(Map.Entry::getKey).toArray())
        .bindArray("words", String.class, words.stream().map(Map.Entry::getValue).toArray())
        .execute();
  }

  static int purge(AcrossTenants.Reach reach, Instant before) {
    return reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from route_channels where generation = drained
                      and (retired_at < :before or expires_at < :before)""")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute());
  }
}
