package io.concordat.app;

import com.zaxxer.hikari.HikariDataSource;
import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.Settings;
import io.concordat.audit.AuditLog;
import io.concordat.channel.RoutedChannels;
import io.concordat.google.GoogleAppStore;
import io.concordat.google.GoogleProbe;
import io.concordat.identity.Identity;
import io.concordat.identity.Sessions;
import io.concordat.identity.Tokens;
import io.concordat.identity.UserDirectory;
import io.concordat.job.DurableJobs;
import io.concordat.job.Pollers;
import io.concordat.meter.PrometheusMeters;
import io.concordat.microsoft.Bindings;
import io.concordat.microsoft.EntraClient;
import io.concordat.microsoft.ProfileStore;
import io.concordat.notify.NoticeBoard;
import io.concordat.oauth.StoredStates;
import io.concordat.outbox.Dispatcher;
import io.concordat.outbox.Feed;
import io.concordat.outbox.StoredOutbox;
import io.concordat.outbox.Tail;
import io.concordat.secret.KeyRing;
import io.concordat.secret.TenantSecrets;
import io.concordat.spi.Addresses;
import io.concordat.sql.Database;
import io.concordat.sso.Dns;
import io.concordat.sso.NameServers;
import io.concordat.sso.Sso;
import io.concordat.sso.Start;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Lookups;
import io.concordat.tenant.ScopedTenancy;
import io.concordat.tenant.TenantTransactions;
import io.concordat.tenant.Tenants;
import io.concordat.web.live.LiveStreams;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;

/** What everything else stands on, put together by hand. Runs nothing by itself. */
public final class Ground implements AutoCloseable {
  private final Settings settings;
  private final InstantSource clock;
  private final HikariDataSource pool;
  private final PrometheusMeters meters = new PrometheusMeters();
  private final ScopedTenancy tenancy = new ScopedTenancy();
  private final TenantTransactions transactions;
  private final AcrossTenants across;
  private final Tenants tenants;
  private final Identity identity;
  private final AuditLog audit;
  private final NoticeBoard notices;
  private final KeyRing keyRing;
  private final TenantSecrets secrets;
  private final GoogleAppStore googleApps;
  private final GoogleProbe googleProbe;
  private final ProfileStore microsoftProfiles;
  private final Bindings microsoftBindings;
  private final EntraClient entra;
  private final StoredStates oauthStates;
  private final RoutedChannels channels;
  private final Pollers pollers = new Pollers(meters);
  private final StoredOutbox outbox;
  private final Feed feed = new Feed();
  private final Tail tail;
  private final LiveStreams live;
  private final DurableJobs jobs;
  private final Sso sso;

  private Ground(Settings settings, Database database, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.keyRing = EncryptionKey.of(settings);
    this.secrets = new TenantSecrets(keyRing, clock);
    this.pool = Pools.open(database, settings.poolSize(), meters.registry());
    this.transactions = new TenantTransactions(tenancy, pool);
    this.across = new AcrossTenants(pool);
    this.tenants = new Tenants(across, clock);
    this.audit = new AuditLog(across, clock, meters);
    this.identity = Identity.over(tenancy, transactions, across, tenants, audit, clock);
    this.oauthStates = new StoredStates(tenancy, transactions, across, secrets, audit, clock);
    this.channels = new RoutedChannels(across, audit, clock);
    this.outbox = new StoredOutbox(clock, () -> pollers.wakeAll(Dispatcher.POLLERS));
    this.notices = new NoticeBoard(outbox, clock);
    this.tail = new Tail(tenancy, transactions, feed, clock);
    this.live = new LiveStreams(tail, identity.sessions(), tenancy, transactions, clock);
    this.googleApps = new GoogleAppStore(secrets, outbox, clock);
    this.googleProbe = new GoogleProbe(settings.addresses().googleToken());
    this.microsoftProfiles = new ProfileStore(secrets, outbox, clock);
    this.microsoftBindings = new Bindings(outbox, clock, new Lookups(tenancy, pool));
    this.entra = new EntraClient(settings.addresses().microsoftLogin());
    this.jobs = new DurableJobs(across, pollers, clock);
    this.sso = sso();
    meters.gauge("concordat.jobs.overdue", Map.of(), jobs, DurableJobs::overdue);
    meters.gauge("concordat.jobs.late.seconds", Map.of(), jobs, DurableJobs::late);
    meters.gauge("concordat.live.streams", Map.of(), live, LiveStreams::count);
    meters.gauge("concordat.channels.dirty", Map.of(), channels, RoutedChannels::waiting);
  }

  private Sso sso() {
    Addresses addresses = settings.addresses();
    return Sso.of(
        new Sso.Base(
            tenancy,
            transactions,
            across,
            tenants,
            identity.users(),
            identity.sessions(),
            microsoftProfiles,
            audit,
            clock),
        new Sso.World(
            dns(settings),
            entra,
            new Start.Places(addresses.publicUrl(), addresses.microsoftLogin())));
  }

  private static Dns dns(Settings settings) {
    try {
      return NameServers.at(settings.setting("CONCORDAT_DNS_SERVER"));
    } catch (IllegalArgumentException e) {
      throw new CannotStart("CONCORDAT_DNS_SERVER must be host or host:port, such as 9.9.9.9.", e);
    }
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

  public PrometheusMeters meters() {
    return meters;
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
    return identity.users();
  }

  public Tokens tokens() {
    return identity.tokens();
  }

  public Sessions sessions() {
    return identity.sessions();
  }

  public Identity identity() {
    return identity;
  }

  public AuditLog audit() {
    return audit;
  }

  public NoticeBoard notices() {
    return notices;
  }

  KeyRing keyRing() {
    return keyRing;
  }

  public TenantSecrets secrets() {
    return secrets;
  }

  public GoogleAppStore googleApps() {
    return googleApps;
  }

  public GoogleProbe googleProbe() {
    return googleProbe;
  }

  public ProfileStore microsoftProfiles() {
    return microsoftProfiles;
  }

  public Bindings microsoftBindings() {
    return microsoftBindings;
  }

  public EntraClient entra() {
    return entra;
  }

  public Sso signInWithMicrosoft() {
    return sso;
  }

  public StoredStates oauthStates() {
    return oauthStates;
  }

  public RoutedChannels channels() {
    return channels;
  }

  public StoredOutbox outbox() {
    return outbox;
  }

  public Feed feed() {
    return feed;
  }

  public Tail tail() {
    return tail;
  }

  /** Of pages that are open on this node. */
  public LiveStreams live() {
    return live;
  }

  public DurableJobs jobs() {
    return jobs;
  }

  public Pollers pollers() {
    return pollers;
  }

  /** After everything that uses it has stopped. */
  @Override
  public void close() {
    googleProbe.close();
    entra.close();
    tenancy.close();
    pool.close();
  }
}
