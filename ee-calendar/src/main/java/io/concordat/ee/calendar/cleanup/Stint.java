package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.activity.ActivityRows;
import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.activity.Deed.Facts;
import io.concordat.ee.calendar.activity.Occasion;
import io.concordat.ee.calendar.cleanup.Cleanup.State;
import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.mapping.Overtaken;
import io.concordat.ee.calendar.pace.Pace;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.ee.calendar.sync.ProgressRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a clean-up. Every transaction holds the provider's row and checks the turn's number,
 * so a turn that was thought dead can commit nothing.
 */
final class Stint {
  /** Of events that a listing left out, so many are asked for by themselves. */
  private static final int DOUBTS = 20;

  private final PluginContext core;
  private final ProviderRows providers;
  private final MappingRows mappings;
  private final CleanupRows rows = new CleanupRows();
  private final ActivityRows activity = new ActivityRows();
  private final ProgressRows progress = new ProgressRows();
  private final Calendars calendars;
  private @Nullable RemoteCalendar calendar;
  final Cleanup cleanup;
  private Provider provider;

  Stint(
      PluginContext core,
      ProviderRows providers,
      MappingRows mappings,
      Calendars calendars,
      Provider provider,
      Cleanup cleanup) {
    this.core = core;
    this.providers = providers;
    this.mappings = mappings;
    this.calendars = calendars;
    this.provider = provider;
    this.cleanup = cleanup;
  }

  /** As it was at the start of the last transaction. */
  Provider provider() {
    return provider;
  }

  /** Opened when it is needed first: a clean-up can be stopped without it. */
  RemoteCalendar calendar() {
    RemoteCalendar open = calendar;
    if (open == null) {
      open = calendars.open(provider);
      calendar = open;
    }
    return open;
  }

  Instant now() {
    return core.clock().instant();
  }

  /** One transaction, as long as the clean-up is wanted. */
  <T> T tx(Function<Tx, T> work) {
    return core.transactions()
        .call(
            tx -> {
              Cleanup now = fenced(tx);
              boolean held =
                  now.state() != State.RUNNING
                      || (provider.settings().paused() && provider.settings().active());
              if (now.state() != cleanup.state() || !held) {
                throw new Halted();
              }
              return work.apply(tx);
            });
  }

  /** What has happened is written down in any case. */
  private <T> T anyway(Function<Tx, T> work) {
    return core.transactions()
        .call(
            tx -> {
              fenced(tx);
              return work.apply(tx);
            });
  }

  private Cleanup fenced(Tx tx) {
    Provider now = providers.lock(tx, cleanup.provider()).orElseThrow(Halted::new);
    if (now.progress().fence() != provider.progress().fence()) {
      throw new Overtaken("a calendar provider");
    }
    provider = now;
    return rows.find(tx, cleanup.id()).orElseThrow(Halted::new);
  }

