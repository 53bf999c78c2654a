package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.MappingRows;
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
  private Map<String, ScheduleEntryId> elsewhere = Map.of();
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

  void take(List<Seen> seen) {
    List<Seen> admitted = seen.stream().filter(this::admitted).toList();
    if (admitted.isEmpty()) {
      return;
    }
    awaitColleagues(admitted);
    var uids = admitted.stream().map(one -> whole(one).icalUid()).filter(uid -> !uid.isEmpty());
    elsewhere = mappings.elsewhere(tx, session.id, uids.toList());
    entries = desk.read(tx, elsewhere.values());
    mappings
        .ofEntries(tx, session.id, elsewhere.values())
        .forEach(mapping -> waiting.put(mapping.entry(), mapping));
    admitted.forEach(this::take);
  }

  private void awaitColleagues(List<Seen> admitted) {
    List<String> shared =
        admitted.stream()
            .map(Newcomers::whole)
            .filter(whole -> !invited(whole, guests, owner).isEmpty())
            .map(RemoteItem.Whole::icalUid)
            .filter(uid -> !uid.isEmpty())
            .toList();
    if (!shared.isEmpty()) {
      mappings.awaitMeetings(tx, shared);
    }
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
    if (!sameMeeting(one, content) && !sameWork(one, content)) {
      create(one, content);
    }
  }

  private boolean sameMeeting(Seen one, EntryContent content) {
    ScheduleEntryId entry = elsewhere.get(whole(one).icalUid());
    if (entry == null || !entries.containsKey(entry) || !taken.add(entry)) {
      return false;
    }
    Optional<Mapping> stored = Optional.ofNullable(waiting.get(entry));
    if (stored.flatMap(Mapping::remoteId).isPresent()) {
      return false;
    }
    ScheduleEntry ours = entries.get(entry);
    effects.attach(subject(one, stored, ours), words.of(ours.content(), content));
    return true;
  }

  private boolean sameWork(Seen one, EntryContent shown) {
    Optional<ScheduleEntry> same = known.same(tx, shown).flatMap(this::again);
    if (same.isEmpty() || !taken.add(same.get().id())) {
      return false;
    }
    EntryContent theirs = words.of(same.get().content(), shown);
    EntryContent base = SameWork.base(same.get().content(), theirs);
    Mapping mapping = mapping(one, Optional.empty(), same.get().id()).with(Agreed.on(base));
    var subject = new Subject(mapping, Optional.empty(), same, owner);
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

  private Subject subject(Seen one, Optional<Mapping> stored, ScheduleEntry entry) {
    return new Subject(mapping(one, stored, entry.id()), stored, Optional.of(entry), owner);
  }

  private Mapping mapping(Seen one, Optional<Mapping> stored, ScheduleEntryId entry) {
    var copy =
        new Mapping.Place(
            one.parts(),
            Optional.of(whole(one).icalUid()).filter(uid -> !uid.isEmpty()),
            invited(whole(one), guests, owner));
    return stored
        .orElseGet(() -> Mapping.fresh(UUID.randomUUID(), session.id, entry))
        .with(copy)
        .seenIn(generation);
  }
}
