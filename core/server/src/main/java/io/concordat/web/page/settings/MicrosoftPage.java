package io.concordat.web.page.settings;

import io.concordat.identity.Permissions;
import io.concordat.microsoft.Bindings;
import io.concordat.microsoft.ProfileStore;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.Ports;
import io.concordat.web.PublicUrl;
import io.concordat.web.page.Item;
import io.concordat.web.page.Listed;
import io.concordat.web.page.Pages;
import io.concordat.web.page.View;
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
import java.util.Set;

/** The tenant's app registrations at Microsoft, and who is served by which. */
@Controller("/settings/integrations/providers")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class MicrosoftPage implements Listed {
  static final String ID = "providers";

  /** More than anybody has; the API pages through whatever there is. */
  private static final int MOST = 200;

  private final Pages pages;
  private final Transactions transactions;
  private final ProfileStore profiles;
  private final Bindings bindings;
  private final Ports ports;
  private final PublicUrl publicUrl;

  MicrosoftPage(
      Pages pages,
      Transactions transactions,
      ProfileStore profiles,
      Bindings bindings,
      Ports ports,
      PublicUrl publicUrl) {
    this.pages = pages;
    this.transactions = transactions;
    this.profiles = profiles;
    this.bindings = bindings;
    this.ports = ports;
    this.publicUrl = publicUrl;
  }

  @Override
  public Item item() {
    return new Item(
        ID,
        Item.Section.SETTINGS,
        "/settings/integrations/providers",
        10,
        Set.of(Permissions.SETTINGS_READ));
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    return pages.show(
        request,
        ID,
        visitor ->
            new View(
                "settings/microsoft.jte", visitor.words().t("microsoft.title"), view(visitor)));
  }

  private MicrosoftView view(Visitor visitor) {
    var consumers = ports.microsoftConsumers();
    return transactions.call(
        tx ->
            MicrosoftView.of(
                profiles.page(tx, Optional.empty(), MOST),
                bindings.all(tx),
                consumers,
                publicUrl,
                visitor.now(),
                ProviderTabs.of(ports, ProviderTabs.Tab.MICROSOFT)));
  }
}
