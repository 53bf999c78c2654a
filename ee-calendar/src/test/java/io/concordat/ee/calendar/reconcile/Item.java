package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One piece of work: its entry, its remote copy, its mapping, and what the referee knows of it. */
final class Item {
  @Nullable Entry entry;
  Vendor.@Nullable Event event;
  @Nullable Mapping mapping;

  /** What sync last knew both sides to have. */
  @Nullable EntryContent agreed;

  /**
   * What the remote copy was before, or was to become by, writes that we do not know to be done.
   */
  final List<EntryContent> ambiguous = new ArrayList<>();

  /** A person has chosen: until both agree again, whatever gets lost was meant to. */
  boolean chosen;

  boolean localActed;
  boolean remoteActed;
  int localWrites;
  int remoteWrites;

  /** The schedule's side. */
  static final class Entry {
    EntryContent content;
    long version = 1;
    boolean deleted;
    boolean assigned = true;

    Entry(EntryContent content) {
      this.content = content;
    }

    void put(EntryContent content) {
      this.content = content;
      version++;
    }

    boolean here() {
      return !deleted && assigned;
    }
  }

  /** What is stored, and so survives a crash. */
  static final class Mapping {
    Optional<EntryContent> base = Optional.empty();
    Intent intent = new Intent.None();
    Remote theirs = new Remote.Unseen();
    long remoteId;
    long revision;
    long seenVersion;
  }

  /** What the local user did since, and sync must not write over. */
  Set<Field> localEdits() {
    return agreed == null || entry == null || chosen
        ? Set.of()
        : Fields.changed(agreed, entry.content);
  }

  /**
   * While a write of ours is open, nothing tells its undoing, to the letter, from a write that
   * never came through, nor the very same edit by somebody else from our own: those are not
   * protected.
   */
  Set<Field> remoteEdits() {
    if (agreed == null || event == null || chosen) {
      return Set.of();
    }
    var edits = new HashSet<>(Fields.changed(agreed, event.content));
    for (var content : ambiguous) {
      edits.retainAll(Fields.changed(content, event.content));
    }
    return edits;
  }

  State state() {
    var stored = mapping;
    return stored == null
        ? State.of(Optional.empty(), local(), new Remote.Unseen())
        : new State(stored.base, stored.intent, local(), stored.theirs);
  }

  Local local() {
    if (entry == null) {
      return new Local.Never();
    }
    return entry.here() ? new Local.Present(entry.content) : new Local.Gone();
  }

  boolean localHere() {
    return entry != null && entry.here();
  }

  boolean remoteHere() {
    return event != null && !event.deleted;
  }
}
