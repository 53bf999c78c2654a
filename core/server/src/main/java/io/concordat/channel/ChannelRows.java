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
import java.util.Optional;
import java.util.UUID;

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
            update route_channels set retired_at = :at
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
            update route_channels set retired_at = coalesce(retired_at, :at), drained = generation
            where tenant_id = :tenant and owner = :owner""")
        .bind("tenant", tx.tenant().value())
        .bind("owner", owner)
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
                    select tenant_id, owner from route_channels where generation > drained
                    group by tenant_id, owner order by min(touched_at), owner limit :limit""")
                .bind("limit", limit)
                .map(
                    (rows, context) ->
                        new Dirty(
                            new TenantId(rows.getObject(1, UUID.class)),
                            rows.getObject(2, UUID.class)))
                .list());
  }

  static long waiting(AcrossTenants.Reach reach) {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from (select distinct tenant_id, owner from route_channels
                      where generation > drained) as waiting""")
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

  /** Never backwards: a run that was thought dead may end after its successor. */
  static void drained(Tx tx, Collection<Mark> marks) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_channels c set drained = m.generation
            from unnest(:channels, :generations) as m (channel_id, generation)
            where c.channel_id = m.channel_id and c.tenant_id = :tenant
              and c.drained < m.generation""")
        .bind("tenant", tx.tenant().value())
        .bindArray("channels", String.class, marks.stream().map(Mark::channelId).toArray())
        .bindArray("generations", Long.class, marks.stream().map(Mark::generation).toArray())
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
