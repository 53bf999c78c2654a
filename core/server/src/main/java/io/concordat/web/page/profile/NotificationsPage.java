package io.concordat.web.page.profile;

import io.concordat.notify.NoticeBoard;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.page.Item;
import io.concordat.web.page.Listed;
import io.concordat.web.page.NoticeWords;
import io.concordat.web.page.Pages;
import io.concordat.web.page.Visitor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** What waits for one, and what has. */
@Controller("/profile/notifications")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class NotificationsPage implements Listed {
  private static final int MOST = 50;

  private final Leaf leaf;
  private final Transactions transactions;
  private final NoticeBoard board;
  private final NoticeWords words;

  NotificationsPage(Pages pages, Transactions transactions, NoticeBoard board, NoticeWords words) {
    this.leaf = new Leaf(pages, "notifications", 15);
    this.transactions = transactions;
    this.board = board;
    this.words = words;
  }

  @Override
  public Item item() {
    return leaf.item();
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return leaf.show(request, visitor -> view(request, visitor));
  }

  private NotificationsView view(HttpRequest<?> request, Visitor visitor) {
    var user = visitor.caller().user();
    var lines = transactions.call(tx -> board.of(tx, user, false, Optional.empty(), MOST));
    return new NotificationsView(
        lines.stream()
            .map(line -> new NotificationsView.Row(line, words.of(request, line.notice())))
            .toList(),
        visitor.now());
  }
}
