package io.concordat.web.page.profile;

import io.concordat.identity.Passwords;
import io.concordat.identity.UserDirectory;
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

/** One's own password. */
@Controller("/profile/password")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class PasswordPage implements Listed {
  private final Leaf leaf;
  private final Transactions transactions;
  private final UserDirectory users;

  PasswordPage(Pages pages, Transactions transactions, UserDirectory users) {
    this.leaf = new Leaf(pages, "password", 20);
    this.transactions = transactions;
    this.users = users;
  }

  @Override
  public Item item() {
    return leaf.item();
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return leaf.show(request, this::view);
  }

  private PasswordView view(Visitor visitor) {
    boolean has = transactions.call(tx -> users.hasPassword(tx, visitor.caller().user()));
    return new PasswordView(
        visitor.user().user().email(), has, Passwords.SHORTEST, Passwords.LONGEST);
  }
}
