package io.concordat.channel;

import io.concordat.spi.channel.Channels;
import io.concordat.spi.channel.Channels.Hint;
import io.concordat.tenant.AcrossTenants;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link ChannelTouch} for all notices of one request: many tenants, one statement. Rows are locked
 * in one order, so that two requests which name the same channels do not block each other for ever.
 */
final class ManyTouches {
  static final String TOUCHED = "touched";
  static final String RETIRED = "retired";
  static final String MISSING = "missing_secret";
  static final String UNKNOWN = "unknown_channel";
  static final String WRONG = "wrong_secret";

  private static final String SQL =
      """
      with hints as (
        select * from unnest(?, ?, ?) with ordinality as h (channel_id, hash, care, place)),
      locked as materialized (
        select channel_id from route_channels where channel_id in (select channel_id from hints)
        order by channel_id for update),
      meant as (
        select channel_id, hash, max(care) as care from hints join locked using (channel_id)
        where hash <> '' group by channel_id, hash),
      touched as (
        update route_channels c set generation = generation + 1,
          touched_at = case when generation = drained then ? else touched_at end,
          care = (?::text[])[greatest(m.care, array_position(?::text[], c.care))]
        from meant m where c.channel_id = m.channel_id and c.secret_hash = m.hash
          and c.retired_at is null
        returning c.channel_id, c.secret_hash)
      select case
        when h.hash = '' then 'missing_secret'
        when t.channel_id is not null then 'touched'
        when c.channel_id is null then 'unknown_channel'
        when c.secret_hash = h.hash then 'retired'
        else 'wrong_secret' end
      from hints h
        left join touched t on t.channel_id = h.channel_id and t.secret_hash = h.hash
        left join route_channels c on c.channel_id = h.channel_id
      order by h.place""";

  private ManyTouches() {}

  /**
   * @param hashes of the hints' secrets, in their order; empty where there is none
   * @return one word for each hint
   */
  static List<String> touch(
      AcrossTenants.Reach reach, List<Hint> hints, List<byte[]> hashes, Instant now) {
    try (Connection connection = reach.connection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      Array words = connection.createArrayOf("text", Channels.CARES.toArray());
      statement.setArray(1, connection.createArrayOf("text", ids(hints)));
      statement.setArray(2, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)));
      statement.setArray(3, connection.createArrayOf("int", strengths(hints)));
      statement.setObject(4, now.atOffset(ZoneOffset.UTC));
      statement.setArray(5, words);
      statement.setArray(6, words);
      return read(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("notices could not be stored", e);
    }
  }

  private static Object[] ids(List<Hint> hints) {
    return hints.stream().map(Hint::channelId).toArray();
  }

  /** 0 is no word; {@code greatest} and {@code max} then need no case for it. */
  private static Object[] strengths(List<Hint> hints) {
    return hints.stream()
        .map(hint -> hint.care().map(word -> Channels.CARES.indexOf(word) + 1).orElse(0))
        .toArray();
  }

  private static List<String> read(PreparedStatement statement) throws SQLException {
    List<String> words = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        words.add(rows.getString(1));
      }
    }
    return words;
  }
}
