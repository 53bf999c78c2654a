package io.concordat.app;

import io.concordat.spi.job.Poller;
import io.concordat.spi.tenant.TenantId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proofs of login domains are looked for again, day after day. */
record DomainRounds(Ground ground) {
  private static final Logger log = LoggerFactory.getLogger(DomainRounds.class);
  private static final Duration EVERY = Duration.ofMinutes(15);

  Poller poller() {
    return new Poller("login-domains", EVERY, this::all);
  }

  private void all() {
    ground.tenants().all().forEach(this::one);
  }

  /** What goes wrong with one tenant is nothing to the others. */
  private void one(TenantId tenant) {
    try {
      ground.tenancy().run(tenant, ground.signInWithMicrosoft().domains()::recheck);
    } catch (RuntimeException e) {
      log.warn("the login domains of tenant {} were not looked at", tenant, e);
    }
  }
}
