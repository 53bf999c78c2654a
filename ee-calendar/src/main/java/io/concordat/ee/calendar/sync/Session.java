package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Occasion;
import io.concordat.ee.calendar.event.ImportRule;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MeetingRows.Kin;
import io.concordat.ee.calendar.mapping.Overtaken;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.reconcile.Direction;
import io.concordat.ee.calendar.reconcile.Fuses;
import io.concordat.ee.calendar.reconcile.Policy;
import io.concordat.ee.calendar.reconcile.Reconcile;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of one provider. Every transaction holds the provider's row and checks the run's fencing
 * number, so a run that was thought dead can commit nothing.
 */
final class Session {
  private static final int TRIES = 6;

  /** Serialization failure and deadlock: the database asks for another try. */
  private static final Set<String> AGAIN = Set.of("40001", "40P01");

  private final Transactions transactions;
  private final ProviderRows providers;
  private final RunRows runs;
  private final long fence;
  final UUID id;
  final RemoteCalendar calendar;
  final RunRecord record;
  final Instant began;
  private final Policy policy;
  final Counts counts = new Counts();
  final Notes notes;

  /** What is being pushed. */
  final Backlog backlog = new Backlog();

  /** When the push will be over, as far as anybody can know. */
  Optional<Instant> ends = Optional.empty();

  /** When the vendor may be written to again, if more waits than may go out now. */
  Optional<Instant> rests = Optional.empty();

  /** When what was overtaken again and again is tried once more. */
  Optional<Instant> again = Optional.empty();

  /** Whether something was read that notices should have told of, and did not. */
  boolean untold;

  /** Whether everything that waits to be pushed has been weighed, not only a part of it. */
  boolean weighed;

  private Provider provider;

  Session(
      Transactions transactions,
      ProviderRows providers,
      RunRows runs,
      Provider provider,
      RemoteCalendar calendar,
      RunRecord record,
      Instant began,
      Policy policy,
      Notes notes) {
    this.notes = notes;
    this.transactions = transactions;
    this.providers = providers;
    this.runs = runs;
    this.fence = provider.progress().fence();
    this.id = provider.id();
    this.provider = provider;
    this.calendar = calendar;
    this.record = record;
    this.began = began;
    this.policy = policy;
    record.before().ifPresent(counts::add);
  }

  /** As it was at the start of the last transaction. */
  Provider provider() {
    return provider;
  }

  /** What the run does is told of under this. */
  Occasion occasion() {
    return new Occasion(id, Optional.of(record.id()), record.cause());
  }

  long fence() {
    return fence;
  }

  Reconcile reconcile() {
    return reconcile(provider, policy);
  }

  static Reconcile reconcile(Provider provider, Policy policy) {
    return new Reconcile(
        Direction.valueOf(provider.settings().direction().toUpperCase(Locale.ROOT)),
        policy,
        provider.brand().slotsFollow());
  }

  /** One mapping as this run sees it. */
  Subject subject(
      Mapping mapping,
      Optional<Mapping> stored,
      Optional<ScheduleEntry> entry,
      Map<UUID, Kin> kin) {
    boolean holdsMail = calendar.notifiesGuests() && provider.settings().outgoing().holdsMail();
    return new Subject(mapping, stored, entry, provider.user(), Part.of(mapping, kin, holdsMail));
  }

  Fuses fuses(int usual) {
    return new Fuses(provider.settings().outgoing().createsAtOnce().orElse(usual));
  }

  ImportRule importRule() {
    Provider.Rule rule = provider.settings().importRule();
    return switch (rule.mode()) {
      case "all" -> new ImportRule.All();
      case "tagged" -> new ImportRule.Tagged(rule.tag().orElseThrow());
      default -> new ImportRule.None();
    };
  }

  /** One transaction of the run; work that met a stale entry starts again. */
  <T> T tx(Work<T> work) {
    for (int left = TRIES; ; left--) {
      var more = new Counts();
      try {
        T result = transactions.call(tx -> fenced(tx, more, work));
        counts.add(more);
        return result;
      } catch (RuntimeException e) {
        if (left == 0 || !again(e)) {
          throw e;
        }
      }
    }
  }

  private <T> T fenced(Tx tx, Counts more, Work<T> work) {
    Provider now = providers.lock(tx, id).orElseThrow(Stopped::new);
    if (now.progress().fence() != fence) {
      throw new Overtaken("a calendar provider");
    }
    if (!now.runnable()) {
      throw new Stopped();
    }
    provider = now;
    T result = work.run(tx, more);
    var sum = counts.copy();
    sum.add(more);
    runs.progress(tx, record, sum, ends);
    return result;
  }

  private static boolean again(Throwable failure) {
    if (failure instanceof StaleEntry) {
      return true;
    }
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && AGAIN.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** Work inside a transaction; what it counts holds if it commits. */
  @FunctionalInterface
  interface Work<T> {
    T run(Tx tx, Counts counts);
  }
}
