package io.concordat.web.page.settings;

import io.concordat.spi.tenant.Transactions;
import io.concordat.sso.LoginDomains;
import io.concordat.web.Ports;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Which domains are the tenant's, and how it proves that. */
@Controller("/settings/integrations/providers/domains")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class DomainsPage {
  private final Pages pages;
  private final Transactions transactions;
  private final LoginDomains domains;
  private final ProviderTabs tabs;

  DomainsPage(Pages pages, Transactions transactions, LoginDomains domains, Ports ports) {
    this.pages = pages;
    this.transactions = transactions;
    this.domains = domains;
    this.tabs = ProviderTabs.of(ports, ProviderTabs.Tab.DOMAINS);
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return pages.show(
        request,
        MicrosoftPage.ID,
        visitor ->
            new View(
                "settings/domains.jte",
                visitor.words().t("domains.title"),
                new DomainsView(transactions.call(domains::all), visitor.now(), tabs)));
  }
}
