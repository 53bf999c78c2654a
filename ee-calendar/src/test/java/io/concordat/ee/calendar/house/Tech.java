package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A technician with a calendar at the twin, in a tenant. */
public final class Tech {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  public final House house;
  public final Office office;
  public final TenantId tenant;
  public final String email;
  public final UserId user;
  public final Caller caller;
  public String provider = "";

  /** With a calendar at Google. */
  public Tech(House house, TenantId tenant) {
    this(house, house.google, tenant);
  }

  public Tech(House house, Office office, TenantId tenant) {
    this.house = house;
    this.office = office;
    this.tenant = tenant;
    this.email = "tech" + NUMBER.incrementAndGet() + "@example.com";
    office.account(email);
    this.user = house.user(tenant, email);
    this.caller = house.caller(tenant, user);
  }

  /** Alone in a tenant of their own. */
  public static Tech alone(House house) {
    return alone(house, house.google);
  }

  public static Tech alone(House house, Office office) {
    return new Tech(house, office, house.tenant("tenant " + NUMBER.incrementAndGet()));
  }

  public Tech connected() {
    return connected("");
  }

  public Tech connected(String more) {
    provider = house.connect(caller, office, email, more);
    return this;
  }

  public ScheduleEntryId create(EntryContent content) {
    return house.create(tenant, content, user);
  }

  public void update(ScheduleEntryId id, EntryContent content) {
    house.update(tenant, id, content);
  }

  public ScheduleEntry read(ScheduleEntryId id) {
    return house.read(tenant, id);
  }

  public List<ScheduleEntry> entries() {
    return house.entries(tenant, user);
  }

  /** The only live entry. */
  public ScheduleEntry entry() {
    List<ScheduleEntry> all = entries();
    if (all.size() != 1) {
      throw new IllegalStateException(all.size() + " entries");
    }
    return all.getFirst();
  }

  public Set<String> titles() {
    return entries().stream().map(entry -> entry.content().title()).collect(Collectors.toSet());
  }

  public List<JsonNode> remote() {
    return office.events(email);
  }

  public Set<String> remoteTitles() {
    return remote().stream().map(office::title).collect(Collectors.toSet());
  }

  /** The vendor's id of the event with this title. */
  public String remoteId(String title) {
    return remote().stream()
        .filter(event -> office.title(event).equals(title))
        .map(event -> event.path("id").asText())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no event " + title));
  }

  public String insert(String title) {
    return office.add(email, title);
  }

  public void retitle(String id, String title) {
    office.retitle(email, id, title);
  }

  public Answer call(String method, String path, String body) {
    return house.call(
        caller, method, "/api/v1/calendar/providers/" + provider + path, body, Map.of());
  }

  public JsonNode shown() {
    return house.shown(caller, provider);
  }

  public String status() {
    return shown().path("status").asText();
  }

  public JsonNode sync() {
    return house.sync(caller, provider, false);
  }

  public JsonNode fullSync() {
    return house.sync(caller, provider, true);
  }

  public Answer change(String body) {
    return house.call(
        caller, "PATCH", "/api/v1/calendar/providers/" + provider, body, Map.of("if-match", "*"));
  }

  public List<JsonNode> conflicts() {
    return house
        .call(caller, "GET", "/api/v1/calendar/conflicts", "")
        .body()
        .path("items")
        .valueStream()
        .toList();
  }

  public Answer resolve(String choice) {
    String id = conflicts().getFirst().path("id").asText();
    Answer answer =
        house.call(
            caller,
            "POST",
            "/api/v1/calendar/conflicts/" + id + "/resolution",
            "{\"resolution\":\"%s\"}".formatted(choice));
    house.settle();
    return answer;
  }

  public long told(String type) {
    return house.events(tenant).stream().filter(type::equals).count();
  }

  public String value(String sql) {
    return house.value(tenant, sql);
  }

  public void execute(String sql) {
    house.in(
        tenant,
        tx -> {
          try (var statement = tx.connection().createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  /** Nothing is written in further runs, changed or not. */
  public Optional<String> writesWhenIdle() {
    office.quiet();
    sync();
    fullSync();
    int writes = office.requests("write");
    return writes == 0 ? Optional.empty() : Optional.of(writes + " writes");
  }
}
