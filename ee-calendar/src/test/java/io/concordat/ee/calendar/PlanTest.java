package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Firm;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.house.World;
import io.concordat.ee.calendar.sync.Act;
import io.concordat.ee.calendar.sync.Act.Side;
import io.concordat.ee.calendar.sync.Act.Verb;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A plan is what a run does: compared with what is there afterwards, by titles that nobody has
 * twice.
 */
class PlanTest {
  private static final House house = House.open();
  private static final boolean LONG = Boolean.getBoolean("concordat.long");
  private static final int SITUATIONS = LONG ? 1_000 : 40;
  private static final int ROUNDS = 10;
  private static final List<String> DIRECTIONS =
      List.of("bidirectional", "bidirectional", "to_external", "from_external");

  private final long seed = Long.getLong("concordat.seed", LONG ? System.nanoTime() : 1);
  private final SplittableRandom random = new SplittableRandom(seed);
  private int titles;

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void a_plan_is_what_the_run_does() {
    int acts = 0;
    for (int firm = 0; firm < SITUATIONS / ROUNDS; firm++) {
      var scene = new Scene(new Firm(house, "firm " + firm));
      for (int round = 0; round < ROUNDS; round++) {
        acts += scene.round();
      }
    }
    assertTrue(acts > SITUATIONS, acts + " acts in " + SITUATIONS + " situations");
    System.out.println(SITUATIONS + " situations, " + acts + " acts, seed " + seed);
  }

  /** A technician with a calendar, and a colleague who may get their work. */
  private final class Scene {
    final Firm firm;
    final Tech tess;
    final Tech theo;
    final Desktop desktop;

    Scene(Firm firm) {
      this.firm = firm;
      this.tess = new Tech(house, firm.tenant);
      this.theo = new Tech(house, firm.tenant);
      boolean mails = random.nextBoolean();
      String direction = DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
      this.desktop = firm.connect(tess, tess.email, mails, ",\"direction\":\"" + direction + "\"");
    }

    int round() {
      for (int i = random.nextInt(12); i >= 0; i--) {
        act();
      }
      boolean full = random.nextInt(3) == 0;
      var before = new Picture();
      var plan = firm.rehearse(desktop, full);
      assertEquals(before.told(), new Picture().told(), "a plan does nothing");
      if (full) {
        firm.resync(desktop);
      } else {
        firm.sync(desktop);
      }
      var told =
          plan.acts().stream()
              .filter(act -> !before.holds(act))
              .map(Scene::told)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(before.until(new Picture()), told, "seed " + seed);
      return told.size();
    }

    private static String told(Act act) {
      return act.verb() == Verb.CONFLICT || act.verb() == Verb.HOLD
          ? act.verb() + " " + act.entry().orElseThrow()
          : act.side() + " " + act.verb() + " " + act.title();
    }

    private EntryContent fresh() {
      return Contents.single("T" + ++titles);
    }

    private void act() {
      var live = desktop.calendar().live();
      var entries = tess.entries();
      switch (random.nextInt(10)) {
        case 0, 1 -> desktop.calendar().insert(fresh());
        case 2 -> desktop.calendar().insert(fresh(), "guest@elsewhere");
        case 3, 4 -> tess.create(fresh());
        case 5, 6 -> any(live).ifPresent(row -> desktop.calendar().edit(row, fresh()));
        case 7 -> any(live).ifPresent(desktop.calendar()::delete);
        case 8 -> any(entries).ifPresent(entry -> tess.update(entry.id(), fresh()));
        default -> any(entries).ifPresent(this::gone);
      }
    }

    private void gone(ScheduleEntry entry) {
      if (random.nextBoolean()) {
        house.remove(firm.tenant, entry.id());
      } else {
        house.assign(firm.tenant, entry.id(), theo.user);
      }
    }

    private <T> Optional<T> any(List<T> of) {
      return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
    }

    /** Everything that anybody could see. */
    private final class Picture {
      final Map<String, String> there = new HashMap<>();
      final Map<String, String> here = new HashMap<>();
      final Set<String> conflicts = new HashSet<>();
      final Set<String> held = new HashSet<>();
      final int mails = firm.world.mails;

      Picture() {
        for (World.Row row : desktop.calendar().live()) {
          there.put(row.id, row.content.title());
        }
        tess.entries().forEach(entry -> here.put(entry.id().toString(), entry.content().title()));
        firm.mappings(desktop).forEach(this::mapping);
      }

      private void mapping(JsonNode one) {
        String entry = one.path("entryId").asText();
        if (one.path("syncStatus").asText().equals("conflict")) {
          conflicts.add(entry);
        }
        if (one.path("reason").asText().equals("would_notify_attendees")) {
          held.add(entry);
        }
      }

      /** It waits already, for the same reason. */
      boolean holds(Act act) {
        return act.verb() == Verb.HOLD && held.contains(act.entry().orElseThrow().toString());
      }

      String told() {
        return there + " " + here + " " + conflicts + " " + held + " " + mails + firm.world.writes;
      }

      Set<String> until(Picture after) {
        var all = new TreeSet<String>();
        diff(Side.THERE, there, after.there, all);
        diff(Side.HERE, here, after.here, all);
        after.conflicts.stream()
            .filter(one -> !conflicts.contains(one))
            .forEach(one -> all.add("CONFLICT " + one));
        after.held.stream()
            .filter(one -> !held.contains(one))
            .forEach(one -> all.add("HOLD " + one));
        return all;
      }

      private static void diff(
          Side side, Map<String, String> before, Map<String, String> after, Set<String> into) {
        after.forEach(
            (id, title) -> {
              if (!before.containsKey(id)) {
                into.add(side + " CREATE " + title);
              } else if (!title.equals(before.get(id))) {
                into.add(side + " UPDATE " + title);
              }
            });
        before.forEach(
            (id, title) -> {
              if (!after.containsKey(id)) {
                into.add(side + " DELETE " + title);
              }
            });
      }
    }
  }
}
