package io.concordat.identity;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.TenantTransactions;
import io.concordat.tenant.Tenants;
import java.time.InstantSource;

/**
 * The room, put together.
 *
 * @param recent whom this node knows from a moment ago
 */
public record Identity(
    Recent recent,
    Passwords passwords,
    Sessions sessions,
    Tokens tokens,
    UserDirectory users,
    SignInLimits limits,
    SignIn signIn,
    Credentials credentials,
    Setup setup) {
  public static Identity over(
      Tenancy tenancy,
      TenantTransactions transactions,
      AcrossTenants across,
      Tenants tenants,
      Audit audit,
      InstantSource clock) {
    Recent recent = new Recent();
    InstallationKey key = new InstallationKey(across);
    Passwords passwords = new Passwords(key, Runtime.getRuntime().availableProcessors());
    Sessions sessions = new Sessions(tenancy, transactions, across, clock, recent);
    Tokens tokens = new Tokens(tenancy, transactions, across, clock, recent);
    UserDirectory users = new UserDirectory(clock, recent, key, passwords, sessions);
    SignInLimits limits = new SignInLimits(across, key, clock);
    Accounts accounts = new Accounts(tenancy, transactions, across, key);
    return new Identity(
        recent,
        passwords,
        sessions,
        tokens,
        users,
        limits,
        new SignIn(
            tenancy,
            transactions,
            tenants,
            accounts,
            passwords,
            limits,
            new Browsers(key),
            sessions,
            audit),
        new Credentials(tenancy, transactions, across, passwords, limits, sessions, audit, clock),
        new Setup(tenancy, transactions, across, tenants, users, sessions, audit, clock));
  }
}
