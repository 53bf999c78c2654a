package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.MeetingUid;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.mapping.MeetingRows.Elsewhere;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Local;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.reconcile.State;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Events without a mapping. Each is, in this order: the copy of an entry that another calendar of
 * the tenant brought (same iCalUID), an entry that waits for its copy (same work), or new.
 */
final class Newcomers {
  private final Desk desk;
  private final MappingRows mappings;
  private final Tx tx;
  private final Session session;
  private final Effects effects;
  private final OwnWords words;
  private final Intake.Known known;
  private final Map<String, UserId> guests;
  private final long generation;
  private final UserId owner;
  private final Set<ScheduleEntryId> taken = new HashSet<>();
  private Map<String, Elsewhere> elsewhere = Map.of();
  private Map<String, Mapping> ours = Map.of();
  private Map<ScheduleEntryId, ScheduleEntry> entries = Map.of();
  private final Map<ScheduleEntryId, Mapping> waiting = new HashMap<>();

  Newcomers(
      Desk desk,
      MappingRows mappings,
      Tx tx,
      Session session,
      Effects effects,
      Intake.Known known,
      Map<String, UserId> guests,
      long generation,
      Collection<Mapping> mapped) {
    this.desk = desk;
    this.mappings = mappings;
    this.tx = tx;
    this.session = session;
    this.effects = effects;
    this.words = new OwnWords(session.calendar);
    this.known = known;
    this.guests = guests;
    this.generation = generation;
    this.owner = session.provider().user();
    mapped.forEach(mapping -> taken.add(mapping.entry()));
  }

  /** Users of the tenant who are invited, the calendar's owner left out. */
  static Set<UserId> invited(RemoteItem.Whole whole, Map<String, UserId> guests, UserId owner) {
    var invited = new HashSet<UserId>();
    for (String email : whole.attendees()) {
      UserId user = guests.get(email);
      if (user != null && !user.equals(owner)) {
        invited.add(user);
      }
    }
    return invited;
  }

  /** By which other calendars show the same meeting. */
  static Optional<String> uid(RemoteItem.Whole whole) {
    return Optional.of(MeetingUid.of(whole.icalUid())).filter(uid -> !uid.isEmpty());
  }

  void take(List<Seen> seen) {
    List<Seen> admitted = seen.stream().filter(this::admitted).toList();
    if (admitted.isEmpty()) {
      return;
    }
    var uids = admitted.stream().flatMap(one -> uid(whole(one)).stream()).toList();
    desk.meetings().awaitTurn(tx, uids);
    elsewhere = desk.meetings().elsewhere(tx, session.id, uids);
    ours = ours(admitted);
    var known = new HashSet<ScheduleEntryId>();
    elsewhere.values().forEach(one -> known.add(one.entry()));
    ours.values().forEach(one -> known.add(one.entry()));
    entries = desk.read(tx, known);
    mappings
        .ofEntries(tx, session.id, known)
        .forEach(mapping -> waiting.put(mapping.entry(), mapping));
    admitted.forEach(this::take);
  }

  /** Events that bear our mark, with the mapping that it names. */
  private Map<String, Mapping> ours(List<Seen> admitted) {
    var keys = new HashMap<String, UUID>();
    admitted.forEach(
        one -> whole(one).key().flatMap(Reach::id).ifPresent(key -> keys.put(one.remoteId(), key)));
    if (keys.isEmpty()) {
      return Map.of();
    }
    var byId = new HashMap<UUID, Mapping>();
    mappings.byIds(tx, keys.values()).forEach(mapping -> byId.put(mapping.id(), mapping));
    var found = new HashMap<String, Mapping>();
    keys.forEach((id, key) -> Optional.ofNullable(byId.get(key)).ifPresent(m -> found.put(id, m)));
    return found;
  }

  private boolean admitted(Seen one) {
    return one.whole().isPresent()
        && one.remote() instanceof Remote.Present(var content)
        && session.provider().pullsIn()
        && session.importRule().admits(content, whole(one).type());
  }

  private static RemoteItem.Whole whole(Seen one) {
    return one.whole().orElseThrow();
  }

  private void take(Seen one) {
    EntryContent content = ((Remote.Present) one.remote()).content();
    if (!copyOfOurs(one, content) && !sameMeeting(one, content) && !sameWork(one, content)) {
      create(one, content);
    }
  }

