package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.fuse.ActRows;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.mapping.MeetingRows.Kin;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.identity.Users;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes in what the vendor showed: one batch, one transaction. */
final class Intake {
  private final Desk desk;
  private final MappingRows mappings;
  private final AsideRows aside;
  private final Users users;
  private final InstantSource clock;
  private final ActRows acts = new ActRows();

  Intake(Desk desk, MappingRows mappings, AsideRows aside, Users users, InstantSource clock) {
    this.desk = desk;
    this.mappings = mappings;
    this.aside = aside;
    this.users = users;
    this.clock = clock;
  }

  /**
   * Applies the batch and whatever is to be committed with it; the answer names the items that must
   * be read first. Then nothing was done.
   */
  Set<String> take(Tx tx, Counts counts, Session session, Batch batch, Known known) {
    var work = new Work(tx, session, batch, known);
    work.look();
    if (work.toRead.isEmpty()) {
      work.apply(counts);
    }
    return work.toRead;
  }

  /** Entries without a copy that may be what an event of the first listing is about. */
  interface Known {
    Optional<ScheduleEntry> same(Tx tx, EntryContent content);

    Known NONE = (tx, content) -> Optional.empty();
  }

  /** One batch being taken in. */
  private final class Work {
    final Tx tx;
    final Session session;
    final Batch batch;
    final Known known;
    final UserId owner;
    final OwnWords words;
    final Effects effects = new Effects(Effects.Mode.PULL);
    final Set<String> toRead = new HashSet<>();
    final Set<String> waited = new HashSet<>();
    final List<RemoteItem.Slot> parked = new ArrayList<>();
    final List<Seen> seen = new ArrayList<>();
    final Map<String, Mapping> mapped;
    final Map<ScheduleEntryId, ScheduleEntry> entries;
    final Map<String, UserId> guests;

    Work(Tx tx, Session session, Batch batch, Known known) {
      this.tx = tx;
      this.session = session;
      this.batch = batch;
      this.known = known;
      this.owner = session.provider().user();
      this.words = new OwnWords(session.calendar);
      this.mapped = mappings.byRemote(tx, session.id, batch.ids());
      this.mapped.putAll(unanswered());
      this.entries = new HashMap<>(desk.entries(tx, mapped.values()));
      this.guests = guests();
    }

    /** Creations whose answer never reached us show themselves by their key. */
    private Map<String, Mapping> unanswered() {
      var ids = new HashMap<UUID, String>();
      wholes()
          .filter(whole -> !mapped.containsKey(whole.id()))
          .forEach(
              whole -> whole.key().flatMap(Reach::id).ifPresent(key -> ids.put(key, whole.id())));
      var found = new HashMap<String, Mapping>();
      mappings
          .unanswered(tx, session.id, ids.keySet())
          .forEach((key, mapping) -> found.put(ids.get(mapping.id()), mapping));
      return found;
    }

    private Map<String, UserId> guests() {
      var emails = new HashSet<String>();
      wholes().forEach(whole -> emails.addAll(whole.attendees()));
      return emails.isEmpty() ? Map.of() : users.byEmail(tx, emails);
    }

    private Stream<RemoteItem.Whole> wholes() {
      return Stream.concat(
          batch.wholes.values().stream(),
          batch.reads.values().stream()
              .flatMap(
                  read ->
                      read instanceof Read.Found found ? Stream.of(found.item()) : Stream.empty()));
    }

    void look() {
      Map<String, List<RemoteItem.Slot>> waiting = waiting();
      batch.wholes.values().forEach(whole -> whole(whole, waiting));
      batch.slots.keySet().stream()
          .filter(master -> !batch.wholes.containsKey(master) && !batch.deleted.contains(master))
          .forEach(this::slotsOnly);
      batch.deleted.stream()
          .filter(mapped::containsKey)
          .forEach(id -> seen.add(Seen.gone(id, new Remote.Deleted())));
      instances();
      batch.reads.forEach(this::read);
    }

    private Map<String, List<RemoteItem.Slot>> waiting() {
      var series =
          batch.wholes.values().stream()
              .filter(whole -> whole.content().isSeries())
              .map(RemoteItem.Whole::id)
              .toList();
      Map<String, List<RemoteItem.Slot>> found =
          series.isEmpty() ? Map.of() : aside.parked(tx, session.id, series);
      waited.addAll(found.keySet());
      return found;
    }

    private void whole(RemoteItem.Whole listed, Map<String, List<RemoteItem.Slot>> waiting) {
      if (batch.reads.containsKey(listed.id())) {
        return;
      }
      var slots = new ArrayList<>(waiting.getOrDefault(listed.id(), List.of()));
      slots.addAll(batch.slotsOf(listed.id()));
      var mapping = Optional.ofNullable(mapped.get(listed.id()));
      var whole = mapping.map(known -> words.of(known, listed)).orElse(listed);
      Optional<Copy> last =
          mapping
              .filter(known -> !batch.complete && !session.calendar.listsWholeSeries())
              .flatMap(Mapping::lastSeen);
      if (last.filter(copy -> copy.reshapedBy(whole)).isPresent()) {
        toRead.add(whole.id());
      } else {
        Copy copy = last.map(known -> known.with(whole)).orElseGet(() -> Copy.of(whole));
        seen.add(Seen.present(laid(copy, slots), Optional.of(whole)));
      }
    }

