package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.reconcile.Choice.Whole;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One random history: both users act, listings fall silent, processes die; then it gets quiet and
 * the referee looks.
 */
final class History {
  private static final int ROUNDS = 3;

  final SplittableRandom random;
  final Policy policy;
  final Engine engine;
  final Drawn drawn;
  final Vendor vendor = new Vendor();
  final List<Item> items = new ArrayList<>();
  boolean quiet;
  private final Shell shell;

  History(long seed, Policy policy, Engine engine) {
    this.random = new SplittableRandom(seed);
    this.policy = policy;
    this.engine = engine;
    this.drawn = new Drawn(random);
    this.shell = new Shell(this);
  }

  void run() {
    for (int round = 0; round < ROUNDS; round++) {
      items.forEach(Referee::newRound);
      quiet = false;
      int steps = 3 + random.nextInt(8);
      for (int i = 0; i < steps; i++) {
        step();
      }
      settle();
    }
  }

  private void step() {
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> localUser();
        case 3, 4, 5 -> remoteUser();
        case 6, 7 -> shell.pull();
        default -> shell.push();
      }
    } catch (Crash gone) {
      // whatever was stored is all that is left
    }
  }

  /** Called by the shell wherever a process may die or somebody may come in between. */
  void meanwhile() {
    if (quiet) {
      return;
    }
    switch (random.nextInt(12)) {
      case 0, 1 -> throw new Crash();
      case 2 -> remoteUser();
      case 3 -> localUser();
      default -> {}
    }
  }

  private void settle() {
    quiet = true;
    for (int i = 0; i < 6; i++) {
      shell.pull();
      shell.push();
      items.forEach(shell::resolve);
    }
    items.forEach(item -> Referee.agreed(item));
    int writes = writes();
    bogusRevisions();
    shell.pull();
    shell.push();
    shell.resync();
    shell.push();
    Referee.require(writes == writes(), "an idle cycle writes");
  }

  private int writes() {
    return items.stream().mapToInt(item -> item.localWrites + item.remoteWrites).sum();
  }

  private void bogusRevisions() {
    for (var item : items) {
      if (item.event != null && !item.event.deleted && random.nextInt(3) == 0) {
        vendor.touch(item.event);
      }
    }
  }

  private void localUser() {
    var item = pick();
    var entry = item.entry;
    if (entry == null) {
      if (item.event == null) {
        item.localActed = true;
        item.entry = new Item.Entry(drawn.content());
      }
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> localDelete(item, entry);
      case 1 -> assign(item, entry, false);
      case 2 -> assign(item, entry, true);
      default -> localEdit(item, entry);
    }
  }

  private static void localDelete(Item item, Item.Entry entry) {
    if (!entry.deleted) {
      item.localActed = true;
      entry.deleted = true;
      entry.version++;
    }
  }

  private static void assign(Item item, Item.Entry entry, boolean assigned) {
    if (!entry.deleted && entry.assigned != assigned) {
      item.localActed = true;
      entry.assigned = assigned;
      entry.version++;
    }
  }

  private void localEdit(Item item, Item.Entry entry) {
    if (entry.deleted) {
      return;
    }
    var edited = drawn.edited(entry.content);
    item.localActed = true;
    entry.put(edited);
  }

  private void remoteUser() {
    var item = pick();
    var event = item.event;
    if (event == null) {
      if (item.entry == null) {
        item.remoteActed = true;
        item.event = vendor.create(vendor.changes + 1_000, item, drawn.content());
      }
      return;
    }
    if (event.deleted) {
      return;
    }
    switch (random.nextInt(7)) {
      case 0 -> {
        item.remoteActed = true;
        event.deleted = true;
        vendor.touch(event);
      }
      case 1 -> vendor.touch(event); // only its reminders changed
      default -> {
        var edited = drawn.edited(event.content);
        item.remoteActed = true;
        event.content = edited;
        vendor.touch(event);
      }
    }
  }

  /** One of what there is, or something new. */
  private Item pick() {
    int wanted = random.nextInt(3);
    if (wanted < items.size()) {
      return items.get(wanted);
    }
    var item = new Item();
    items.add(item);
    return item;
  }

  Choice choice(Kind kind, State state) {
    return switch (random.nextInt(3)) {
      case 0 -> Whole.OURS;
      case 1 -> Whole.THEIRS;
      default -> kind == Kind.BOTH_EDITED ? someFields(state) : Whole.THEIRS;
    };
  }

  private Choice someFields(State state) {
    if (!(state.local() instanceof Local.Present(var ours))
        || !(state.remote() instanceof Remote.Present(var theirs))) {
      return Whole.OURS;
    }
    var fields = new HashSet<Field>();
    new ThreeWay(state.base(), ours, theirs)
        .strands().stream()
            .filter(strand -> random.nextBoolean())
            .forEach(strand -> fields.addAll(strand.fields()));
    return new Choice.ByField(fields);
  }
}
