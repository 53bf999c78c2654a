package io.concordat.tenant;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Transactions of all nodes that are open at a moment, waited for until each of them is over. */
public final class InFlight {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final AcrossTenants.Reach reach;

  public InFlight(AcrossTenants across) {
    this.reach = across.because("who waits for everybody waits for the nodes, not for a tenant");
  }

  /** False when one is still open after that time. */
  public boolean ended(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Set<String> waiting = open();
    while (!waiting.isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
      waiting.retainAll(open());
    }
    return true;
  }

  /** All nodes run as one role, and see each other for that reason. */
  private Set<String> open() {
    return reach.call(
        handle ->
            new HashSet<>(
                handle
                    .createQuery(
                        """
                        select pid || ' ' || xact_start from pg_stat_activity
                        where datname = current_database() and usename = current_user
                          and xact_start is not null and pid <> pg_backend_pid()""")
                    .mapTo(String.class)
                    .list()));
  }
}
