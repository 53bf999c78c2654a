package io.concordat.audit;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants' audit log, and the bounded log of refusals that have no tenant. */
public final class AuditLog implements Audit {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final String NOT_FOUND = "not_found";

  /** So many refusals are kept. */
  static final int KEPT = 10_000;

  private final AcrossTenants.Reach security;
  private final InstantSource clock;
  private final Meters meters;
  private final RateBound<Prober> notFound = new RateBound<>(60, Duration.ofMinutes(1));
  private final RateBound<String> refusals = new RateBound<>(50, Duration.ofSeconds(1));

  public AuditLog(AcrossTenants across, InstantSource clock, Meters meters) {
    this.security = across.because("a refusal has no tenant");
    this.clock = clock;
    this.meters = meters;
  }

  private record Prober(TenantId tenant, Optional<UserId> user) {}

  /** One line of the tenant's log. */
  public record Line(long id, Instant at, Entry entry) {}

  @Override
  public void record(Tx tx, Entry entry) {
    Instant now = clock.instant();
    if (entry.outcome().equals(NOT_FOUND)
        && !notFound.admits(new Prober(tx.tenant(), entry.user()), now)) {
      meters.count("concordat.audit.suppressed", Map.of("outcome", NOT_FOUND));
      return;
    }
    AuditRows.insert(tx, entry, now);
    Noted.mark();
  }

  @Override
  public void refused(String kind, String reason) {
    meters.count("concordat.refused", Map.of("kind", kind, "reason", reason));
    Instant now = clock.instant();
    if (!refusals.admits(kind, now)) {
      return;
    }
    try {
      AuditRows.refused(security, kind, reason, now, KEPT);
    } catch (JdbiException e) {
      // A refusal stays a refusal when it cannot be written down.
      log.warn("a refusal was not logged: {} {}", kind, reason, e);
    }
  }

  /**
   * What an administrator did to the installation, or to a tenant that is no more: kept for good.
   *
   * @param kind for example {@code tenant_deleted}
   * @param what ids, no names and no secrets
   */
  public void done(String kind, String what) {
    AuditRows.lasting(security, kind, what, clock.instant());
  }

  /** The tenant's log, newest first. */
  public List<Line> find(Tx tx, Search search) {
    return SearchRows.find(tx, search);
  }

  /** What was ever done in the tenant, as far as the log goes, by name. */
  public List<String> actions(Tx tx) {
    return SearchRows.actions(tx);
  }

  /** Of the tenant's log: the oldest from before this instant, at most so many; says how many. */
  public int purge(Tx tx, Instant before, int limit) {
    return SearchRows.purge(tx, before, limit);
  }

  /** The tenant's log, newest first, from before this line on. */
  public List<Line> read(Tx tx, long before, int limit) {
    return AuditRows.read(tx, before, limit);
  }
}
