package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.app.Ground;
import io.concordat.app.HttpDoor;
import io.concordat.app.settings.Settings;
import io.concordat.ee.calendar.CalendarPlugin;
import io.concordat.identity.NewToken;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.job.JobRunner;
import io.concordat.microsoft.Consumers;
import io.concordat.microsoft.CredentialChange;
import io.concordat.microsoft.ProfileChange;
import io.concordat.outbox.Dispatcher;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.job.Poller;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.teams.TeamsIntegration;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Database;
import io.concordat.tenant.Erasure;
import io.concordat.web.HttpShell;
import io.concordat.web.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * One installation with the plugin and both vendors' twins. Nothing runs by itself: {@link #settle}
 * cranks listeners, pollers and jobs until nothing is left to do.
 */
public final class House implements AutoCloseable, Planning, Connecting {
  private static final Set<String> ALL = Set.of("calendar:connect", "user_schedule:all");

  public final Google google;
  public final Microsoft microsoft;
  public final Breakable breaks = new Breakable();
  public final List<String> refusals = new ArrayList<>();
  private final Database database;
  private final Ground ground;
  private final StoredSchedule schedule;
  private final Door door = new Door(() -> offer().calendarSync(), (body, reply) -> {});
  private Duration ahead = Duration.ZERO;
  private Offer offer = Offer.NOTHING;
  private Dispatcher dispatcher;
  private JobRunner jobs;

  private House(Database database, Map<String, String> more, InstantSource base, Google google) {
    this.google = google;
    this.microsoft = new Microsoft();
    InstantSource clock = () -> base.instant().plus(ahead);
    var environment = new HashMap<String, String>();
    environment.put("CONCORDAT_PUBLIC_URL", door.address());
    environment.put("CONCORDAT_GOOGLE_OAUTH_BASE_URL", google.base());
    environment.put("CONCORDAT_GOOGLE_API_BASE_URL", google.base());
    environment.put("CONCORDAT_MICROSOFT_LOGIN_BASE_URL", microsoft.base());
    environment.put("CONCORDAT_GRAPH_BASE_URL", microsoft.base());
    environment.put("CONCORDAT_CALENDAR_POLL_INTERVAL", "off");
    environment.put("CONCORDAT_CALENDAR_SWEEP_INTERVAL", "off");
    environment.putAll(more);
    google.client(door.address() + google.callbackPath());
    microsoft.client(door.address() + microsoft.callbackPath());
    this.database = database;
    ground = Ground.open(Settings.read(environment, folder(), 8080), database, clock);
    schedule = new StoredSchedule(ground.outbox(), clock);
    dispatcher = dispatcher();
    jobs = jobs();
    restart();
  }

  public static House open() {
    return open(Map.of());
  }

  public static House open(Map<String, String> environment) {
    return open(environment, Postgres.copy(), TwinClock.system());
  }

  /** On a database that is there already; it is brought up to date first, as at any start. */
  public static House open(Database database, Map<String, String> environment) {
    Postgres.migrate(database);
    return open(environment, database, TwinClock.system());
  }

  private static House open(Map<String, String> environment, Database database, TwinClock clock) {
    return new House(database, environment, InstantSource.system(), new Google(clock));
  }

  /** The product and Google have one clock, which stands still until the test moves it. */
  public static House on(TwinClock clock) {
    return new House(Postgres.copy(), Map.of(), clock, new Google(clock));
  }

