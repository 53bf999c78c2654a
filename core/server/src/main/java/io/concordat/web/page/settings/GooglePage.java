package io.concordat.web.page.settings;

import io.concordat.google.GoogleAppStore;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Ports;
import io.concordat.web.PublicUrl;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The tenant's own app at Google. Without anybody who uses it there is no such page. */
@Controller("/settings/integrations/providers/google")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class GooglePage {
  private final Pages pages;
  private final Transactions transactions;
  private final GoogleAppStore apps;
  private final Ports ports;
  private final PublicUrl publicUrl;

  GooglePage(
      Pages pages,
      Transactions transactions,
      GoogleAppStore apps,
      Ports ports,
      PublicUrl publicUrl) {
    this.pages = pages;
    this.transactions = transactions;
    this.apps = apps;
    this.ports = ports;
    this.publicUrl = publicUrl;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    if (ports.googleConsumers().isEmpty()) {
      return HttpResponse.status(HttpStatus.SEE_OTHER)
          .header(
              "Location", publicUrl.path() + ProviderTabs.Tab.MICROSOFT.path() + "?notice=moved")
          .header("Cache-Control", "no-store");
    }
    return pages.show(
        request,
        MicrosoftPage.ID,
        visitor ->
            new View(
                "settings/google.jte",
                visitor.words().t("google.title"),
                transactions.call(this::view)));
  }

  private GoogleView view(Tx tx) {
    return GoogleView.of(
        apps.setup(tx),
        ports.googleConsumers(),
        publicUrl,
        ports.googleConnections().stream().mapToInt(held -> held.count(tx)).sum(),
        ProviderTabs.of(ports, ProviderTabs.Tab.GOOGLE));
  }
}
