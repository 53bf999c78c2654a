package io.concordat.channel;

import io.concordat.tenant.AcrossTenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The acknowledgement path: one statement, committed by itself, in plain JDBC for its speed. */
final class ChannelTouch {
  private static final String SQL =
      """
      update route_channels set generation = generation + 1,
        touched_at = case when generation = drained then ? else touched_at end
      where channel_id = ? and secret_hash = ? and retired_at is null""";

  private ChannelTouch() {}

  static boolean touch(AcrossTenants.Reach reach, String channelId, byte[] hash, Instant now) {
    try (Connection connection = reach.connection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setString(2, channelId);
      statement.setBytes(3, hash);
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("a notice could not be stored", e);
    }
  }
}
