package io.concordat.web.page.profile;

import io.concordat.identity.Sessions;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.page.Item;
import io.concordat.web.page.Listed;
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

/** Where one is signed in. */
@Controller("/profile/sessions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class SessionsPage implements Listed {
  private final Leaf leaf;
  private final Transactions transactions;
  private final Sessions sessions;

  SessionsPage(Pages pages, Transactions transactions, Sessions sessions) {
    this.leaf = new Leaf(pages, "sessions", 30);
    this.transactions = transactions;
    this.sessions = sessions;
  }

  @Override
  public Item item() {
    return leaf.item();
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return leaf.show(request, this::view);
  }

  private SessionsView view(Visitor visitor) {
    Caller caller = visitor.caller();
    return new SessionsView(
        transactions.call(tx -> sessions.of(tx, caller.user())), caller.session(), visitor.now());
  }
}