  /**
   * Something or somebody copied what we made. In another calendar that is never new work: it
   * becomes the copy of whoever has none yet. In the same calendar it is, once it says something
   * else.
   */
  private boolean copyOfOurs(Seen one, EntryContent content) {
    Mapping made = ours.get(one.remoteId());
    if (made == null) {
      return false;
    }
    ScheduleEntry entry = entries.get(made.entry());
    if (entry == null) {
      return false;
    }
    if (made.provider().equals(session.id)) {
      return SameWork.alike(entry.content(), words.of(entry.content(), content));
    }
    if (!entry.deleted() && entry.assignees().contains(owner)) {
      join(one, entry, content, false);
    }
    return true;
  }

  private boolean sameMeeting(Seen one, EntryContent content) {
    Elsewhere other = elsewhere.get(uid(whole(one)).orElse(""));
    if (other == null) {
      return false;
    }
    ScheduleEntry entry = entries.get(other.entry());
    return entry != null && join(one, entry, content, other.guestsOnly());
  }

  /** False: the calendar has a copy of this entry already. */
  private boolean join(Seen one, ScheduleEntry entry, EntryContent content, boolean guestsOnly) {
    Optional<Mapping> stored = Optional.ofNullable(waiting.get(entry.id()));
    if (stored.flatMap(Mapping::remoteId).isPresent() || !taken.add(entry.id())) {
      return false;
    }
    Mapping mapping = mapping(one, stored, entry.id());
    EntryContent theirs = words.of(entry.content(), content);
    if (mapping.place().guest()) {
      effects.follow(subject(mapping, stored, entry), theirs);
    } else if (guestsOnly) {
      organizerSpeaks(subject(mapping, stored, entry), theirs);
    } else {
      meet(mapping, stored, entry, theirs);
    }
    return true;
  }

  /** So far the entry said what guests' copies showed. */
  private void organizerSpeaks(Subject subject, EntryContent theirs) {
    EntryContent ours = subject.required().content();
    EntryContent content = Fields.carry(ours, theirs, Fields.changed(ours, theirs));
    effects.join(subject, new Decision.PullUpdate(content, theirs), new Remote.Present(theirs));
  }

  /** Neither is older than the other: what only one says counts as its edit. */
  private void meet(
      Mapping fresh, Optional<Mapping> stored, ScheduleEntry entry, EntryContent theirs) {
    EntryContent ours = entry.content();
    Optional<EntryContent> base =
        SameWork.alike(ours, theirs) ? Optional.of(SameWork.base(ours, theirs)) : Optional.empty();
    Mapping mapping = base.map(Agreed::on).map(fresh::with).orElse(fresh);
    var remote = new Remote.Present(theirs);
    Decision decision = session.reconcile().decide(State.of(base, new Local.Present(ours), remote));
    boolean held = decision instanceof Decision.Held;
    effects.join(
        subject(mapping, stored, entry), held ? new Decision.Rebase(theirs) : decision, remote);
  }

  private boolean sameWork(Seen one, EntryContent shown) {
    Optional<ScheduleEntry> same = known.same(tx, shown).flatMap(this::again);
    if (same.isEmpty() || !taken.add(same.get().id())) {
      return false;
    }
    EntryContent theirs = words.of(same.get().content(), shown);
    EntryContent base = SameWork.base(same.get().content(), theirs);
    Mapping mapping = mapping(one, Optional.empty(), same.get().id()).with(Agreed.on(base));
    Subject subject = session.subject(mapping, Optional.empty(), same, Map.of());
    var remote = new Remote.Present(theirs);
    effects.add(subject, session.reconcile().decide(subject.state(remote)), remote);
    return true;
  }

  /** It was read when the listing began. */
  private Optional<ScheduleEntry> again(ScheduleEntry entry) {
    return Optional.ofNullable(desk.read(tx, List.of(entry.id())).get(entry.id()))
        .filter(now -> now.content().equals(entry.content()) && now.assignees().contains(owner));
  }

  private void create(Seen one, EntryContent content) {
    Decision decision =
        session.reconcile().decide(State.of(Optional.empty(), new Local.Never(), one.remote()));
    if (decision instanceof Decision.PullCreate) {
      Mapping mapping = mapping(one, Optional.empty(), new ScheduleEntryId(UUID.randomUUID()));
      var assignees = new HashSet<>(mapping.place().attendees());
      assignees.add(owner);
      effects.create(mapping, content, assignees);
    }
  }

  private Subject subject(Mapping mapping, Optional<Mapping> stored, ScheduleEntry entry) {
    return session.subject(mapping, stored, Optional.of(entry), Map.of());
  }

  private Mapping mapping(Seen one, Optional<Mapping> stored, ScheduleEntryId entry) {
    var copy =
        new Mapping.Place(one.parts(), uid(whole(one)), invited(whole(one), guests, owner), true);
    return stored
        .orElseGet(() -> Mapping.fresh(UUID.randomUUID(), session.id, entry))
        .with(copy)
        .seenIn(generation);
  }
}
