package io.concordat.app;

import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.TenantId;
import io.concordat.spi.Tx;
import io.concordat.spi.job.Poller;
import io.concordat.web.entry.KeptAnswers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Old tombstones and answers to repeated requests go, tenant by tenant. */
record Forgetting(Ground ground, StoredSchedule schedule) {
  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
  private static final Duration EVERY = Duration.ofHours(1);

  Poller poller() {
    return new Poller("forgetting", EVERY, this::all);
  }

  private void all() {
    for (TenantId tenant : ground.tenants().all()) {
      ground.tenancy().run(tenant, () -> ground.transactions().run(this::one));
    }
  }

  private void one(Tx tx) {
    int tombstones = schedule.purge(tx);
    int answers = KeptAnswers.purge(tx, ground.clock().instant());
    log.debug("forgot {} tombstones and {} answers", tombstones, answers);
  }
}
