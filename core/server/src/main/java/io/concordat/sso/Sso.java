package io.concordat.sso;

import io.concordat.identity.Sessions;
import io.concordat.identity.UserDirectory;
import io.concordat.microsoft.EntraClient;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.Transactions;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Tenants;
import java.time.InstantSource;

/** The room, put together. */
public record Sso(LoginDomains domains, Identities identities, Start start, Finish finish) {
  /** What of the rest it stands on. */
  public record Base(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      Tenants tenants,
      UserDirectory users,
      Sessions sessions,
      MicrosoftProfiles profiles,
      Audit audit,
      InstantSource clock) {}

  /** Who is asked in the world outside. */
  public record World(Dns dns, EntraClient entra, Start.Places places) {}

  public static Sso of(Base base, World world) {
    Journal journal = new Journal(base.audit());
    LoginDomains domains =
        new LoginDomains(
            base.tenancy(),
            base.transactions(),
            base.across(),
            world.dns(),
            base.audit(),
            base.clock());
    Identities identities = new Identities(base.users(), base.sessions(), base.clock());
    Start start =
        new Start(
            base.tenancy(),
            base.transactions(),
            base.tenants(),
            domains,
            base.profiles(),
            journal,
            world.places(),
            base.clock());
    Finish finish =
        new Finish(
            base.tenancy(),
            base.transactions(),
            base.across(),
            base.profiles(),
            world.entra(),
            new Directories(world.places().login(), base.clock()),
            new Admission(base.users(), identities, domains),
            base.sessions(),
            journal,
            base.clock());
    return new Sso(domains, identities, start, finish);
  }
}