    private static Copy laid(Copy copy, List<RemoteItem.Slot> slots) {
      Copy laid = copy;
      for (RemoteItem.Slot slot : slots) {
        laid = laid.with(slot);
      }
      return laid;
    }

    private void slotsOnly(String master) {
      if (batch.reads.containsKey(master)) {
        return;
      }
      Mapping mapping = mapped.get(master);
      if (mapping == null) {
        parked.addAll(batch.slotsOf(master));
        return;
      }
      mapping
          .lastSeen()
          .filter(copy -> copy.content().isSeries())
          .map(copy -> Seen.present(laid(copy, batch.slotsOf(master)), Optional.empty()))
          .ifPresentOrElse(seen::add, () -> toRead.add(master));
    }

    /** Instances of which a listing tells nothing but their id. */
    private void instances() {
      var unknown = batch.deleted.stream().filter(id -> !mapped.containsKey(id)).toList();
      for (Mapping mapping : mappings.bySlot(tx, session.id, unknown)) {
        String master = mapping.remoteId().orElseThrow();
        if (!batch.reads.containsKey(master) && !batch.deleted.contains(master)) {
          toRead.add(master);
        }
      }
    }

    private void read(String id, Read read) {
      if (read instanceof Read.Unreadable(var bad)) {
        batch.malformed.add(bad);
      }
      Seen.of(id, read).ifPresent(seen::add);
    }

    void apply(Counts counts) {
      decide();
      new Newcomers(
              desk,
              mappings,
              tx,
              session,
              effects,
              known,
              guests,
              batch.generation,
              mapped.values())
          .take(seen.stream().filter(one -> !mapped.containsKey(one.remoteId())).toList());
      counts.add(effects.counts);
      counts.done += batch.size();
      counts.errors += batch.malformed.size();
      putAside();
      desk.apply(tx, session.occasion(), effects, clock.instant());
      session.notes.here(effects.noted);
      acts.editedThere(tx, session.id, effects.pulled);
    }

    private void putAside() {
      aside.unpark(tx, session.id, waited);
      boolean changed = aside.release(tx, session.id, readable());
      var more =
          aside.quarantine(
              tx,
              session.id,
              batch.malformed,
              Math.max(batch.generation, session.provider().progress().generation()),
              clock.instant());
      more.forEach((id, reason) -> effects.deeds.add(Deed.aside(id, reason)));
      if (changed || !more.isEmpty()) {
        effects.events.add(AsideRows.changed(session.id));
      }
      aside.park(tx, session.id, parked, clock.instant());
    }

    private Set<String> readable() {
      var readable = new HashSet<>(batch.wholes.keySet());
      readable.addAll(batch.deleted);
      readable.addAll(batch.reads.keySet());
      batch.malformed.forEach(bad -> readable.remove(bad.id()));
      return readable;
    }

    /** What is mapped already, with its mapping as it is and as it was. */
    private record Met(Seen seen, Mapping now, Mapping stored) {
      /** Only these may have something to do with other copies of their meeting. */
      boolean shared() {
        return now.place().guest() || seen.parts().isEmpty();
      }
    }

    private void decide() {
      List<Met> met = seen.stream().flatMap(one -> met(one).stream()).toList();
      Map<UUID, Kin> kin =
          desk.meetings().kin(tx, met.stream().filter(Met::shared).map(Met::now).toList());
      met.forEach(one -> decide(one, kin));
    }

    private Optional<Met> met(Seen shown) {
      return Optional.ofNullable(mapped.get(shown.remoteId())).map(stored -> met(shown, stored));
    }

    private Met met(Seen shown, Mapping stored) {
      Seen one = words.of(stored, shown);
      Set<UserId> invited = one.whole().map(this::invited).orElse(stored.place().attendees());
      return new Met(one, stored.with(copy(stored, one, invited)).seenIn(batch.generation), stored);
    }

    private void decide(Met met, Map<UUID, Kin> kin) {
      Mapping stored = met.stored();
      Optional<ScheduleEntry> entry = Optional.ofNullable(entries.get(stored.entry()));
      Subject subject = session.subject(met.now(), Optional.of(stored), entry, kin);
      Remote remote = met.seen().remote();
      effects.add(subject, subject.decide(session.reconcile(), remote), remote);
      guests(subject, stored.place().attendees(), met.now().place().attendees());
    }

    private void guests(Subject subject, Set<UserId> before, Set<UserId> now) {
      if (!before.equals(now)
          && subject.live()
          && session.provider().pullsIn()
          && !effects.forgotten.contains(subject.mapping().id())) {
        var more = new HashSet<>(now);
        more.removeAll(before);
        var fewer = new HashSet<>(before);
        fewer.removeAll(now);
        fewer.remove(owner);
        effects.assign(subject, more, fewer);
      }
    }

    private Mapping.Place copy(Mapping stored, Seen one, Set<UserId> invited) {
      return new Mapping.Place(
          one.parts().or(() -> stored.place().parts()),
          one.whole().flatMap(Newcomers::uid).or(() -> stored.place().icalUid()),
          invited,
          stored.place().foundThere());
    }

    private Set<UserId> invited(RemoteItem.Whole whole) {
      return Newcomers.invited(whole, guests, owner);
    }
  }
}
