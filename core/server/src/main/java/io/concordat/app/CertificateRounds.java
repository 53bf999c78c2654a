package io.concordat.app;

import io.concordat.identity.Role;
import io.concordat.identity.UserDirectory;
import io.concordat.microsoft.Flaw;
import io.concordat.microsoft.Profile;
import io.concordat.spi.job.Poller;
import io.concordat.spi.notice.Notice;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells administrators of certificates that end soon or have ended, once for each. */
record CertificateRounds(Ground ground) {
  private static final Logger log = LoggerFactory.getLogger(CertificateRounds.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final int MOST = 1_000;

  Poller poller() {
    return new Poller("certificates", EVERY, this::all);
  }

  private void all() {
    ground.tenants().all().forEach(this::one);
  }

  /** What goes wrong with one tenant is nothing to the others. */
  void one(TenantId tenant) {
    try {
      ground.tenancy().run(tenant, () -> ground.transactions().run(this::tell));
    } catch (RuntimeException e) {
      log.warn("the certificates of tenant {} were not looked at", tenant, e);
    }
  }

  private void tell(Tx tx) {
    for (Profile profile : ground.microsoftProfiles().page(tx, Optional.empty(), MOST)) {
      Set<Flaw> flaws = profile.flaws(ground.clock().instant());
      boolean over = flaws.contains(Flaw.CERTIFICATE_EXPIRED);
      boolean archived = flaws.contains(Flaw.ARCHIVED);
      if (!archived && (over || flaws.contains(Flaw.CERTIFICATE_EXPIRES_SOON))) {
        tell(tx, profile, over ? "certificate_expired" : "certificate_expires");
        ground.notices().settle(tx, cause(profile, !over));
      } else {
        ground.notices().settle(tx, cause(profile, true));
        ground.notices().settle(tx, cause(profile, false));
      }
    }
  }

  private void tell(Tx tx, Profile profile, String kind) {
    Notice notice =
        new Notice(
            "core",
            cause(profile, kind.equals("certificate_expired")),
            kind,
            1,
            List.of(profile.displayName()),
            "/settings/integrations/providers");
    ground.users().page(tx, "", MOST).stream()
        .filter(line -> line.user().active() && line.role() == Role.ADMIN)
        .map(UserDirectory.Line::user)
        .forEach(user -> ground.notices().raise(tx, user.id(), notice));
  }

  private static String cause(Profile profile, boolean over) {
    return (over ? "certificate_expired:" : "certificate_expires:") + profile.id();
  }
}
