package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.fuse.ActRows;
import io.concordat.ee.calendar.fuse.ActRows.Act;
import io.concordat.ee.calendar.fuse.FuseRows;
import io.concordat.ee.calendar.fuse.FuseRows.Question;
import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.ee.calendar.reconcile.Fuse.Verdict;
import io.concordat.ee.calendar.reconcile.Fuses;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weighs what a run is about to do, before it does it. What is too much is held back and asked
 * about; what a person let through is not weighed again.
 */
final class Gate {
  static final String BLOWN = "CALENDAR_FUSE_BLOWN";
  static final String CLOSED = "CALENDAR_FUSE_CLOSED";

  /** Who lets a short listing pass also lets go what turns out to be gone. */
  private static final Set<Fuse> GOING_HERE = Set.of(Fuse.MASS_DELETE_HERE, Fuse.SHORT_LISTING);

  private final PluginContext core;
  private final MappingRows mappings;
  private final int creates;
  private final FuseRows fuses = new FuseRows();
  private final ActRows acts = new ActRows();

  Gate(PluginContext core, MappingRows mappings, int creates) {
    this.core = core;
    this.mappings = mappings;
    this.creates = creates;
  }

  /** The entries that a push would write, by what that could damage. */
  record Load(
      List<ScheduleEntryId> creates,
      List<ScheduleEntryId> deletes,
      List<ScheduleEntryId> mails,
      List<ScheduleEntryId> writes) {
    static Load of(Session session, List<Todo> todos) {
      var creates = new ArrayList<ScheduleEntryId>();
      var deletes = new ArrayList<ScheduleEntryId>();
      var mails = new ArrayList<ScheduleEntryId>();
      var writes = new ArrayList<ScheduleEntryId>();
      for (Todo todo : todos) {
        ScheduleEntryId entry = todo.mapping().entry();
        switch (todo) {
          case Todo.Create create -> creates.add(entry);
          case Todo.Update update -> writes.add(entry);
          case Todo.Delete delete -> deletes.add(entry);
          case Todo.Look look -> {}
        }
        if (mails(session, todo)) {
          mails.add(entry);
        }
      }
      writes.addAll(creates);
      return new Load(creates, deletes, mails, writes);
    }

    /** What a person let out by itself was looked at already. */
    private static boolean mails(Session session, Todo todo) {
      return session.calendar.notifiesGuests()
          && !(todo instanceof Todo.Look)
          && todo.mapping().place().parts().filter(parts -> parts.guests()).isPresent()
          && !todo.mapping().standing().releasedVersion().equals(Optional.of(todo.version()));
    }
  }

  /** Whether some of this has to wait now: then it must be chosen again. */
  boolean stops(Tx tx, Session session, Load load) {
    var scale = new Scale(tx, session);
    boolean stopped = scale.create(load.creates());
    stopped |= scale.mass(Fuse.MASS_DELETE_THERE, Act.DELETE_THERE, load.deletes());
    stopped |= scale.mass(Fuse.MASS_MAIL, Act.MAIL, load.mails());
    return scale.loop(load.writes()) || stopped;
  }

  /** Which of the entries that are to go have to wait. */
  Set<ScheduleEntryId> stopsHere(Tx tx, Session session, List<ScheduleEntryId> going) {
    new Scale(tx, session).mass(Fuse.MASS_DELETE_HERE, Act.DELETE_HERE, going);
    return fuses.held(tx, session.id, GOING_HERE);
  }

  /** What a person let through, and who. */
  Map<ScheduleEntryId, Because> released(Tx tx, Session session) {
    var found = new HashMap<ScheduleEntryId, Because>();
    fuses
        .let(tx, session.id)
        .forEach((entry, by) -> found.put(entry, new Because(Cause.FUSE_RELEASE, by)));
    return found;
  }

  /** Entries went. */
  void gone(Tx tx, Session session, Collection<ScheduleEntryId> entries) {
    record(tx, session, Act.DELETE_HERE, entries, GOING_HERE);
  }

  /** The vendor was written to. */
  void done(Tx tx, Session session, List<Todo> todos) {
    Load load = Load.of(session, todos);
    record(tx, session, Act.WRITE, load.writes(), Set.of());
    record(tx, session, Act.MAIL, load.mails(), Set.of(Fuse.MASS_MAIL));
    record(tx, session, Act.DELETE_THERE, load.deletes(), Set.of(Fuse.MASS_DELETE_THERE));
  }

  /** What a person let through does not count. */
  private void record(
      Tx tx, Session session, Act act, Collection<ScheduleEntryId> entries, Set<Fuse> kinds) {
    if (!entries.isEmpty()) {
      var counted = new HashSet<>(entries);
      counted.removeAll(fuses.released(tx, session.id, kinds));
      acts.record(tx, session.id, act, counted, core.clock().instant());
    }
  }

