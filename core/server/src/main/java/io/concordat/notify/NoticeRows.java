package io.concordat.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.notify.NoticeBoard.Line;
import io.concordat.spi.notice.Notice;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code notifications}. */
final class NoticeRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private NoticeRows() {}

  /** False: it says what it said before. */
  static boolean raise(Tx tx, UserId to, UUID id, Notice notice, Instant now) {
    return Handles.of(tx)
            .createUpdate(
                """
            insert into notifications as n (tenant_id, id, user_id, plugin, cause, kind, count,
              arguments, link, raised_at, renewed_at)
            values (:tenant, :id, :user, :plugin, :cause, :kind, :count, cast(:arguments as jsonb),
              :link, :now, :now)
            on conflict (tenant_id, user_id, cause) where settled_at is null do update set
              kind = excluded.kind, count = excluded.count, arguments = excluded.arguments,
              link = excluded.link,
              renewed_at = case when excluded.count > n.count then excluded.renewed_at
                else n.renewed_at end,
              read_at = case when excluded.count > n.count then null else n.read_at end
            where (n.kind, n.count, n.arguments, n.link)
              is distinct from (excluded.kind, excluded.count, excluded.arguments, excluded.link)""")
            .bind("tenant", tx.tenant().value())
            .bind("id", id)
            .bind("user", to.value())
            .bind("plugin", notice.plugin())
            .bind("cause", notice.cause())
            .bind("kind", notice.kind())
            .bind("count", notice.count())
            .bind("arguments", json(notice.arguments()))
            .bind("link", notice.link())
            .bind("now", now.atOffset(ZoneOffset.UTC))
            .execute()
        > 0;
  }

  /** Whose they were. */
  static List<UserId> settle(Tx tx, String cause, Instant now) {
    return Handles.of(tx)
        .createQuery(
            """
            update notifications set settled_at = :now
            where tenant_id = :tenant and cause = :cause and settled_at is null
            returning user_id""")
        .bind("tenant", tx.tenant().value())
        .bind("cause", cause)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .mapTo(UUID.class)
        .map(UserId::new)
        .list();
  }

  static void forget(Tx tx, UserId user, Instant before) {
    Handles.of(tx)
        .createUpdate(
            """
            delete from notifications
            where tenant_id = :tenant and user_id = :user and settled_at < :before""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static List<Line> of(Tx tx, UserId user, boolean unread, Optional<UUID> after, int limit) {
    return Handles.of(tx)
        .createQuery(
            """
            select * from notifications n
            where n.tenant_id = :tenant and n.user_id = :user
              and (not :unread or (n.read_at is null and n.settled_at is null))
              and (cast(:after as uuid) is null or (n.raised_at, n.id) < (
                select raised_at, id from notifications
                where tenant_id = :tenant and user_id = :user and id = cast(:after as uuid)))
            order by n.raised_at desc, n.id desc limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("unread", unread)
        .bind("after", after.orElse(null))
        .bind("limit", limit)
        .map((rows, context) -> line(rows))
        .list();
  }

  static boolean knows(Tx tx, UserId user, UUID id) {
    return Handles.of(tx)
        .createQuery(
            """
            select exists (select 1 from notifications
              where tenant_id = :tenant and user_id = :user and id = :id)""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  static int unread(Tx tx, UserId user) {
    return Handles.of(tx)
        .createQuery(
            """
            select count(*) from notifications where tenant_id = :tenant and user_id = :user
              and read_at is null and settled_at is null""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .mapTo(Integer.class)
        .one();
  }

  /** False: nothing of it was unread. */
  static boolean read(Tx tx, UserId user, Optional<UUID> id, Instant now) {
    return Handles.of(tx)
            .createUpdate(
                """
            update notifications set read_at = :now
            where tenant_id = :tenant and user_id = :user and read_at is null
              and (cast(:id as uuid) is null or id = cast(:id as uuid))""")
            .bind("tenant", tx.tenant().value())
            .bind("user", user.value())
            .bind("id", id.orElse(null))
            .bind("now", now.atOffset(ZoneOffset.UTC))
            .execute()
        > 0;
  }

  private static Line line(ResultSet rows) throws SQLException {
    return new Line(
        rows.getObject("id", UUID.class),
        new Notice(
            rows.getString("plugin"),
            rows.getString("cause"),
            rows.getString("kind"),
            rows.getInt("count"),
            texts(rows.getString("arguments")),
            rows.getString("link")),
        at(rows, "raised_at").orElseThrow(),
        at(rows, "renewed_at").orElseThrow(),
        at(rows, "read_at"),
        at(rows, "settled_at"));
  }

  private static Optional<Instant> at(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static String json(List<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("arguments that are no JSON", e);
    }
  }

  private static List<String> texts(String json) throws SQLException {
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new SQLException("notifications.arguments is damaged", e);
    }
  }
}
