package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.job.Poller;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.teams.TeamsIntegration;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Database;
import io.concordat.tenant.Erasure;
import io.concordat.web.HttpShell;
import io.concordat.web.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One installation with the plugin and both vendors' twins. Nothing runs by itself: {@link #settle}
 * cranks listeners, pollers and jobs until nothing is left to do.
 */
public final class House implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ALL = Set.of("calendar:connect", "user_schedule:all");

  public final Google google = new Google();
  public final Microsoft microsoft = new Microsoft();
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

  private House(Map<String, String> more) {
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
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
    database = Postgres.copy();
    ground = Ground.open(Settings.read(environment, folder(), 8080), database, clock);
    schedule = new StoredSchedule(ground.outbox(), clock);
    dispatcher = dispatcher();
    jobs = jobs();
    restart();
  }

  public static House open() {
    return new House(Map.of());
  }

  public static House open(Map<String, String> environment) {
    return new House(environment);
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

  private Offer offer() {
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

  public <T> T in(TenantId tenant, Transactions.Work<T> work) {
    return ground.tenancy().in(tenant, () -> ground.transactions().call(work));
  }

  public Caller caller(TenantId tenant, UserId user) {
    return new Caller(tenant, user, ALL);
  }

  public record Answer(int status, JsonNode body, Map<String, String> headers) {
    public String id() {
      return body.path("id").asText();
    }
  }

  /** Calls a route as the dispatcher would. */
  public Answer call(Caller caller, String method, String path, String body) {
    return call(caller, method, path, body, Map.of());
  }

  public Answer call(
      Caller caller, String method, String target, String body, Map<String, String> headers) {
    return routed(caller, method, target, body, headers, House::answer);
  }

  /** Follows an event stream to its end. */
  public void stream(Caller caller, String target, OutputStream out) {
    Map<String, String> accept = Map.of("accept", "text/event-stream");
    routed(
        caller,
        "GET",
        target,
        "",
        accept,
        reply -> {
          ((Reply.EventStream) reply).source().write(out);
          return true;
        });
  }

  private interface Reading<T> {
    T of(Reply reply) throws Exception;
  }

  private <T> T routed(
      Caller caller,
      String method,
      String target,
      String body,
      Map<String, String> headers,
      Reading<T> reading) {
    String path = target.split("\\?", 2)[0];
    var query = new HashMap<String, String>();
    if (target.contains("?")) {
      for (String pair : target.split("\\?", 2)[1].split("&", -1)) {
        query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }
    for (Route route : offer.routes()) {
      Optional<Map<String, String>> match = match(route.template(), path);
      if (route.method().equals(method) && match.isPresent()) {
        var request = new Request(caller, method, match.get(), query, headers, body);
        return ground
            .tenancy()
            .in(caller.tenant(), () -> reading.of(route.handler().handle(request)));
      }
    }
    throw new IllegalArgumentException("no route " + method + " " + path);
  }

  private static Optional<Map<String, String>> match(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    var variables = new HashMap<String, String>();
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  private static Answer answer(Reply reply) throws IOException {
    return switch (reply) {
      case Reply.Json(var status, var body, var headers) ->
          new Answer(status, JSON.readTree(body), headers);
      case Reply.Empty(var status) -> new Answer(status, JSON.createObjectNode(), Map.of());
      case Reply.Problem(var status, var code, var detail, var field) ->
          new Answer(
              status,
              JSON.createObjectNode().put("code", code).put("detail", detail).put("field", field),
              Map.of());
      case Reply.Page page -> throw new IllegalStateException("a page");
      case Reply.Asset asset -> throw new IllegalStateException("an asset");
      case Reply.EventStream stream -> throw new IllegalStateException("a stream");
      case Reply.NotOffered no -> throw new IllegalStateException("not offered");
    };
  }

  /** Makes a provider, consents, and lets everything come to rest. */
  public String connect(Caller caller, Office office, String email, String more) {
    String id = provider(caller, office, more);
    authorize(caller, office, id, email);
    settle();
    return id;
  }

  public String provider(Caller caller, String more) {
    return provider(caller, google, more);
  }

  public String provider(Caller caller, Office office, String more) {
    String body = "{\"vendor\":\"%s\"%s}".formatted(office.vendor(), more);
    Answer made = call(caller, "POST", "/api/v1/calendar/providers", body);
    if (made.status() != 201) {
      throw new IllegalStateException(made.toString());
    }
    return made.id();
  }

  public CallbackReply authorize(Caller caller, String provider, String email) {
    return authorize(caller, google, provider, email);
  }

  public CallbackReply authorize(Caller caller, Office office, String provider, String email) {
    return callback(
        caller, office, office.consent(authorizationUrl(caller, provider), email, "approve"));
  }

  public String authorizationUrl(Caller caller, String provider) {
    return call(caller, "POST", "/api/v1/calendar/providers/" + provider + "/connect", "")
        .body()
        .path("authorizationUrl")
        .asText();
  }

  public CallbackReply callback(Caller caller, Map<String, String> query) {
    return callback(caller, google, query);
  }

  public CallbackReply callback(Caller caller, Office office, Map<String, String> query) {
    var callback = new CalendarSync.Callback(query, Optional.of(caller));
    return office == google ? port().googleCallback(callback) : port().microsoftCallback(callback);
  }

  public JsonNode shown(Caller caller, String provider) {
    return call(caller, "GET", "/api/v1/calendar/providers/" + provider, "").body();
  }

  /** Asks for a run and lets it happen. */
  public JsonNode sync(Caller caller, String provider, boolean full) {
    String path = "/api/v1/calendar/providers/" + provider;
    String run =
        call(caller, "POST", path + "/sync", "{\"full\":" + full + "}")
            .body()
            .path("runId")
            .asText();
    settle();
    return call(caller, "GET", path + "/runs/" + run, "").body();
  }

  /** Listeners, pollers and jobs, until nothing is left that is due. */
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

  public ScheduleEntryId create(TenantId tenant, EntryContent content, UserId... assignees) {
    var id = new ScheduleEntryId(UUID.randomUUID());
    apply(tenant, new Command.Create(id, content, Set.of(assignees), ""));
    return id;
  }

  public void update(TenantId tenant, ScheduleEntryId id, EntryContent content) {
    apply(tenant, new Command.Update(id, read(tenant, id).version(), content));
  }

  public void assign(TenantId tenant, ScheduleEntryId id, UserId... users) {
    apply(tenant, new Command.Assign(id, read(tenant, id).version(), Set.of(users)));
  }

  public void remove(TenantId tenant, ScheduleEntryId id) {
    apply(tenant, new Command.Delete(id, read(tenant, id).version()));
  }

  private void apply(TenantId tenant, Command command) {
    in(
        tenant,
        tx -> {
          Applied applied = schedule.apply(tx, "api", List.of(command)).get(command.id());
          if (!(applied instanceof Applied.Done)) {
            throw new IllegalStateException("stale");
          }
          return true;
        });
  }

  public ScheduleEntry read(TenantId tenant, ScheduleEntryId id) {
    return in(tenant, tx -> Objects.requireNonNull(schedule.read(tx, List.of(id)).get(id)));
  }

  /** Live entries of a user. */
  public List<ScheduleEntry> entries(TenantId tenant, UserId user) {
    return in(
        tenant,
        tx -> {
          var ids = new HashSet<ScheduleEntryId>();
          for (UUID id :
              uuids(tx, "select entry_id from spi_schedule_assignees where user_id = ?", user)) {
            ids.add(new ScheduleEntryId(id));
          }
          Collection<ScheduleEntry> found = schedule.read(tx, ids).values();
          return found.stream().filter(entry -> !entry.deleted()).toList();
        });
  }

  private static List<UUID> uuids(Tx tx, String sql, UserId user) throws SQLException {
    try (var statement = tx.connection().prepareStatement(sql)) {
      statement.setObject(1, user.value());
      var rows = statement.executeQuery();
      var found = new ArrayList<UUID>();
      while (rows.next()) {
        found.add(rows.getObject(1, UUID.class));
      }
      return found;
    }
  }

  /** One text or number of the database, as the tenant sees it. */
  public String value(TenantId tenant, String sql) {
    return in(
        tenant,
        tx -> {
          try (var statement = tx.connection().createStatement();
              var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
          }
        });
  }

  /** Types of all events of the tenant, in order. */
  public List<String> events(TenantId tenant) {
    return in(
        tenant,
        tx -> {
          var types = new ArrayList<String>();
          try (var statement = tx.connection().createStatement();
              var rows = statement.executeQuery("select type from outbox order by xid, seq")) {
            while (rows.next()) {
              types.add(rows.getString(1));
            }
          }
          return types;
        });
  }

  /** Deletes the tenant, as the administration does. */
  public Map<String, Long> erase(TenantId tenant) {
    ground.tenancy().run(tenant, () -> new CalendarPlugin().leaving(lent()));
    Erasure erasure = new Erasure(ground.across(), ground.clock());
    erasure.begin(tenant);
    return erasure.erase(tenant);
  }

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