  private static Path folder() {
    try {
      return Files.createDirectories(Path.of("target", "test-data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A notice of Google's as it comes in; the status that goes out. */
  public int notice(Map<String, String> headers) {
    return Door.status(port().googleWebhook(new Notice(headers, Map.of(), "")));
  }

  /** The secret of a channel of Google's, once Google has said it. */
  public Optional<String> token(String channel) {
    return door.token(channel);
  }

  @Override
  public Offer offer() {
    return offer;
  }

  private CalendarSync port() {
    return offer.calendarSync().orElseThrow();
  }

  /** The process stops and starts again; what was in memory is gone. */
  public void restart() {
    dispatcher.close();
    jobs.close();
    offer.close().run();
    // Runs are asked for one after another.
    advance(Duration.ofSeconds(5));
    offer = new CalendarPlugin().start(lent());
    dispatcher = dispatcher();
    jobs = jobs();
  }

  /** What core lends to the plugin. */
  public PluginContext lent() {
    Audit audit = new Listening(ground.audit(), refusals);
    return new Lent(ground, schedule, breaks.over(ground.transactions()), audit);
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(
        ground.pool(),
        ground.tenancy(),
        ground.transactions(),
        offer.listeners(),
        ground.clock(),
        ground.meters());
  }

  private JobRunner jobs() {
    return new JobRunner(
        ground.pool(),
        ground.jobs(),
        ground.tenancy(),
        offer.jobs(),
        ground.clock(),
        ground.meters());
  }

  /** The product's clock goes on; the twin's does not. */
  public void advance(Duration step) {
    ahead = ahead.plus(step);
  }

  public TenantId tenant(String name) {
    TenantId tenant = ground.tenants().create(name);
    googleApp(tenant, Google.CLIENT, google.secret());
    bind(tenant, profile(tenant, "first", Microsoft.CLIENT, microsoft.secret()));
    return tenant;
  }

  /** The same installation as an administrator reaches it. */
  public HttpShell http() {
    return http(0);
  }

  public HttpShell http(int port) {
    var plugin = new CalendarPlugin();
    Ports ports =
        new Ports(
            port(),
            new TeamsIntegration() {},
            "EE",
            Map.of(),
            plugin.googleConsumers(),
            Consumers.with(plugin.microsoftConsumers()),
            List.of(),
            Map.of(plugin.id(), offer));
    return HttpShell.start(port, ports, HttpDoor.backing(ground, schedule));
  }

  /** An API token of an administrator of the tenant. */
  public String adminToken(TenantId tenant) {
    NewUser draft = new NewUser("admin@" + tenant + ".example", "A", Role.ADMIN, Optional.empty());
    return token(tenant, in(tenant, tx -> ground.users().create(tx, draft).orElseThrow()));
  }

  /** An API token of a user. */
  public String token(TenantId tenant, UserId user) {
    return in(tenant, tx -> ground.tokens().create(tx, NewToken.of(user, "test")).token().reveal());
  }

  /** From now on this is the tenant's app at Google. */
  public void googleApp(TenantId tenant, String client, String secret) {
    in(
        tenant,
        tx -> {
          ground.googleApps().put(tx, new GoogleApp(client, Secret.of(secret)));
          return true;
        });
  }

  public int disconnectGoogle(TenantId tenant, UserId by) {
    var held = offer.googleConnections().orElseThrow();
    ground.tenancy().run(tenant, held::farewell);
    return in(
        tenant,
        tx -> {
          int count = held.count(tx);
          return held.disconnectAll(tx, by) == count ? count : -1;
        });
  }

  /** Changes the profile that serves the tenant's Outlook calendars. */
  public void change(TenantId tenant, Optional<String> client, Credential credential) {
    var change =
        new ProfileChange(
            Optional.empty(), client, Optional.empty(), new CredentialChange.Replace(credential));
    in(
        tenant,
        tx -> {
          UUID id = ground.microsoftBindings().find(tx, "calendar").orElseThrow().profile().id();
          var locked = ground.microsoftProfiles().lock(tx, id).orElseThrow();
          return ground.microsoftProfiles().update(tx, locked, change, "test");
        });
  }

  /** A Microsoft profile of the tenant; its id. */
  public UUID profile(TenantId tenant, String name, String client, String secret) {
    return in(tenant, tx -> microsoft.profile(ground, tx, name, client, secret));
  }

  /** From now on this profile serves the tenant's Outlook calendars. */
  public void bind(TenantId tenant, UUID profile) {
    in(tenant, tx -> ground.microsoftBindings().bind(tx, "calendar", profile, "test"));
  }

  public void unbind(TenantId tenant) {
    in(tenant, tx -> ground.microsoftBindings().unbind(tx, "calendar", "test"));
  }

  public UserId user(TenantId tenant, String email) {
    NewUser draft = new NewUser(email, email, Role.TECHNICIAN, Optional.empty());
    return in(tenant, tx -> ground.users().create(tx, draft).orElseThrow());
  }

  @Override
  public <T> T in(TenantId tenant, Transactions.Work<T> work) {
    return ground.tenancy().in(tenant, () -> ground.transactions().call(work));
  }

  @Override
  public <T> T within(TenantId tenant, Callable<T> work) {
    return ground.tenancy().in(tenant, work);
  }

  @Override
  public Google google() {
    return google;
  }

  public Caller caller(TenantId tenant, UserId user) {
    return new Caller(tenant, user, ALL);
  }

  public record Answer(int status, JsonNode body, Map<String, String> headers) {
    public String id() {
      return body.path("id").asText();
    }
  }

  /** Listeners, pollers and jobs, until nothing is left that is due. */
  @Override
  public void settle() {
    for (int i = 0; i < 60; i++) {
      dispatcher.crank();
      offer.pollers().stream().map(Poller::work).forEach(Runnable::run);
      if (ground.jobs().overdue() == 0) {
        return;
      }
      jobs.crank();
    }
    throw new IllegalStateException("it does not come to rest");
  }

  /** Settles until the condition holds; for what the twin delivers by itself. */
  public void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    do {
      settle();
      if (condition.getAsBoolean()) {
        return;
      }
      Thread.onSpinWait();
    } while (System.nanoTime() < end);
    throw new IllegalStateException("waited in vain: " + what);
  }

  /** Deletes the tenant, as the administration does. */
  public Map<String, Long> erase(TenantId tenant) {
    ground.tenancy().run(tenant, () -> new CalendarPlugin().leaving(lent()));
    Erasure erasure = new Erasure(ground.across(), ground.clock());
    erasure.begin(tenant);
    return erasure.erase(tenant);
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  @Override
  public void close() {
    dispatcher.close();
    jobs.close();
    offer.close().run();
    door.close();
    google.close();
    microsoft.close();
    ground.close();
    Postgres.hear(database);
  }
}
