package io.concordat.ee.calendar.simulation;

import io.concordat.app.Ground;
import io.concordat.app.settings.Settings;
import io.concordat.ee.calendar.house.Connecting;
import io.concordat.ee.calendar.house.Door;
import io.concordat.ee.calendar.house.Google;
import io.concordat.ee.calendar.house.Microsoft;
import io.concordat.ee.calendar.house.Planning;
import io.concordat.ee.calendar.house.Postgres;
import io.concordat.ee.calendar.simulation.Fate.Killed;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** One installation over one database, with both twins and one time; swept for every seed. */
final class Site implements Planning, Connecting, AutoCloseable {
  private static final Set<String> ALL =
      Set.of("calendar:connect", "user_schedule:all", "system_settings:update");

  /** Longer than the leases of a dead process. */
  private static final Duration LEASES = Duration.ofSeconds(31);

  private static final int ROUNDS = 80;

  final Time time = new Time();
  final Google google = new Google(time.google);
  final Microsoft microsoft = new Microsoft(time.microsoft);
  final Net net = new Net(this::port);
  final Map<String, Integer> deaths = Fate.noDeaths();
  final CRC32 trace = new CRC32();
  int kills;
  private final Door door = new Door(() -> Optional.of(net), (body, reply) -> {});
  private final Database database = Slate.steady(Postgres.copy());
  private final Ground ground;
  private final StoredSchedule schedule;
  private final Slate slate;
  private Random random = new Random(0);
  private Node.@Nullable Stage stage;
  private @Nullable Node node;

  Site() {
    var environment = new HashMap<String, String>();
    environment.put("CONCORDAT_PUBLIC_URL", door.address());
    environment.put("CONCORDAT_GOOGLE_OAUTH_BASE_URL", google.base());
    environment.put("CONCORDAT_GOOGLE_API_BASE_URL", google.base());
    environment.put("CONCORDAT_MICROSOFT_LOGIN_BASE_URL", microsoft.base());
    environment.put("CONCORDAT_GRAPH_BASE_URL", microsoft.base());
    ground = Ground.open(Settings.read(environment, folder(), 8080), database, time);
    schedule = new StoredSchedule(ground.outbox(), time);
    slate = new Slate(database);
  }

