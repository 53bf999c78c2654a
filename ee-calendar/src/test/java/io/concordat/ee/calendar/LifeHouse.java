package io.concordat.ee.calendar;

import io.concordat.app.Ground;
import io.concordat.app.settings.Settings;
import io.concordat.ee.calendar.house.Breakable;
import io.concordat.ee.calendar.house.Breakable.Killed;
import io.concordat.ee.calendar.house.Lent;
import io.concordat.ee.calendar.house.Postgres;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.job.JobRunner;
import io.concordat.outbox.Dispatcher;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.job.Poller;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** The plugin, in an installation whose vendors and whose time belong to a test. */
final class LifeHouse implements AutoCloseable {
  final Breakable breaks = new Breakable();
  private final Database database = Postgres.copy();
  private final LifeWorld world;
  private final Map<String, String> settings;
  private String address;
  private Ground ground;
  private StoredSchedule schedule;
  private Offer offer = Offer.NOTHING;
  private Dispatcher dispatcher;
  private JobRunner jobs;

  LifeHouse(LifeWorld world, Map<String, String> settings) {
    this.world = world;
    this.settings = settings;
    address = world.addresses().getFirst();
    ground = ground();
    schedule = new StoredSchedule(ground.outbox(), world.clock());
    dispatcher = dispatcher();
    jobs = jobs();
    begin();
  }

  private Ground ground() {
    try {
      var environment = new HashMap<>(world.settings());
      environment.putAll(settings);
      environment.put("CONCORDAT_PUBLIC_URL", address);
      Path folder = Files.createDirectories(Path.of("target", "test-data"));
      return Ground.open(Settings.read(environment, folder, 8080), database, world.clock());
    } catch (Exception e) { // set-up: whatever it is fails the test
      throw new IllegalStateException(e);
    }
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(
        ground.pool(),
        ground.tenancy(),
        ground.transactions(),
        offer.listeners(),
        world.clock(),
        ground.meters());
  }

  private JobRunner jobs() {
    return new JobRunner(
        ground.pool(),
        ground.jobs(),
        ground.tenancy(),
        offer.jobs(),
        world.clock(),
        ground.meters());
  }

  private void begin() {
    var core = new Lent(ground, schedule, breaks.over(ground.transactions()), ground.audit());
    offer = world.start(core);
    dispatcher = dispatcher();
    jobs = jobs();
  }

  /** The process ends, perhaps in the middle of something, and starts again. */
  void restart(String publicUrl) {
    dispatcher.close();
    jobs.close();
    offer.close().run();
    breaks.mend();
    if (!publicUrl.equals(address)) {
      address = publicUrl;
      ground.close();
      ground = ground();
      schedule = new StoredSchedule(ground.outbox(), world.clock());
    }
    begin();
  }

  String address() {
    return address;
  }

  Instant now() {
    return world.clock().instant();
  }

  void forward(Instant to) {
    if (to.isAfter(now())) {
      world.forward(to);
    }
  }

  /** When the next job is due, whatever tenant it is for. */
  Instant next() {
    try (var connection = ground.pool().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select min(execution_time) from scheduled_tasks")) {
      rows.next();
      return rows.getTimestamp(1).toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  CalendarSync port() {
    return offer.calendarSync().orElseThrow();
  }

  /** Who has a calendar here. */
  record Owner(Caller caller, String provider) {}

  /** A technician with this calendar, in a tenant of their own, connected. */
  Owner move(LifeCalendar calendar) {
    TenantId tenant = ground.tenants().create(calendar.name());
    var draft =
        new NewUser(
            calendar.name() + "@example.org", calendar.name(), Role.TECHNICIAN, Optional.empty());
    UserId user =
        in(
            tenant,
            tx -> {
              world.welcome(ground, tx);
              return ground.users().create(tx, draft).orElseThrow();
            });
    var caller = new Caller(tenant, user, Set.of("calendar:connect"));
    String body =
        """
        {"vendor":"%s","calendarId":"%s","direction":"from_external"}"""
            .formatted(calendar.brand().stored(), calendar.remoteId());
    String base = "/api/v1/calendar/providers";
    String provider = field(call(caller, base, Map.of(), body), "id");
    String url = call(caller, base + "/{id}/connect", Map.of("id", provider), "");
    consented(caller, calendar, field(url, "authorizationUrl"));
    return new Owner(caller, provider);
  }

  private void consented(Caller caller, LifeCalendar calendar, String url) {
    var callback = new CalendarSync.Callback(world.consent(url, calendar), Optional.of(caller));
    CallbackReply reply =
        switch (calendar.brand()) {
          case GOOGLE -> port().googleCallback(callback);
          case MICROSOFT -> port().microsoftCallback(callback);
        };
    if (!(reply instanceof CallbackReply.Outcome(var error, var id)) || error.isPresent()) {
      throw new IllegalStateException(reply.toString());
    }
  }

  private static String field(String json, String name) {
    var found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException(json);
    }
    return found.group(1);
  }

  private String call(Caller caller, String template, Map<String, String> path, String body) {
    var request = new Request(caller, "POST", path, Map.of(), Map.of(), body);
    return ground
        .tenancy()
        .in(
            caller.tenant(),
            () -> {
              for (var route : offer.routes()) {
                if (route.method().equals("POST")
                    && route.template().equals(template)
                    && route.handler().handle(request) instanceof Reply.Json json) {
                  return json.body();
                }
              }
              throw new IllegalStateException("no answer of " + template);
            });
  }

  private <T> T in(TenantId tenant, Transactions.Work<T> work) {
    return ground.tenancy().in(tenant, () -> ground.transactions().call(work));
  }

  /** Titles of the owner's live entries. */
  Set<String> titles(Owner owner) {
    return in(
        owner.caller().tenant(),
        tx -> {
          var ids = new HashSet<ScheduleEntryId>();
          try (var statement =
              tx.connection()
                  .prepareStatement(
                      "select entry_id from spi_schedule_assignees where user_id = ?")) {
            statement.setObject(1, owner.caller().user().value());
            var rows = statement.executeQuery();
            while (rows.next()) {
              ids.add(new ScheduleEntryId(rows.getObject(1, UUID.class)));
            }
          }
          var titles = new TreeSet<String>();
          schedule.read(tx, ids).values().stream()
              .filter(entry -> !entry.deleted())
              .forEach(entry -> titles.add(entry.content().title()));
          return titles;
        });
  }

  /** Everything that is due now; true if the process was killed on the way. */
  boolean settle() {
    try {
      for (int i = 0; i < 100 && !breaks.broken(); i++) {
        dispatcher.crank();
        offer.pollers().stream().map(Poller::work).forEach(Runnable::run);
        if (ground.jobs().overdue() == 0) {
          return breaks.broken();
        }
        jobs.crank();
      }
    } catch (Killed expected) {
      return true;
    }
    if (!breaks.broken()) {
      throw new IllegalStateException("it does not come to rest");
    }
    return true;
  }

  @Override
  public void close() {
    dispatcher.close();
    jobs.close();
    offer.close().run();
    ground.close();
    Postgres.hear(database);
  }
}
