package io.concordat.app;

import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.job.Poller;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.TenantGone;
import io.concordat.web.KeptAnswers;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Old tombstones, sessions, audit records, answers to repeated requests, events and webhook
 * channels go.
 */
record Forgetting(Ground ground, StoredSchedule schedule) {
  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
  private static final Duration EVERY = Duration.ofHours(1);

  /** Events nobody asked for, and channels that ended. */
  private static final Duration UNUSED = Duration.ofDays(30);

  private static final int AUDIT_BATCH = 5_000;
  private static final int AUDIT_BATCHES = 20;

  Poller poller() {
    return new Poller("forgetting", EVERY, this::all);
  }

  private void all() {
    ground.identity().limits().purge();
    ground.channels().purge(ground.clock().instant().minus(UNUSED));
    for (TenantId tenant : ground.tenants().all()) {
      try {
        ground.tenancy().run(tenant, this::of);
      } catch (TenantGone gone) {
        log.debug("a tenant was deleted meanwhile");
      }
    }
  }

  private void of() {
    ground.transactions().run(this::one);
    Instant before = ground.clock().instant().minus(Duration.ofDays(ground.settings().auditDays()));
    // The rest waits for the next round: a large log must not hold up everybody else.
    for (int batch = 0; batch < AUDIT_BATCHES; batch++) {
      int gone = ground.transactions().call(tx -> ground.audit().purge(tx, before, AUDIT_BATCH));
      if (gone < AUDIT_BATCH) {
        return;
      }
    }
  }

  private void one(Tx tx) {
    int tombstones = schedule.purge(tx);
    int sessions = ground.sessions().purge(tx);
    int answers = KeptAnswers.purge(tx, ground.clock().instant());
    int events = ground.outbox().purge(tx, ground.clock().instant().minus(UNUSED));
    log.debug(
        "forgot {} tombstones, {} sessions, {} answers, {} events",
        tombstones,
        sessions,
        answers,
        events);
  }
}
