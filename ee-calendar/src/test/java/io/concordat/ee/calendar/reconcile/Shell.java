package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.reconcile.Decision.Conflict;
import io.concordat.ee.calendar.reconcile.Decision.Forget;
import io.concordat.ee.calendar.reconcile.Decision.Held;
import io.concordat.ee.calendar.reconcile.Decision.Look;
import io.concordat.ee.calendar.reconcile.Decision.Merge;
import io.concordat.ee.calendar.reconcile.Decision.Nothing;
import io.concordat.ee.calendar.reconcile.Decision.PullCreate;
import io.concordat.ee.calendar.reconcile.Decision.PullDelete;
import io.concordat.ee.calendar.reconcile.Decision.PullUpdate;
import io.concordat.ee.calendar.reconcile.Decision.PushCreate;
import io.concordat.ee.calendar.reconcile.Decision.PushDelete;
import io.concordat.ee.calendar.reconcile.Decision.PushUpdate;
import io.concordat.ee.calendar.reconcile.Decision.Rebase;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Pull and push as the product does them, with everything that is not a decision left out. */
final class Shell {
  private final History history;
  private long cursor;
  private long ids;

  Shell(History history) {
    this.history = history;
  }

  void pull() {
    if (!history.quiet && history.random.nextInt(5) == 0) {
      return; // an empty listing: silence
    }
    if (cursor == 0 || (!history.quiet && history.random.nextInt(12) == 0)) {
      resync();
      return;
    }
    history.vendor.since(cursor).forEach(this::page);
  }

  /** The cursor is lost: everything is listed, or nearly; what is not listed is read. */
  void resync() {
    long upTo = history.vendor.changes;
    var listed = new LinkedHashSet<Long>();
    for (var row : history.vendor.since(0)) {
      var event = row.event();
      if (event.item.mapping == null || history.random.nextInt(4) > 0) {
        history.meanwhile();
        news(event.item, event);
        listed.add(event.id);
      }
    }
    for (var item : List.copyOf(history.items)) {
      var mapping = item.mapping;
      if (mapping != null && mapping.remoteId > 0 && !listed.contains(mapping.remoteId)) {
        sweep(item, mapping);
      }
    }
    cursor = upTo;
  }

  private void sweep(Item item, Item.Mapping mapping) {
    var event = history.vendor.find(mapping.remoteId);
    if (history.engine == Engine.ABSENCE_IS_DELETION) {
      apply(item, new Remote.Deleted(), mapping.revision, true);
    } else if (event != null) {
      news(item, event);
    }
  }

  /** One page: its effects and its cursor are one transaction. */
  private void page(Vendor.Listed row) {
    history.meanwhile();
    if (history.engine == Engine.CURSOR_FIRST) {
      cursor = row.revision();
      history.meanwhile();
    }
    if (row.event().revision == row.revision()) { // else it will be listed again
      news(row.event().item, row.event());
    }
    cursor = row.revision();
  }

  private void news(Item item, Vendor.Event event) {
    var mapping = item.mapping;
    boolean known = mapping != null && mapping.remoteId == event.id;
    if (!known && (event.deleted || mapping != null)) {
      return; // of no concern any more
    }
    apply(item, event.seen(), event.revision, true);
  }

  private void apply(Item item, Remote remote, long revision, boolean listed) {
    var mapping = item.mapping == null ? new Item.Mapping() : item.mapping;
    var state = new State(mapping.base, mapping.intent, item.local(), remote);
    var decision = history.engine.decide(state, history.policy, listed);
    if (item.mapping == null && !(decision instanceof PullCreate)) {
      return;
    }
    if (item.mapping == null) {
      mapping.remoteId = Objects.requireNonNull(item.event).id;
      item.mapping = mapping;
    }
    mapping.revision = revision;
    mapping.theirs = remote;
    effect(item, mapping, decision);
  }