  private static Path folder() {
    try {
      return Files.createDirectories(Path.of("target", "test-data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything is as on the first day. */
  void restart(Random fortune, Node.Stage around) {
    stop();
    random = fortune;
    stage = around;
    trace.reset();
    kills = 0;
    net.restart();
    slate.wipe();
    google.control("reset", "");
    microsoft.control("reset", "");
    time.restart();
    google.client(door.address() + google.callbackPath());
    microsoft.client(door.address() + microsoft.callbackPath());
    google.control("quota", "{\"enabled\":false}");
    microsoft.control("quota", "{\"enabled\":false}");
    microsoft.control(
        "settings",
        "{\"accessTokenSeconds\":3600,\"pushCollectMillis\":0,\"refreshGraceSeconds\":86400,\"pushStateMinimum\":1000000}");
    begin();
  }

  private void begin() {
    node =
        new Node(
            ground,
            schedule,
            new Fate(deaths, trace),
            Objects.requireNonNull(stage),
            random::nextDouble);
  }

  private void stop() {
    if (node != null) {
      node.close();
      node = null;
    }
  }

  Node node() {
    return Objects.requireNonNull(node);
  }

  private CalendarSync port() {
    return node().offer.calendarSync().orElseThrow();
  }

  /** The process ends in good order, and another one begins. */
  void relieve() {
    stop();
    begin();
  }

  /** Whoever is dead is buried, and the next one begins once the dead one's leases are over. */
  boolean revive() {
    if (!node().fate.dead()) {
      return false;
    }
    kills++;
    stop();
    ground.jobs().freeAll();
    time.forward(time.instant().plus(LEASES));
    begin();
    return true;
  }

  /** Does something that may kill; whoever asked asks again. */
  <T> T survive(Callable<T> work) {
    while (true) {
      try {
        T result = work.call();
        if (!revive()) {
          return result;
        }
      } catch (Killed expected) {
        revive();
      } catch (RuntimeException e) {
        if (!revive()) {
          throw e;
        }
      } catch (Exception e) { // a step may throw anything checked: it ends the seed
        throw new IllegalStateException(e);
      }
    }
  }

  /** Everything that was done so far has been told. */
  void hear() {
    google.settle();
    microsoft.settle();
    slate.seen();
    net.hear(random, time.instant());
  }

  /** What is due now: notices, listeners, pollers, jobs. */
  @Override
  public void settle() {
    for (int i = 0; i < ROUNDS; i++) {
      hear();
      if (calm()) {
        return;
      }
    }
    throw new Wrong("rest", "it does not come to rest");
  }

  private boolean calm() {
    try {
      Instant now = time.instant();
      net.deliver(now);
      boolean calm = node().crank();
      hear();
      return !revive() && calm && net.next().filter(at -> !at.isAfter(now)).isEmpty();
    } catch (Killed expected) {
      revive();
      return false;
    } catch (RuntimeException e) {
      if (revive()) {
        return false;
      }
      throw e;
    }
  }

  /** When something happens next that nobody asks for. */
  Optional<Instant> next() {
    try (var connection = ground.pool().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select min(execution_time) from scheduled_tasks")) {
      rows.next();
      var found = Optional.ofNullable(rows.getTimestamp(1)).map(Timestamp::toInstant);
      return found.filter(at -> net.next().filter(at::isAfter).isEmpty()).or(net::next);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lives on until then, doing everything when it is due. */
  void live(Duration length) {
    Instant end = time.instant().plus(length);
    settle();
    for (Optional<Instant> next = next();
        next.filter(at -> !at.isAfter(end)).isPresent();
        next = next()) {
      time.forward(next.orElseThrow());
      settle();
    }
    time.forward(end);
    settle();
  }

  /** What helps to understand a failure. */
  List<String> evidence() {
    var lines = new ArrayList<>(slate.evidence());
    lines.add("now " + time.instant() + ", trace " + Long.toHexString(trace.getValue()));
    return lines;
  }

  /** Whether anybody has something to do. */
  boolean dirty() {
    return !ground.channels().dirty(1).isEmpty();
  }

  /** Whose channel it is. */
  Optional<UUID> owner(Tx tx, String channel) {
    try (var statement =
        tx.connection().prepareStatement("select owner from route_channels where channel_id = ?")) {
      statement.setString(1, channel);
      var rows = statement.executeQuery();
      return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Entries that the sync changed, in the order of their ids. */
  List<String> changedBySync(TenantId tenant) {
    String all =
        value(
            tenant,
            """
            select coalesce(string_agg(distinct subject::text, ' '), '') from outbox
            where type like 'SCHEDULE_ENTRY_%' and cause = 'calendar_sync'""");
    return all.isEmpty() ? List.of() : List.of(all.split(" ", -1));
  }

  void execute(TenantId tenant, String sql, Object... arguments) {
    in(
        tenant,
        tx -> {
          try (var statement = tx.connection().prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
          }
        });
  }

  /** Whether the tenant's own key opens what is stored there. */
  boolean opens(TenantId tenant, String provider, String table) {
    String sql = "select refresh_token from " + table + " where provider_id = ?";
    return in(
        tenant,
        tx -> {
          try (var statement = tx.connection().prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(provider));
            var rows = statement.executeQuery();
            rows.next();
            byte[] sealed = rows.getBytes(1);
            ground.secrets().open(tx, provider, table + ".refresh_token", sealed);
            return true;
          } catch (UnreadableSecret unreadable) {
            return false;
          }
        });
  }

  TenantId tenant(String name) {
    TenantId tenant = ground.tenants().create(name);
    in(
        tenant,
        tx -> {
          ground.googleApps().put(tx, new GoogleApp(Google.CLIENT, Secret.of(google.secret())));
          microsoft.serve(ground, tx);
          return true;
        });
    return tenant;
  }

  UserId user(TenantId tenant, String email) {
    NewUser draft = new NewUser(email, email, Role.TECHNICIAN, Optional.empty());
    return in(tenant, tx -> ground.users().create(tx, draft).orElseThrow());
  }

  Caller caller(TenantId tenant, UserId user) {
    return new Caller(tenant, user, ALL);
  }

  @Override
  public Offer offer() {
    return node().offer;
  }

  @Override
  public Google google() {
    return google;
  }

  @Override
  public Schedule schedule() {
    return schedule;
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
  public void close() {
    stop();
    door.close();
    google.close();
    microsoft.close();
    ground.close();
    try {
      slate.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Postgres.hear(database);
  }
}
