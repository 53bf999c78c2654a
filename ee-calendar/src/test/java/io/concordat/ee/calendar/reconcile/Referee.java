package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Knows who did what, and says what must hold. Shares no decision with the code under test. */
final class Referee {
  private Referee() {}

  static void newRound(Item item) {
    item.localActed = false;
    item.remoteActed = false;
    item.localWrites = 0;
    item.remoteWrites = 0;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Broken(otherwise);
    }
  }

  /** Between what is here and what sync last saw there. */
  static void conflict(Item item, Remote seen) {
    require(item.localActed && item.remoteActed, "a conflict while one side is idle");
    boolean equal =
        item.local() instanceof Local.Present(var ours)
            && seen instanceof Remote.Present(var theirs)
            && Fields.same(ours, theirs);
    require(!equal, "a conflict between equal contents");
  }

  static void localWrite(Item item, EntryContent before, EntryContent after) {
    item.localWrites++;
    require(item.remoteActed, "a local write without a cause");
    var written = Fields.changed(before, after);
    require(!written.isEmpty(), "a local write of nothing");
    require(!touches(written, open(item, item.localEdits())), "a local edit is overwritten");
    carried(item, after, written);
  }

  static void localCreate(Item item) {
    item.localWrites++;
    require(item.remoteActed, "a local entry without a cause");
  }

  static void localDelete(Item item) {
    item.localWrites++;
    require(item.remoteActed, "a local delete without a cause");
    require(item.localEdits().isEmpty(), "a local edit is lost to a delete");
    require(event(item).deleted, "deleted here, though nobody deleted it there");
  }

  static void remoteWrite(Item item, EntryContent before, EntryContent after) {
    item.remoteWrites++;
    require(item.localActed, "a vendor write without a cause");
    var written = Fields.changed(before, after);
    require(!touches(written, open(item, item.remoteEdits())), "a remote edit is overwritten");
    item.ambiguous.add(before);
    carried(item, after, written);
  }

  /** An edit that both sides have alike cannot be lost. */
  private static Set<Field> open(Item item, Set<Field> edits) {
    var open = new HashSet<>(edits);
    if (item.entry != null && item.event != null) {
      open.retainAll(Fields.changed(item.entry.content, item.event.content));
    }
    return open;
  }

  /** What sync itself has written is nobody's edit. */
  private static void carried(Item item, EntryContent after, Set<Field> written) {
    if (item.agreed != null) {
      item.agreed = Fields.carry(item.agreed, after, written);
    }
  }

  static void remoteCreate(Item item) {
    item.remoteWrites++;
    require(item.localActed, "a vendor event without a cause");
    require(!item.remoteHere(), "a duplicate at the vendor");
  }

  static void remoteDelete(Item item) {
    item.remoteWrites++;
    require(item.localActed, "a vendor delete without a cause");
    require(item.remoteEdits().isEmpty(), "a remote edit is lost to a delete");
    require(!item.localHere() || item.localActed, "deleted there, though nobody deleted it here");
  }

  /** Sync knows that both sides have this. */
  static void known(Item item, EntryContent base) {
    item.agreed = base;
    item.chosen = false;
    item.ambiguous.clear();
  }

  /**
   * A push sets out from this as what both have: whatever is new in it must not be undone by it.
   */
  static void takesForKnown(Item item, EntryContent from, EntryContent to) {
    if (item.agreed != null && !item.chosen) {
      var undone = new HashSet<>(Fields.changed(item.agreed, from));
      undone.retainAll(Fields.changed(from, to));
      item.ambiguous.forEach(content -> undone.retainAll(Fields.changed(content, from)));
      require(undone.isEmpty(), "a remote edit is undone");
    }
    item.agreed = from;
  }

  static void agreed(Item item) {
    require(item.localHere() == item.remoteHere(), "after quiet one side is gone");
    if (item.localHere()) {
      require(
          Fields.same(entry(item).content, event(item).content), "after quiet the sides differ");
    }
    if (!item.localActed) {
      require(item.remoteWrites == 0, "vendor writes while the local user was idle");
    }
    if (!item.remoteActed) {
      require(item.localWrites == 0, "local writes while the remote user was idle");
    }
  }

  /** Start and rule are one thing, and both touch every slot. */
  private static boolean touches(Set<Field> written, Set<Field> edited) {
    boolean shaped = edited.contains(Master.WHEN) || edited.contains(Master.RECURRENCE);
    boolean slots = edited.stream().anyMatch(Field.Slot.class::isInstance);
    for (var field : written) {
      boolean meets =
          switch (field) {
            case Field.Slot slot -> shaped;
            case Master master ->
                (master == Master.WHEN || master == Master.RECURRENCE) && (shaped || slots);
          };
      if (meets || edited.contains(field)) {
        return true;
      }
    }
    return false;
  }

  private static Item.Entry entry(Item item) {
    return Objects.requireNonNull(item.entry);
  }

  private static Vendor.Event event(Item item) {
    return Objects.requireNonNull(item.event);
  }
}
