package io.concordat.web.page.profile;

import io.concordat.identity.Permissions;
import io.concordat.identity.Tokens;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.Ports;
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

/** One's own API tokens. */
@Controller("/profile/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class TokensPage implements Listed {
  private final Leaf leaf;
  private final Transactions transactions;
  private final Tokens tokens;
  private final Ports ports;

  TokensPage(Pages pages, Transactions transactions, Tokens tokens, Ports ports) {
    this.leaf = new Leaf(pages, "tokens", 40);
    this.transactions = transactions;
    this.tokens = tokens;
    this.ports = ports;
  }

  @Override
  public Item item() {
    return leaf.item();
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return leaf.show(request, this::view);
  }

  private TokensView view(Visitor visitor) {
    Caller caller = visitor.caller();
    return new TokensView(
        transactions.call(tx -> tokens.of(tx, caller.user())),
        caller.permissions().stream().filter(this::means).sorted().toList(),
        caller.may(Permissions.TOKENS_MANAGE),
        visitor.now());
  }

  /** What this edition does not do needs no permission here. */
  private boolean means(String scope) {
    return !scope.equals(Permissions.CALENDAR_CONNECT)
        || ports.calendarSync().unavailable().isEmpty();
  }
}
