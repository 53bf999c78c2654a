package io.concordat.ee.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.house.Firm;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.house.World;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One random day: Tess has a calendar at each vendor, Theo one that mails; they and a stranger
 * make, change and delete, processes die, updates between the vendors are slow. Then it gets quiet.
 * Each thing keeps its number in the title, whatever else changes.
 */
final class FirmDay {
  private static final int ROUNDS = 2;

  final Firm firm;
  final List<String> told = new ArrayList<>();
  int acts;
  int crashes;
  private int released;
  private final SplittableRandom random;
  private final Tech tess;
  private final Tech theo;
  private final World.Calendar stranger;
  private int things;
  private int edits;
  private int calm;

  FirmDay(House house, long seed) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    this.firm = new Firm(house, "firm " + seed);
    this.tess = new Tech(house, firm.tenant);
    this.theo = new Tech(house, firm.tenant);
    this.stranger = firm.world.open("stranger@elsewhere", true);
    firm.connect(tess, tess.email, false, "");
    firm.connect(tess, "outlook-" + tess.email, true, "");
    firm.connect(theo, theo.email, true, "");
    firm.world.trouble = this::perhapsDie;
  }

  /** What went wrong, if anything. */
  Optional<String> run() {
    try {
      for (int round = 0; round < ROUNDS; round++) {
        calm = 0;
        int steps = 8 + random.nextInt(10);
        for (int i = 0; i < steps; i++) {
          step();
        }
        calm = 1;
        settle();
      }
      return Optional.empty();
    } catch (Wrong | IllegalStateException wrong) {
      return Optional.of(String.valueOf(wrong));
    }
  }

  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrong(String what) {
      super(what);
    }
  }

  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private void perhapsDie() {
    if (calm == 0 && random.nextInt(4) == 0) {
      crashes++;
      throw new Died();
    }
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0 -> local();
      case 1, 2 -> owner();
      case 3 -> host();
      case 4, 5 -> editLocal();
      case 6 -> firm.world.deliverOne();
      default -> sync(pick(firm.desktops));
    }
  }

  private void sync(Desktop desktop) {
    tell("sync " + desktop.account());
    firm.sync(desktop);
  }

  private void tell(String what) {
    told.add(what);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private EntryContent fresh() {
    return Contents.single("T" + ++things);
  }

  /** The same thing, with other words or another time. */
  private EntryContent edited(EntryContent content) {
    String thing = thing(content);
    String title = random.nextInt(3) == 0 ? content.title() : thing + " v" + ++edits;
    int minutes = 15 * (1 + random.nextInt(4));
    var when =
        random.nextBoolean()
            ? Contents.timed("2026-03-02T09:00", Contents.BERLIN, minutes)
            : content.when();
    return Contents.single(title, when);
  }

  private static String thing(EntryContent content) {
    return content.title().split(" ", 2)[0];
  }

  /** Somebody in the schedule. */
  private void local() {
    List<ScheduleEntry> all = entries();
    if (all.size() < 2 && random.nextBoolean()) {
      acts++;
      EntryContent content = fresh();
      tell("local create " + content.title());
      UserId[] users =
          random.nextBoolean() ? new UserId[] {tess.user, theo.user} : new UserId[] {tess.user};
      firm.house.create(firm.tenant, content, users);
    } else if (!all.isEmpty()) {
      change(pick(all));
    }
  }

  private void editLocal() {
    List<ScheduleEntry> all = entries();
    if (!all.isEmpty()) {
      acts++;
      ScheduleEntry entry = pick(all);
      EntryContent to = edited(entry.content());
      tell("local edit " + entry.content().title() + " -> " + to.title());
      firm.house.update(firm.tenant, entry.id(), to);
    }
  }

  private void change(ScheduleEntry entry) {
    acts++;
    switch (random.nextInt(4)) {
      case 0 -> {
        tell("local delete " + entry.content().title());
        firm.house.remove(firm.tenant, entry.id());
      }
      case 1 -> {
        tell("local assign both " + entry.content().title());
        firm.house.assign(firm.tenant, entry.id(), tess.user, theo.user);
      }
      default -> {
        EntryContent to = edited(entry.content());
        tell("local edit " + entry.content().title() + " -> " + to.title());
        firm.house.update(firm.tenant, entry.id(), to);
      }
    }
  }

  /** Somebody in one of the connected calendars. */
  private void owner() {
    Desktop desktop = pick(firm.desktops);
    List<World.Row> rows = desktop.calendar().live();
    acts++;
    if (rows.size() < 2 && random.nextBoolean()) {
      insert(desktop);
      return;
    }
    if (rows.isEmpty()) {
      return;
    }
    World.Row row = pick(rows);
    if (random.nextInt(5) == 0) {
      tell(desktop.account() + " deletes " + row.content.title());
      desktop.calendar().delete(row);
    } else {
      EntryContent to = edited(row.content);
      tell(desktop.account() + " edits " + row.content.title() + " -> " + to.title());
      desktop.calendar().edit(row, to);
    }
  }

  private void insert(Desktop desktop) {
    EntryContent content = fresh();
    String[] guests =
        firm.desktops.stream()
            .map(Desktop::account)
            .filter(account -> !account.equals(desktop.account()) && random.nextBoolean())
            .toArray(String[]::new);
    tell(desktop.account() + " inserts " + content.title() + " for " + List.of(guests));
    desktop.calendar().insert(content, guests);
  }

  /** Somebody whose calendar is not connected. */
  private void host() {
    acts++;
    List<World.Row> rows = stranger.live();
    if (rows.isEmpty()) {
      EntryContent content = fresh();
      tell("stranger invites everybody to " + content.title());
      stranger.insert(content, firm.desktops.stream().map(Desktop::account).toArray(String[]::new));
      return;
    }
    World.Row row = pick(rows);
    if (random.nextInt(6) == 0) {
      tell("stranger calls off " + row.content.title());
      stranger.delete(row);
    } else {
      EntryContent to = edited(row.content);
      tell("stranger edits " + row.content.title() + " -> " + to.title());
      stranger.edit(row, to);
    }
  }

  private List<ScheduleEntry> entries() {
    var all = new HashMap<ScheduleEntryId, ScheduleEntry>();
    tess.entries().forEach(entry -> all.put(entry.id(), entry));
    theo.entries().forEach(entry -> all.put(entry.id(), entry));
    return all.values().stream()
        .sorted((a, b) -> a.content().title().compareTo(b.content().title()))
        .toList();
  }

  private void settle() {
    firm.rest();
    require(firm.world.mails <= released, "mail without a release");
    require(firm.world.rewrites == 0, "a guest's copy was rewritten");
    for (int i = 0; i < 4 && open(); i++) {
      resolve();
      release();
      firm.rest();
    }
    require(!open(), "something stays open");
    agreed();
    int before = firm.world.writes;
    firm.rest();
    require(firm.world.writes == before, "an idle cycle writes");
    int most = 3 * (acts + crashes) + 3;
    require(firm.world.writes <= most, firm.world.writes + " writes for " + acts + " acts");
  }

  private boolean open() {
    return held().findAny().isPresent() || !conflicts(tess).isEmpty() || !conflicts(theo).isEmpty();
  }

  private static List<JsonNode> conflicts(Tech tech) {
    return tech.conflicts();
  }

  private void resolve() {
    while (!conflicts(tess).isEmpty()) {
      String id = conflicts(tess).getFirst().path("id").asText();
      String choice = random.nextBoolean() ? "ours" : "theirs";
      tell("resolve " + choice);
      int status =
          firm.house
              .call(
                  tess.caller,
                  "POST",
                  "/api/v1/calendar/conflicts/" + id + "/resolution",
                  "{\"resolution\":\"" + choice + "\"}")
              .status();
      require(status == 200, "a resolution answers " + status);
    }
  }

  private record Held(Desktop desktop, String mapping) {}

  private Stream<Held> held() {
    return firm.desktops.stream()
        .flatMap(
            desktop ->
                firm.mappings(desktop)
                    .valueStream()
                    .filter(one -> one.path("reason").asText().equals("would_notify_attendees"))
                    .map(one -> new Held(desktop, one.path("id").asText())));
  }

  private void release() {
    for (Held one : held().toList()) {
      tell("release");
      released++;
      firm.release(one.desktop(), one.mapping());
    }
  }

  /** One entry a thing, one copy a calendar, and both sides say the same. */
  private void agreed() {
    var entries = new HashMap<String, ScheduleEntry>();
    for (ScheduleEntry entry : entries()) {
      String thing = thing(entry.content());
      require(entries.put(thing, entry) == null, thing + " is two entries");
    }
    for (Desktop desktop : firm.desktops) {
      agreed(desktop, entries);
    }
  }

  private void agreed(Desktop desktop, Map<String, ScheduleEntry> entries) {
    var reasons = new HashMap<String, String>();
    firm.mappings(desktop)
        .forEach(one -> reasons.put(one.path("remoteId").asText(), one.path("reason").asText("")));
    Set<String> things = new HashSet<>();
    for (World.Row row : desktop.calendar().live()) {
      String thing = thing(row.content);
      require(things.add(thing), thing + " is twice in " + desktop.account());
      ScheduleEntry entry = entries.get(thing);
      if (entry == null) {
        throw new Wrong(thing + " is in " + desktop.account() + " only");
      }
      require(reasons.containsKey(row.id), thing + " has no mapping in " + desktop.account());
      boolean differs = !Fields.same(entry.content(), row.content);
      require(
          !differs || "not_organizer".equals(reasons.get(row.id)),
          thing + " differs in " + desktop.account() + ": " + entry.content() + row.content);
      require(
          entry.assignees().contains(desktop.owner().user),
          thing + " is not assigned to the owner of " + desktop.account());
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new Wrong(what);
    }
  }
}
