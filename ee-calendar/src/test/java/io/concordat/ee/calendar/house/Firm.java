package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.cleanup.Cleanups;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.sync.Desk;
import io.concordat.ee.calendar.sync.Poll;
import io.concordat.ee.calendar.sync.Rehearsal;
import io.concordat.ee.calendar.sync.Run;
import io.concordat.ee.calendar.sync.RunRows;
import io.concordat.ee.calendar.sync.Runs;
import io.concordat.spi.PluginContext;
import io.concordat.spi.job.JobHandler.Outcome;
import io.concordat.spi.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A tenant whose calendars are in a {@link World}; each run is cranked by hand. */
public final class Firm {
  private static final int CYCLES = 8;

  public final World world;
  public final House house;
  public final TenantId tenant;
  public final List<Desktop> desktops = new ArrayList<>();
  private final ProviderRows providers = new ProviderRows();
  private final Run run;
  private final Rehearsal rehearsal;

  public Firm(House house, String name) {
    this(house, name, new World());
  }

  /** With calendars that others know too. */
  public Firm(House house, String name, World world) {
    this.world = world;
    this.house = house;
    this.tenant = house.tenant(name);
    PluginContext core = house.lent();
    var mappings = new MappingRows();
    var runs =
        new Runs(
            core,
            providers,
            mappings,
            new RunRows(),
            new Desk(core.schedule(), mappings, core.outbox()),
            new Poll(Optional.empty(), Optional.empty(), Optional.empty(), () -> 0),
            (tx, provider) -> Delivery.POLL,
            (tx, provider) -> {},
            brand -> 1);
    var cleanups = new Cleanups(core, providers, mappings, brand -> 1);
    this.run = runs.run(this::open, cleanups.errand(this::open));
    this.rehearsal = runs.rehearsal(this::open);
  }

  /** A connected calendar of somebody. */
  public record Desktop(Tech owner, World.Calendar calendar, UUID provider) {
    public String account() {
      return calendar.account;
    }
  }

  public Desktop connect(Tech owner, String account, boolean mails, String more) {
    World.Calendar calendar = world.open(account, mails);
    UUID id = UUID.fromString(house.provider(owner.caller, more));
    owner.execute(
        """
        update calendar_providers set connection = 'connected', real_calendar_id = '%s'
        where id = '%s'"""
            .formatted(account, id));
    var desktop = new Desktop(owner, calendar, id);
    desktops.add(desktop);
    return desktop;
  }

  private World.Calendar open(Provider provider) {
    return world.of(provider.realCalendarId().orElseThrow());
  }

  /** What a run would do. */
  public Rehearsal.Shown rehearse(Desktop desktop, boolean full) {
    return house
        .lent()
        .tenancy()
        .in(tenant, () -> rehearsal.of(desktop.provider(), full))
        .orElseThrow();
  }

  /** One run that reads and writes. */
  public void sync(Desktop desktop) {
    sync(desktop, false);
  }

  /** The same from a complete listing. */
  public void resync(Desktop desktop) {
    sync(desktop, true);
  }

  private void sync(Desktop desktop, boolean full) {
    house.in(
        tenant,
        tx -> {
          providers.wantPull(tx, desktop.provider(), full);
          providers.hurry(tx, desktop.provider());
          return true;
        });
    turn(desktop);
  }

  /** The calendar has its turn, whatever it is for. */
  public Outcome turn(Desktop desktop) {
    return house.lent().tenancy().in(tenant, () -> run.run(tenant, desktop.provider().toString()));
  }

  /** Everything arrives and is carried, until a whole cycle changes nothing anywhere. */
  public void rest() {
    String before = "";
    for (int i = 0; i < CYCLES; i++) {
      String now = state();
      if (now.equals(before)) {
        return;
      }
      before = now;
      world.deliver();
      desktops.forEach(this::sync);
    }
    throw new IllegalStateException("it does not come to rest");
  }

  private String state() {
    return world.writes
        + world.state()
        + house.value(
            tenant,
            """
            select (select coalesce(sum(revision), 0) from calendar_event_mappings)
              || ' ' || (select coalesce(sum(version), 0) from schedule_entries)""");
  }

  public JsonNode mappings(Desktop desktop) {
    return house
        .call(
            desktop.owner().caller,
            "GET",
            "/api/v1/calendar/providers/" + desktop.provider() + "/mappings",
            "")
        .body()
        .path("items");
  }

  public House.Answer call(Desktop desktop, String method, String path, String body, String match) {
    return house.call(
        desktop.owner().caller,
        method,
        "/api/v1/calendar/providers/" + desktop.provider() + path,
        body,
        match.isEmpty() ? Map.of() : Map.of("if-match", match));
  }

  public House.Answer release(Desktop desktop, String mapping) {
    return house.call(
        desktop.owner().caller,
        "POST",
        "/api/v1/calendar/providers/%s/mappings/%s/release".formatted(desktop.provider(), mapping),
        "");
  }
}
