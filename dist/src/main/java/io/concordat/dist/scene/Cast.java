package io.concordat.dist.scene;

import io.concordat.dist.calendar.Provider;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Product;
import java.util.List;
import java.util.Locale;

/**
 * A tenant with people in it.
 *
 * @param client the tenant's own application
 * @param observer another application, with which the people look at their calendars themselves:
 *     the vendor counts its quota apart
 */
public record Cast(
    Tenant tenant, TwinControl twin, TwinControl.Client client, TwinControl.Client observer) {
  public static final String DOMAIN = "@northgate-msp.example";

  /** The shipped sample calendar knows the first three; the fourth has a mailbox at Microsoft. */
  public static final List<String> NAMES =
      List.of("Maya Okafor", "Tomas Lindqvist", "Priya Raman", "Jonas Weber");

  /** Makes the tenant and stores its own Google application. */
  public static Cast hire(Product.Plan plan, TwinControl twin) {
    return hire(plan, twin, plan.address().toString());
  }

  /** The same with another public address than the product's own. */
  public static Cast hire(Product.Plan plan, TwinControl twin, String publicUrl) {
    Tenant tenant = Tenant.create(plan, "Northgate MSP", "dispatch" + DOMAIN);
    return new Cast(
        tenant,
        twin,
        twin.client(publicUrl + "/api/auth/google/calendar/callback"),
        twin.client(publicUrl + "/observer"));
  }

  public void storeApp() {
    tenant.googleApp(client);
  }

  public Technician technician(String name) {
    return tenant.technician(name, email(name));
  }

  public static String email(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '.') + DOMAIN;
  }

  public TwinControl.Account account(Technician technician, String timeZone) {
    return twin.account(technician.email(), timeZone, observer);
  }

  /** The account at the vendor and a provider that is not connected yet. */
  public Person person(Technician technician, TwinControl.Account account) {
    Provider provider =
        Provider.create(
            technician,
            "google",
            Rest.object()
                .put("name", technician.name() + "'s calendar")
                .put("calendarId", "primary"));
    return new Person(technician, account, twin, twin.google(account), provider);
  }
}