  /**
   * The pages of a complete listing that may be believed. A calendar of which nothing is known yet
   * cannot be compared with anything, and is used while it is read.
   */
  Iterator<Listing.Page> trusted(Session session, Iterator<Listing.Page> pages) {
    Map<String, ScheduleEntryId> known = session.tx((tx, counts) -> mappings.known(tx, session.id));
    if (known.isEmpty()) {
      return pages;
    }
    var all = new ArrayList<Listing.Page>();
    pages.forEachRemaining(all::add);
    var unseen = new HashMap<>(known);
    all.forEach(page -> page.items().forEach(item -> unseen.remove(id(item))));
    if (session.tx((tx, counts) -> new Scale(tx, session).listing(known.size(), unseen.values()))) {
      throw new Suspect(unseen.size(), known.size());
    }
    return all.iterator();
  }

  private static String id(RemoteItem item) {
    return switch (item) {
      case RemoteItem.Whole whole -> whole.id();
      case RemoteItem.Slot slot -> slot.masterId();
      case RemoteItem.Deleted(var id) -> id;
      case RemoteItem.Malformed malformed -> malformed.id();
    };
  }

  /** What was put right by somebody asks no more. */
  void refresh(Tx tx, Session session) {
    if (!fuses.states(tx, session.id).isEmpty()
        && fuses.refresh(tx, session.id, session.provider().user())) {
      tell(tx, session, CLOSED, "put_right", Map.of());
    }
  }

  void say(Tx tx, Event event) {
    core.outbox().append(tx, event);
  }

  private void tell(Tx tx, Session session, String type, String cause, Map<String, Object> data) {
    core.outbox().append(tx, new Event(type, session.id, cause, data));
  }

  /** One weighing, inside a transaction that holds the provider. */
  private final class Scale {
    private final Tx tx;
    private final Session session;
    private final Instant now = core.clock().instant();
    private final Map<Fuse, Boolean> states;

    Scale(Tx tx, Session session) {
      this.tx = tx;
      this.session = session;
      this.states = fuses.states(tx, session.id);
    }

    boolean create(List<ScheduleEntryId> entries) {
      var asked = asked(Fuse.MASS_CREATE, entries);
      Fuses limits = session.fuses(creates);
      return stop(Fuse.MASS_CREATE, asked, limits.create(asked.size()), limits.creates());
    }

    boolean mass(Fuse kind, Act act, List<ScheduleEntryId> entries) {
      var asked = asked(kind, entries);
      if (asked.isEmpty()) {
        return false;
      }
      int recent = acts.recent(tx, session.id, act, now);
      int known = mappings.count(tx, session.id);
      Verdict verdict = Fuses.mass(known, asked.size(), recent);
      return stop(kind, asked, verdict, Fuses.goes(known + recent));
    }

    boolean loop(List<ScheduleEntryId> entries) {
      if (entries.isEmpty()) {
        return false;
      }
      Set<ScheduleEntryId> looping = acts.looping(tx, session.id, entries, now);
      return stop(Fuse.LOOP, looping, new Verdict.Blown(Fuses.WRITES), Fuses.WRITES);
    }

    /** A later listing that shows everything answers the question by itself. */
    boolean listing(int known, Collection<ScheduleEntryId> unseen) {
      var asked = asked(Fuse.SHORT_LISTING, unseen);
      Verdict verdict = Fuses.listing(known, asked.size());
      if (verdict.blown().isEmpty()) {
        if (fuses.close(tx, session.id, Fuse.SHORT_LISTING)) {
          tell(tx, session, CLOSED, "complete_again", Map.of());
        }
        return false;
      }
      stop(Fuse.SHORT_LISTING, asked, verdict, Fuses.misses(known));
      return !session.notes.rehearsing();
    }

    /** Without what a person let through. */
    private Set<ScheduleEntryId> asked(Fuse kind, Collection<ScheduleEntryId> entries) {
      var asked = new HashSet<>(entries);
      if (!states.isEmpty()) {
        var kinds = kind == Fuse.MASS_DELETE_HERE ? GOING_HERE : Set.of(kind);
        asked.removeAll(fuses.released(tx, session.id, kinds));
      }
      return asked;
    }

    /** While a question is open, whatever comes of its kind joins it. */
    private boolean stop(Fuse kind, Set<ScheduleEntryId> asked, Verdict verdict, int allowed) {
      boolean open = states.getOrDefault(kind, false);
      if (asked.isEmpty() || (verdict.blown().isEmpty() && !open)) {
        return false;
      }
      if (session.notes.rehearsing()) {
        session.notes.question(kind);
        return false;
      }
      var question = new Question(kind, allowed, mappings.count(tx, session.id));
      boolean more = fuses.hold(tx, session.id, question, asked, now);
      if (more && !open) {
        Map<String, Object> data = Map.of("amount", asked.size(), "allowed", allowed);
        tell(tx, session, BLOWN, kind.stored(), data);
        audit(kind, asked.size());
      }
      return more;
    }

    private void audit(Fuse kind, int amount) {
      core.audit()
          .record(
              tx,
              new Audit.Entry(
                  Optional.empty(),
                  "calendar_fuse.blown",
                  session.id.toString(),
                  "ok",
                  Map.of("kind", kind.stored(), "amount", String.valueOf(amount))));
    }
  }
}
