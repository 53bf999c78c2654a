package io.concordat.dist.scene;

import io.concordat.dist.calendar.Provider;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;

/**
 * A tenant's Microsoft 365.
 *
 * @param client the tenant's own application
 * @param observer another application, with which the people look at their calendars themselves
 */
public record Outlook(TwinControl twin, TwinControl.Client client, TwinControl.Client observer) {

  /** Registers the applications; the tenant stores the profile and binds calendars to it. */
  public static Outlook join(Cast cast, TwinControl twin, String publicUrl) {
    TwinControl.Client client = twin.client(publicUrl + "/api/auth/microsoft/calendar/callback");
    Outlook outlook = new Outlook(twin, client, twin.beside(client, publicUrl + "/observer"));
    cast.tenant().microsoftApp(client);
    return outlook;
  }

  /** The mailbox at the vendor and a provider that is not connected yet. */
  public Person person(Technician technician, String timeZone) {
    TwinControl.Account account = twin.account(technician.email(), timeZone, observer);
    Provider provider =
        Provider.create(
            technician,
            "microsoft",
            Rest.object()
                .put("name", technician.name() + "'s Outlook")
                .put("calendarId", "calendar"));
    return new Person(technician, account, twin, twin.outlook(account), provider);
  }
}
