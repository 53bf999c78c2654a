package io.concordat.secret;

import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.InFlight;
import io.concordat.tenant.TenantGone;
import io.concordat.tenant.Tenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first key of the ring the one that wraps, gives every tenant a new data key, seals
 * every secret again and destroys the old data keys, while nodes go on using all of them. Whatever
 * a crash leaves undone the next run does.
 */
public final class Rotation {
  private static final Logger log = LoggerFactory.getLogger(Rotation.class);

  /** Any number: one rotation at a time. */
  private static final long ROTATING = 0x636f6e636f6b6579L;

  private static final int GLANCES = 100;
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final int ROUNDS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TenantSecrets secrets;
  private final Tenants tenants;
  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach reach;
  private final InFlight inFlight;
  private final InstantSource clock;

  public Rotation(
      TenantSecrets secrets,
      Tenants tenants,
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      InstantSource clock) {
    this.secrets = secrets;
    this.tenants = tenants;
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.reach = across.because("the master key wraps the data keys of all tenants");
    this.inFlight = new InFlight(across);
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param master the key that wraps everything now
   * @param tenants how many got a new data key, or had an old one left
   * @param secrets how many were sealed again
   * @param unreadable how many could not be opened; they and their data keys are kept as they are
   * @param left data keys that are retired but not destroyed
   * @param needed other master keys that still wrap something
   */
  public record Done(
      String master, int tenants, long secrets, long unreadable, int left, Set<String> needed) {}

  /**
   * Empty when another rotation is running.
   *
   * @param before adds the new master key, where every node finds it
   * @param after may take away the master keys that nothing needs
   */
  public Optional<Done> run(Runnable before, Consumer<Done> after) {
    try (Connection lock = reach.connection()) {
      if (!asked(lock, "select pg_try_advisory_lock(?)")) {
        return Optional.empty();
      }
      try {
        before.run();
        Done done = rotate();
        after.accept(done);
        return Optional.of(done);
      } finally {
        asked(lock, "select pg_advisory_unlock(?)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static boolean asked(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, ROTATING);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private Done rotate() {
    String master = secrets.ring().now().primary();
    MasterRows.activate(reach, master, clock.instant());
    Renewal renewal = new Renewal(secrets, transactions, clock, master);
    List<TenantId> due = new ArrayList<>();
    each(tenants.all(), tenant -> renewal.begin() && due.add(tenant));
    Renewal.Pass sealed = sealAll(due, renewal);
    boolean calm = due.isEmpty();
    for (int round = 0; round < ROUNDS && !calm; round++) {
      // Who began before may have read an old ciphertext, and open it or write it back.
      boolean ended = inFlight.ended(PATIENCE);
      Renewal.Pass again = sealAll(due, renewal);
      sealed = new Renewal.Pass(sealed.sealedAgain() + again.sealedAgain(), again.unreadable());
      calm = ended && again.sealedAgain() == 0;
    }
    return done(master, due, sealed, ended(due, renewal, calm));
  }

  private Renewal.Pass sealAll(List<TenantId> due, Renewal renewal) {
    return each(due, tenant -> sealAll(renewal)).stream()
        .reduce(new Renewal.Pass(0, 0), Renewal.Pass::plus);
  }

  /** Until nothing is left but what nobody can read, or somebody holds on to for too long. */
  private static Renewal.Pass sealAll(Renewal renewal) {
    Renewal.Pass pass = renewal.pass();
    long sealed = pass.sealedAgain();
    for (int glance = 0; glance < GLANCES && renewal.left() > pass.unreadable(); glance++) {
      LockSupport.parkNanos(GLANCE.toNanos());
      pass = renewal.pass();
      sealed += pass.sealedAgain();
    }
    return new Renewal.Pass(sealed, pass.unreadable());
  }

  private List<Renewal.End> ended(List<TenantId> due, Renewal renewal, boolean calm) {
    return each(due, tenant -> renewal.end(calm));
  }

  private static Done done(
      String master, List<TenantId> due, Renewal.Pass sealed, List<Renewal.End> ends) {
    Set<String> needed = new HashSet<>();
    ends.forEach(end -> needed.addAll(end.masters()));
    needed.remove(master);
    int left = ends.stream().mapToInt(Renewal.End::left).sum();
    return new Done(
        master, due.size(), sealed.sealedAgain(), sealed.unreadable(), left, Set.copyOf(needed));
  }

  private <T> List<T> each(List<TenantId> all, Function<TenantId, T> act) {
    List<T> results = new ArrayList<>();
    for (TenantId tenant : all) {
      try {
        results.add(tenancy.in(tenant, () -> act.apply(tenant)));
      } catch (TenantGone gone) {
        log.info("the tenant {} was deleted meanwhile", tenant);
      }
    }
    return results;
  }
}