  /** Everything but the pushes. */
  private void effect(Item item, Item.Mapping mapping, Decision decision) {
    switch (decision) {
      case Nothing() -> agree(item, mapping, mapping.base.orElseThrow());
      case Rebase(var base) -> agree(item, mapping, base);
      case PullCreate(var content) -> {
        Referee.localCreate(item);
        item.entry = new Item.Entry(content);
        agree(item, mapping, content);
      }
      case PullUpdate(var content, var base) -> write(item, mapping, content, base);
      case Merge(var content, var base) -> write(item, mapping, content, base);
      case PullDelete() -> {
        Referee.localDelete(item);
        var entry = Objects.requireNonNull(item.entry);
        entry.deleted = history.random.nextBoolean();
        entry.assigned = entry.deleted;
        entry.version++;
        item.mapping = null;
      }
      case Forget() -> item.mapping = null;
      case Conflict conflict -> Referee.conflict(item, mapping.theirs);
      case Held held -> throw new Broken("held in a bidirectional sync");
      case Look look -> {}
      case PushCreate create -> {}
      case PushUpdate update -> {}
      case PushDelete delete -> {}
    }
  }

  private static void agree(Item item, Item.Mapping mapping, EntryContent base) {
    mapping.base = Optional.of(base);
    mapping.intent = new Intent.None();
    Referee.known(item, base);
    mapping.theirs = new Remote.Unseen();
    mapping.seenVersion = item.entry == null ? 0 : item.entry.version;
  }

  private static void write(
      Item item, Item.Mapping mapping, EntryContent content, EntryContent base) {
    var entry = Objects.requireNonNull(item.entry);
    Referee.localWrite(item, entry.content, content);
    entry.put(content);
    agree(item, mapping, base);
    if (!Fields.same(content, base)) {
      mapping.seenVersion = 0; // there is something left to push
    }
  }

  void push() {
    for (var item : List.copyOf(history.items)) {
      var mapping = item.mapping;
      if (mapping == null && item.localHere() && !mapped(item)) {
        item.mapping = new Item.Mapping();
        push(item);
      } else if (mapping != null && dirty(item, mapping)) {
        push(item);
      }
    }
  }

  /** An event of this item that was not listed yet is imported, not created a second time. */
  private static boolean mapped(Item item) {
    return item.remoteHere();
  }

  private static boolean dirty(Item item, Item.Mapping mapping) {
    return item.entry == null
        || item.entry.version != mapping.seenVersion
        || !(mapping.theirs instanceof Remote.Unseen)
        || !(mapping.intent instanceof Intent.None);
  }

  private void push(Item item) {
    for (int attempt = 0; attempt < 6 && item.mapping != null; attempt++) {
      var decision = history.engine.decide(item.state(), history.policy, false);
      if (!perform(item, item.mapping, decision)) {
        return;
      }
    }
  }

  void resolve(Item item) {
    if (item.mapping == null
        || !(history.engine.decide(item.state(), history.policy, false)
            instanceof Conflict conflict)) {
      return;
    }
    item.chosen = true;
    var table = new Reconcile(Direction.BIDIRECTIONAL, history.policy);
    // A wrong engine may see a conflict where there is none.
    var kind =
        table.decide(item.state()) instanceof Conflict right ? right.kind() : conflict.kind();
    var decision = table.resolve(item.state(), history.choice(kind, item.state()));
    perform(item, item.mapping, decision);
  }

  /** Whether to decide again. */
  private boolean perform(Item item, Item.Mapping mapping, Decision decision) {
    return switch (decision) {
      case Look() -> look(item, mapping);
      case PushCreate(var content, var newKey) -> create(item, mapping, content, newKey);
      case PushUpdate(var from, var to) -> update(item, mapping, from, to);
      case PushDelete(var base) -> delete(item, mapping, base);
      case Nothing nothing -> done(item, mapping, nothing);
      case Rebase rebase -> done(item, mapping, rebase);
      case PullCreate create -> done(item, mapping, create);
      case PullUpdate update -> done(item, mapping, update);
      case Merge merge -> done(item, mapping, merge);
      case PullDelete delete -> done(item, mapping, delete);
      case Forget forget -> done(item, mapping, forget);
      case Held held -> done(item, mapping, held);
      case Conflict conflict -> done(item, mapping, conflict);
    };
  }

  private boolean done(Item item, Item.Mapping mapping, Decision decision) {
    effect(item, mapping, decision);
    return decision instanceof PullUpdate || decision instanceof Merge;
  }

