package io.concordat.web.page.profile;

import io.concordat.notify.NoticeBoard;
import java.time.Instant;
import java.util.List;

/** The newest notices, in words. */
public record NotificationsView(List<Row> rows, Instant now) {
  public NotificationsView {
    rows = List.copyOf(rows);
  }

  /** One notice and what it says. */
  public record Row(NoticeBoard.Line line, String text) {}

  public boolean anyUnread() {
    return rows.stream().anyMatch(row -> row.line().unread());
  }
}
