package io.concordat.app;

import com.zaxxer.hikari.HikariDataSource;
import io.concordat.app.settings.Settings;
import io.concordat.identity.Tokens;
import io.concordat.identity.UserDirectory;
import io.concordat.sql.Database;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.ScopedTenancy;
import io.concordat.tenant.TenantTransactions;
import io.concordat.tenant.Tenants;
import java.time.InstantSource;
import javax.sql.DataSource;

/** What everything else stands on, put together by hand. Starts no thread that does work. */
public final class Ground implements AutoCloseable {
  private final Settings settings;
  private final InstantSource clock;
  private final HikariDataSource pool;
  private final ScopedTenancy tenancy;
  private final TenantTransactions transactions;
  private final AcrossTenants across;
  private final Tenants tenants;
  private final UserDirectory users;
  private final Tokens tokens;

  private Ground(Settings settings, Database database, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.pool = Pools.open(database, settings.poolSize());
    this.tenancy = new ScopedTenancy();
    this.transactions = new TenantTransactions(tenancy, pool);
    this.across = new AcrossTenants(pool);
    this.tenants = new Tenants(across, clock);
    this.users = new UserDirectory(clock);
    this.tokens = new Tokens(tenancy, transactions, across, clock);
  }

  /** The database runs and is migrated. */
  public static Ground open(Settings settings, Database database, InstantSource clock) {
    return new Ground(settings, database, clock);
  }

  public Settings settings() {
    return settings;
  }

  public InstantSource clock() {
    return clock;
  }

  /** The running role's connections, without a tenant; for what has to be outside of any. */
  public DataSource pool() {
    return pool;
  }

  public ScopedTenancy tenancy() {
    return tenancy;
  }

  public TenantTransactions transactions() {
    return transactions;
  }

  public AcrossTenants across() {
    return across;
  }

  public Tenants tenants() {
    return tenants;
  }

  public UserDirectory users() {
    return users;
  }

  public Tokens tokens() {
    return tokens;
  }

  @Override
  public void close() {
    tenancy.close();
    pool.close();
  }
}
