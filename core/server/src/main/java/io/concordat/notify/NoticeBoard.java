package io.concordat.notify;

import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.notice.Notice;
import io.concordat.spi.notice.Notices;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The notices of a tenant's users. */
public final class NoticeBoard implements Notices {
  /** What was settled is forgotten after this. */
  private static final Duration KEPT = Duration.ofDays(90);

  /** A user's notices are others than before; the user is the subject. */
  public static final String CHANGED = "NOTIFICATION_CHANGED";

  private final Outbox outbox;
  private final InstantSource clock;

  public NoticeBoard(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * A notice as its user sees it.
   *
   * @param renewedAt when it last said more than before
   */
  public record Line(
      UUID id,
      Notice notice,
      Instant raisedAt,
      Instant renewedAt,
      Optional<Instant> readAt,
      Optional<Instant> settledAt) {
    public boolean unread() {
      return readAt.isEmpty() && settledAt.isEmpty();
    }
  }

  @Override
  public void raise(Tx tx, UserId to, Notice notice) {
    Instant now = clock.instant();
    NoticeRows.forget(tx, to, now.minus(KEPT));
    if (NoticeRows.raise(tx, to, UUID.randomUUID(), notice, now)) {
      changed(tx, to);
    }
  }

  private void changed(Tx tx, UserId user) {
    outbox.append(tx, new Event(CHANGED, user.value(), "notice", Map.of()));
  }

  @Override
  public void settle(Tx tx, String cause) {
    NoticeRows.settle(tx, cause, clock.instant()).forEach(user -> changed(tx, user));
  }

  /** Of a user, the newest first. */
  public List<Line> of(Tx tx, UserId user, boolean unread, Optional<UUID> after, int limit) {
    return NoticeRows.of(tx, user, unread, after, limit);
  }

  /** Whether it is one of this user's. */
  public boolean knows(Tx tx, UserId user, UUID id) {
    return NoticeRows.knows(tx, user, id);
  }

  /** How many the user has not read that still wait. */
  public int unread(Tx tx, UserId user) {
    return NoticeRows.unread(tx, user);
  }

  /** One, or all when none is named; what was read stays read. */
  public void read(Tx tx, UserId user, Optional<UUID> id) {
    if (NoticeRows.read(tx, user, id, clock.instant())) {
      changed(tx, user);
    }
  }
}