  /**
   * Everything that is there. A listing that leaves out what is there is not believed: the end of a
   * clean-up is told by what a listing does not show.
   */
  Listed listed() {
    Listed listed = Listed.all(calendar());
    Set<String> unseen = new HashSet<>(tx(tx -> mappings.known(tx, cleanup.provider()).keySet()));
    unseen.removeAll(listed.ids);
    boolean wrong =
        unseen.stream()
            .sorted()
            .limit(DOUBTS)
            .anyMatch(id -> calendar().read(id) instanceof Read.Found);
    if (wrong) {
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()), "the listing left out what is there");
    }
    return listed;
  }

  private List<Marked> judged(Tx tx, Listed listed) {
    List<UUID> keys = listed.marked().stream().flatMap(one -> Listed.key(one).stream()).toList();
    List<String> ids = listed.marked().stream().map(RemoteItem.Whole::id).toList();
    Map<UUID, Mapping> byKey =
        mappings.byIds(tx, keys).stream().collect(Collectors.toMap(Mapping::id, one -> one));
    var byRemote = mappings.byRemote(tx, cleanup.provider(), ids);
    Set<UUID> removed = rows.removedAmong(tx, keys);
    return new Judge(cleanup.provider(), calendar(), byKey, byRemote, removed).of(listed);
  }

  /** It was looked at what is there. */
  void ready(Listed listed) {
    tx(
        tx -> {
          List<Marked> all = judged(tx, listed);
          Cleanup.Found found = found(all);
          int requests = 2 * listed.requests + found.events();
          Samples some = Samples.of(all, one -> one.stays(Choices.NONE), true);
          rows.ready(tx, cleanup.id(), found, requests, some.some(), now());
          CleanupRoutes.tell(core, tx, cleanup, State.READY);
          return true;
        });
  }

  private static Cleanup.Found found(List<Marked> all) {
    List<Marked> made = all.stream().filter(one -> one.kind() != Marked.Kind.COPY).toList();
    return new Cleanup.Found(
        made.size(),
        (int) made.stream().filter(one -> one.stays(Choices.NONE).isEmpty()).count(),
        (int) made.stream().filter(Marked::edited).count(),
        (int) made.stream().filter(Marked::guests).count(),
        (int) made.stream().filter(one -> one.kind() == Marked.Kind.UNKNOWN).count(),
        all.size() - made.size());
  }

  /** Judges what is there; what was about to be deleted before a crash is settled by it first. */
  List<Marked> weighed(Listed listed, Function<Marked, Optional<Stays>> stays) {
    return tx(
        tx -> {
          Map<String, Optional<UUID>> gone =
              new HashMap<>(rows.find(tx, cleanup.id()).orElseThrow().going());
          gone.keySet().removeAll(listed.ids);
          forget(tx, gone);
          List<Marked> all = judged(tx, listed);
          rows.progress(
              tx, cleanup.id(), Map.of(), gone.size(), left(all, stays), stay(all, stays));
          return all;
        });
  }

  private static int left(Collection<Marked> all, Function<Marked, Optional<Stays>> stays) {
    return (int) all.stream().filter(one -> stays.apply(one).isEmpty()).count();
  }

  private static Samples stay(Collection<Marked> all, Function<Marked, Optional<Stays>> stays) {
    return Samples.of(all, stays, false);
  }

  /** They were deleted, and the answer was lost with the process. */
  private void forget(Tx tx, Map<String, Optional<UUID>> gone) {
    var ids = gone.values().stream().flatMap(Optional::stream).toList();
    var known = mappings.byIds(tx, ids).stream().collect(Collectors.toMap(Mapping::id, one -> one));
    List<Deed> deeds = new ArrayList<>();
    gone.forEach(
        (id, mapping) -> {
          var of = mapping.flatMap(one -> Optional.ofNullable(known.get(one)));
          Facts before = Facts.of(of.flatMap(one -> one.agreed().base()));
          deeds.add(deed(id, of, before).with(Deed.ANSWER_LOST));
        });
    drop(tx, ids);
    activity.record(tx, Occasion.call(cleanup.provider()), deeds, now());
  }

  private void drop(Tx tx, List<UUID> ids) {
    mappings.delete(tx, ids);
    rows.removed(tx, ids);
  }

  private Deed deed(String id, Optional<Mapping> mapping, Facts before) {
    return new Deed(
        Deed.Side.THERE,
        Deed.Action.DELETE,
        Because.of(Cause.CLEANUP, cleanup.by()),
        mapping.map(Mapping::entry),
        Optional.of(id),
        before,
        Facts.NONE,
        "",
        "");
  }

  /** These are about to be deleted: whatever becomes of this process, that is known. */
  void going(Collection<Marked> some, List<Marked> all, Function<Marked, Optional<Stays>> stays) {
    var going = new HashMap<String, Optional<UUID>>();
    some.forEach(one -> going.put(one.id(), one.mappingId()));
    tx(
        tx -> {
          rows.progress(tx, cleanup.id(), going, 0, left(all, stays), stay(all, stays));
          return true;
        });
  }

  /**
   * The vendor answered.
   *
   * @param all what is still there
   */
  void answered(
      List<Deletes.Answer> answers, List<Marked> all, Function<Marked, Optional<Stays>> stays) {
    var unknown = new HashMap<String, Optional<UUID>>();
    answers.stream()
        .filter(one -> one.what() == Deletes.What.UNKNOWN)
        .forEach(one -> unknown.put(one.marked().id(), one.marked().mappingId()));
    var gone = answers.stream().filter(one -> one.what().gone()).toList();
    anyway(
        tx -> {
          drop(tx, gone.stream().flatMap(one -> one.marked().mappingId().stream()).toList());
          activity.record(
              tx, Occasion.call(cleanup.provider()), gone.stream().map(this::deed).toList(), now());
          rows.progress(tx, cleanup.id(), unknown, gone.size(), left(all, stays), stay(all, stays));
          double usual = provider.brand().requestsPerSecond();
          pace(tx, provider.pace().spent(answers.size(), now(), usual));
          return true;
        });
  }

  private Deed deed(Deletes.Answer answer) {
    Marked one = answer.marked();
    Deed deed =
        deed(one.id(), one.mapping(), Facts.of(one.content()))
            .answered(Optional.empty(), answer.receipt());
    return answer.what() == Deletes.What.ALREADY_GONE ? deed.with(Deed.ALREADY_GONE) : deed;
  }

  void pace(Tx tx, Pace pace) {
    if (!pace.equals(provider.pace())) {
      progress.pace(tx, cleanup.provider(), pace);
    }
  }

  /** It failed for now, or until a person has acted. */
  void delayed(String code, Optional<Instant> again, Consumer<Tx> and) {
    anyway(
        tx -> {
          rows.delayed(tx, cleanup.id(), code, again);
          and.accept(tx);
          return true;
        });
  }

  void over(State state, Optional<String> code) {
    anyway(
        tx -> {
          rows.over(tx, cleanup, state, code, now());
          CleanupRoutes.tell(core, tx, cleanup, state);
          return true;
        });
  }
}