  private boolean look(Item item, Item.Mapping mapping) {
    var event = history.vendor.find(mapping.remoteId);
    if (event == null) {
      mapping.theirs = new Remote.Missing();
    } else {
      mapping.theirs = event.seen();
      mapping.revision = event.revision;
    }
    return item.mapping == mapping;
  }

  private void intend(Item.Mapping mapping, Intent intent) {
    mapping.theirs = new Remote.Unseen();
    mapping.intent = history.engine == Engine.NO_INTENT ? new Intent.None() : intent;
    history.meanwhile();
  }

  private boolean create(Item item, Item.Mapping mapping, EntryContent content, boolean newKey) {
    history.meanwhile();
    if (newKey || mapping.remoteId == 0) {
      mapping.remoteId = ++ids;
    }
    mapping.base = Optional.empty();
    mapping.theirs = new Remote.Unseen();
    mapping.intent = new Intent.Write(content);
    item.ambiguous.add(content);
    long version = Objects.requireNonNull(item.entry).version;
    history.meanwhile();
    if (history.vendor.find(mapping.remoteId) != null) {
      return look(item, mapping);
    }
    Referee.remoteCreate(item);
    item.event = history.vendor.create(mapping.remoteId, item, inserted(content));
    item.agreed = item.event.content;
    mapping.revision = item.event.revision;
    return slots(item, mapping, inserted(content), content, version);
  }

  private boolean update(Item item, Item.Mapping mapping, EntryContent from, EntryContent to) {
    Referee.takesForKnown(item, from, to);
    mapping.base = Optional.of(from);
    long version = Objects.requireNonNull(item.entry).version;
    item.ambiguous.add(to);
    intend(mapping, new Intent.Write(to));
    return slots(item, mapping, from, to, version);
  }

  /** First the master in one go, then slot by slot; anything may happen in between. */
  private boolean slots(
      Item item, Item.Mapping mapping, EntryContent from, EntryContent to, long version) {
    var fields = Fields.changed(from, to);
    var master = new LinkedHashSet<>(fields);
    master.removeIf(Field.Slot.class::isInstance);
    var steps = new ArrayList<Set<Field>>();
    if (!master.isEmpty()) {
      steps.add(master);
    }
    fields.stream().filter(Field.Slot.class::isInstance).forEach(slot -> steps.add(Set.of(slot)));
    for (var step : steps) {
      if (!patch(item, mapping, to, step)) {
        return look(item, mapping);
      }
      history.meanwhile();
    }
    mapping.base = Optional.of(to);
    mapping.intent = new Intent.None();
    Referee.known(item, to);
    mapping.theirs = new Remote.Unseen();
    mapping.seenVersion = version;
    return false;
  }

  private boolean patch(Item item, Item.Mapping mapping, EntryContent to, Set<Field> fields) {
    var event = history.vendor.find(mapping.remoteId);
    if (event == null || event.deleted || stale(event, mapping)) {
      return false;
    }
    var after = Fields.carry(event.content, to, fields);
    Referee.remoteWrite(item, event.content, after);
    event.content = after;
    history.vendor.touch(event);
    mapping.revision = event.revision;
    return true;
  }

  private boolean stale(Vendor.Event event, Item.Mapping mapping) {
    return event.revision != mapping.revision && history.engine != Engine.NO_PRECONDITION;
  }

  private boolean delete(Item item, Item.Mapping mapping, EntryContent base) {
    mapping.base = Optional.of(base);
    item.agreed = base;
    intend(mapping, new Intent.Delete());
    var event = history.vendor.find(mapping.remoteId);
    if (event != null && !event.deleted) {
      if (stale(event, mapping)) {
        return look(item, mapping);
      }
      Referee.remoteDelete(item);
      event.deleted = true;
      history.vendor.touch(event);
      history.meanwhile();
    }
    item.mapping = null;
    return false;
  }

  /** What a creation writes in its first call. */
  private static EntryContent inserted(EntryContent content) {
    var slots = new TreeMap<>(content.exceptions());
    slots.values().removeIf(Occurrence.Changed.class::isInstance);
    return new EntryContent(
        content.title(),
        content.notes(),
        content.location(),
        content.when(),
        content.isPrivate(),
        content.status(),
        content.recurrence(),
        slots);
  }
}
